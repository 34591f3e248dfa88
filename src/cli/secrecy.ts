// The last sieve before a terminal, a pipe or a file: one redactor for the whole process, told of every secret as
// soon as it is read. Runs have redactors of their own that know more (what went over the wire); this one also
// stands behind the crash handler. Must not know what is printed.
import type { Secret } from '../model/secret.ts';
import { visibleText } from '../model/visible-text.ts';
import { Redactor } from '../net/redactor.ts';

/** The process's own: a run that is the only one of its process may be handed it. */
export const processRedactor = new Redactor();

/** From here on nothing is printed that bears this secret. */
export function guardSecret(secret: Secret | null | undefined, user?: string): void {
  if (secret) processRedactor.add(secret.reveal(), user);
}

/** One line for stderr: no secret, no control character. */
export const safeLine = (text: string): string => visibleText(processRedactor.scrub(text));

export type Scrub = (text: string) => string;
export const scrubSecrets: Scrub = (text) => processRedactor.scrub(text);

// The report's own vocabulary: never free text, so never a secret, even where a password happens to be the word 'ok'.
// biome-ignore format: a list
const VOCABULARY = new Set([
  'schemaVersion', 'name', 'version', 'verdict', 'status', 'stage', 'code', 'systemCode', 'id', 'severity', 'owner', 'protocol',
  'mode', 'modes', 'direction', 'source', 'startedAt', 'validFrom', 'validTo', 'sha256', 'keyType', 'address', 'endpoint',
  'endpoints', 'mechanism', 'cause', 'host', 'cipher', 'signatureAlgorithm', 'reference', 'ports',
]);

/**
 * Every free text of a report through the sieve; numbers, keys and vocabulary stay, so that its shape does. Parts in which
 * nothing was found are the given ones.
 */
export function scrubReport<T>(value: T, scrub: Scrub): T {
  return scrubValue(value, scrub) as T;
}

function scrubValue(value: unknown, scrub: Scrub): unknown {
  if (typeof value === 'string') return scrub(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return scrubItems(value, scrub);
  const given = value as Readonly<Record<string, unknown>>;
  let changed: Record<string, unknown> | null = null;
  for (const key of Object.keys(given)) {
    const item = given[key];
    const scrubbed = isWord(key, item) ? item : scrubValue(item, scrub);
    if (scrubbed === item) continue;
    changed ??= { ...given };
    changed[key] = scrubbed;
  }
  return changed ?? given;
}

function scrubItems(items: readonly unknown[], scrub: Scrub): readonly unknown[] {
  const scrubbed = items.map((item) => scrubValue(item, scrub));
  return scrubbed.every((item, at) => item === items[at]) ? items : scrubbed;
}

const isWord = (key: string, item: unknown): boolean =>
  VOCABULARY.has(key) && (typeof item === 'string' || (Array.isArray(item) && item.every((one) => typeof one !== 'object')));

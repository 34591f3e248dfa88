// Takes secrets out of a finished report. Knows which of its strings are the report's own words; must not know any secret.
export type Scrub = (text: string) => string;

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

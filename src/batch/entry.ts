// What one line of a list asks for: a target, and settings of its own behind it. A line that makes no sense is a result
// like any other, never the end of the run. Must not know how lines are read nor how targets are checked.
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import type { Finding } from '../model/finding.ts';
import { CHECKED_PROTOCOLS, MODES, type Mode, type Protocol } from '../model/protocol.ts';
import { MASK } from '../model/secret.ts';
import type { Target } from '../model/target.ts';
import { UsageError, withoutSecrets } from '../model/usage-error.ts';
import type { PlanRequest } from '../request/plan.ts';
import { parseHost, parsePort } from '../request/target.ts';
import { readTypedTarget } from '../request/typed-target.ts';
import type { TargetLine } from './target-lines.ts';

/** One line on its way to a check. */
export interface Entry {
  readonly line: number;
  /**
   * Target and settings with single spaces: what a result is known by when a run goes on. Of a line that is refused only
   * what was understood: the rest may be a password, and must not live on in the report of the refusal.
   */
  readonly text: string;
  /** What is wrong with it; null: nothing. */
  readonly refusal: string | null;
}

/** The settings that a line may bear, as its options would be read. */
export interface OwnSettings {
  readonly ports?: readonly number[];
  readonly modes?: readonly Mode[];
  readonly protocol?: Protocol;
  readonly servername?: string;
  readonly addresses?: readonly string[];
}

const listOf = (text: string): string[] => text.split(',').filter((part) => part !== '');

function oneOf<T extends string>(text: string, known: readonly T[]): T {
  const found = known.find((word) => word === text.toLowerCase());
  if (found === undefined) throw new UsageError(`it is none of ${known.join(', ')}`);
  return found;
}

function parseAddress(text: string): string {
  if (isIP(text) === 0) throw new UsageError('it is no IP address');
  return text;
}

function needsOne<T>(values: readonly T[]): readonly T[] {
  if (values.length === 0) throw new UsageError('nothing follows the =');
  return [...new Set(values)];
}

/** Its complaints quote the name, which nobody can tell from a password here. */
function parseServername(text: string): string {
  try {
    return parseHost(text).host;
  } catch {
    throw new UsageError('it is no host name');
  }
}

const READERS: Readonly<Record<string, (text: string) => OwnSettings>> = {
  port: (text) => ({ ports: needsOne(listOf(text).map(parsePort)) }),
  mode: (text) => ({ modes: needsOne(listOf(text).map((word) => oneOf<Mode>(word, MODES))) }),
  protocol: (text) => ({ protocol: oneOf<Protocol>(text, CHECKED_PROTOCOLS) }),
  servername: (text) => ({ servername: parseServername(text) }),
  address: (text) => ({ addresses: needsOne(listOf(text).map(parseAddress)) }),
};
export const SETTING_NAMES = Object.keys(READERS);

const SECRET_NAME = /^-{0,2}(?:pass|pw|secret|token|user|login|auth|cred|api|key|bearer|u$)/i;

function complaintAbout(name: string): string {
  if (SECRET_NAME.test(name))
    return 'a line carries no login: give it for all of them, by --user and --password-file or --password-env';
  return `what stands after the target is no setting: known are ${SETTING_NAMES.map((one) => `${one}=`).join(', ')}`;
}

/** One setting. Throws UsageError, which repeats nothing of it: who puts a password into a line puts it here. */
function parseSetting(word: string): OwnSettings {
  const at = word.indexOf('=');
  const name = word.slice(0, at < 0 ? word.length : at).toLowerCase();
  const read = at > 0 && Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (!read) throw new UsageError(complaintAbout(name));
  try {
    return read(word.slice(at + 1));
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${name}=: ${error.message}`) : error;
  }
}

/** The words of a line, its target first: `host port` is one word of two. */
function splitLine(text: string): string[] {
  const [host = '', port, ...rest] = text.replace(/\s+/g, ' ').trim().split(' ');
  if (port === undefined) return [host];
  return /^\d{1,5}$/.test(port) ? [`${host} ${port}`, ...rest] : [host, port, ...rest];
}

/** The first complaint about any of the words, and how the line may be shown. */
export function entryOf({ number, text, isTooLong }: TargetLine): Entry {
  const words = splitLine(text);
  if (isTooLong)
    return { line: number, text: withoutSecrets(words[0] ?? ''), refusal: 'the line is longer than 4 KiB: one target a line' };
  let refusal: string | null = null;
  const shown = words.map((word, at) => {
    try {
      if (at === 0) readTypedTarget(word);
      else parseSetting(word);
      return word;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      refusal ??= error.message;
      return at === 0 ? withoutSecrets(word) : MASK;
    }
  });
  return { line: number, text: shown.join(' '), refusal };
}

/** Throws UsageError for a line that names no target, or whose settings cannot be read. */
export function parseEntry({ text, refusal }: Entry): { readonly target: Target; readonly settings: OwnSettings } {
  if (refusal !== null) throw new UsageError(refusal);
  const [word = '', ...rest] = splitLine(text);
  return { target: readTypedTarget(word).target, settings: Object.assign({}, ...rest.map(parseSetting)) as OwnSettings };
}

/** The request of all, with what this line says instead. */
export function requestOf(request: PlanRequest, target: Target, settings: OwnSettings): PlanRequest {
  const { ports, modes, protocol, servername, addresses } = settings;
  return {
    ...request,
    // A URL or host:port says itself what it means; the options of the run are for those that leave it open.
    ports: ports ?? (target.port === null ? request.ports : null),
    modes: modes ?? (target.mode === null ? request.modes : null),
    protocol: protocol ?? (target.mode === null ? request.protocol : null),
    servername: servername ?? request.servername,
    resolve: addresses ? new Map([...request.resolve, [target.host, addresses]]) : request.resolve,
  };
}

/** A number from 0 to 2^48 - 1 that stands for the entry: the same on every machine, whatever else is in the list. */
export const hashOf = (text: string): number => createHash('sha1').update(text).digest().readUIntBE(0, 6);

/** `--shard 2/5`: whether this entry is among those of the shard. By the text, so that neither order nor other lines matter. */
export const isInShard = (text: string, { index, of }: { readonly index: number; readonly of: number }): boolean =>
  hashOf(text) % of === index - 1;

/** Why an entry has no report of its own. */
export function badTarget(entry: Entry, reason: string): Finding {
  return {
    id: 'bad-target',
    severity: 'error',
    title: 'The line names no target that could be checked',
    detail: `Line ${entry.line} of the list was left out; the others were checked.`,
    evidence: [`line ${entry.line}: ${reason}`],
    fix: 'Correct the line: a host, host:port, address, user@domain or URL, then settings such as port=587 mode=starttls.',
    owner: 'you',
    endpoints: [],
    reference: null,
  };
}

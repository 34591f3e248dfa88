// What one line of a list asks for: a target, and settings of its own behind it. A line that makes no sense is a result
// like any other, never the end of the run. Must not know how lines are read nor how targets are checked.
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import type { Finding } from '../model/finding.ts';
import { MODES, type Mode, PROTOCOLS, type Protocol } from '../model/protocol.ts';
import type { Target } from '../model/target.ts';
import { quoteInput, UsageError } from '../model/usage-error.ts';
import type { PlanRequest } from '../probe/plan.ts';
import { parseHost, parsePort, parseTarget } from '../probe/target.ts';
import type { TargetLine } from './target-lines.ts';

/** One line on its way to a check. */
export interface Entry {
  readonly line: number;
  /** Target and settings with single spaces, without what may be a password: what a result is known by when a run goes on. */
  readonly text: string;
  readonly isTooLong: boolean;
}

// `smtp://alice:secret@host` is refused, and must not live on in the report of its refusal.
const withoutPassword = (text: string): string =>
  text.replace(/:\/\/[^\s@]*@/g, '://***@').replace(/:(?!\/\/)[^\s@]*@/g, ':***@');

export const entryOf = ({ number, text, isTooLong }: TargetLine): Entry => ({
  line: number,
  text: withoutPassword(text).replace(/\s+/g, ' '),
  isTooLong,
});

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
  if (found === undefined) throw new UsageError(`${quoteInput(text)} is none of ${known.join(', ')}`);
  return found;
}

function parseAddress(text: string): string {
  if (isIP(text) === 0) throw new UsageError(`${quoteInput(text)} is no IP address`);
  return text;
}

function needsOne<T>(values: readonly T[]): readonly T[] {
  if (values.length === 0) throw new UsageError('nothing follows the =');
  return [...new Set(values)];
}

const READERS: Readonly<Record<string, (text: string) => OwnSettings>> = {
  port: (text) => ({ ports: needsOne(listOf(text).map(parsePort)) }),
  mode: (text) => ({ modes: needsOne(listOf(text).map((word) => oneOf<Mode>(word, MODES))) }),
  protocol: (text) => ({ protocol: oneOf<Protocol>(text, PROTOCOLS) }),
  servername: (text) => ({ servername: parseHost(text).host }),
  address: (text) => ({ addresses: needsOne(listOf(text).map(parseAddress)) }),
};
export const SETTING_NAMES = Object.keys(READERS);

/** Throws UsageError for a line that names no target, or whose settings cannot be read. */
export function parseEntry({ text, isTooLong }: Entry): { readonly target: Target; readonly settings: OwnSettings } {
  if (isTooLong) throw new UsageError('the line is longer than 4 KiB: one target a line');
  const [word = '', ...rest] = text.split(' ');
  const target = parseTarget(word);
  let settings: OwnSettings = {};
  for (const setting of rest) {
    const at = setting.indexOf('=');
    const name = setting.slice(0, Math.max(0, at)).toLowerCase();
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (!read) {
      const known = SETTING_NAMES.map((one) => `${one}=`).join(', ');
      throw new UsageError(`after the target ${quoteInput(setting)} is no setting: known are ${known}`);
    }
    try {
      settings = { ...settings, ...read(setting.slice(at + 1)) };
    } catch (error) {
      throw error instanceof UsageError ? new UsageError(`${name}=: ${error.message}`) : error;
    }
  }
  return { target, settings };
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

// MTA-STS (RFC 8461): the TXT record that says there is a policy, and the policy itself. The parsers are pure and as
// strict as the RFC; the fetch goes by HTTPS, verified, without redirects (§3.3). Loaded only where a record exists.
import type { MtaStsObservation } from '../../model/observation.ts';
import { shorten } from '../../model/shorten.ts';
import { withoutEnd, withoutStart } from '../../model/text-ends.ts';
import { visibleText } from '../../model/visible-text.ts';
import type { Deadline } from '../deadline.ts';
import { exchangeOverHttps, type HttpsRequest, isFound, nameOf } from '../https.ts';
import type { DnsClient } from './client.ts';

/** §3.2: senders must take policies of 64 KiB, and may stop there. */
const MAX_POLICY_BYTES = 65_536;
const MAX_CONTENT_TYPE = 80;
const FETCH_LIMIT_MS = 5000;
/** §3.2: about a year at the most. */
const MAX_AGE_LIMIT_S = 31_557_600;

export interface MtaStsPolicy {
  readonly mode: string;
  readonly mx: readonly string[];
  readonly maxAge: number;
}

type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** §3.1: exactly one record that begins with `v=STSv1;`, with an id of 1 to 32 letters and digits. */
export function parseStsRecord(texts: readonly string[]): Parsed<string> | null {
  const records = texts.filter((text) => /^v=STSv1[ \t]*(;|$)/.test(text));
  const [record] = records;
  if (record === undefined) return null;
  if (records.length > 1) return { ok: false, error: `${records.length} MTA-STS records, one is allowed` };
  const fields = record.split(';').map((field) => field.trim());
  const ids = fields
    .filter((field) => /^id[ \t]*=/.test(field))
    .map((field) => withoutStart(field.slice(field.indexOf('=') + 1), ' \t'));
  const [id] = ids;
  if (id === undefined || ids.length > 1) return { ok: false, error: 'the MTA-STS record has no single id' };
  return /^[A-Za-z0-9]{1,32}$/.test(id)
    ? { ok: true, value: record }
    : { ok: false, error: 'the id of the MTA-STS record is malformed' };
}

/** §3.2: WSP is blank and tab. By hand, since a policy may be 64 KiB of blanks. */
const withoutBlanks = (text: string): string => withoutStart(withoutEnd(text, ' \t'), ' \t');
const POLICY_KEY = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/;

/** §3.2: key/value lines. Unknown keys are passed over; of a key given twice, but `mx`, the first counts. */
export function parseStsPolicy(text: string): Parsed<MtaStsPolicy> {
  const refuse = (error: string) => ({ ok: false, error }) as const;
  const fields = new Map<string, string>();
  const mx: string[] = [];
  const lines = text.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const field = withoutBlanks(line);
    if (field === '') continue;
    const colon = field.indexOf(':');
    const key = field.slice(0, Math.max(0, colon));
    if (!POLICY_KEY.test(key)) return refuse(`line ${index + 1} of the policy is not "key: value"`);
    const value = withoutBlanks(field.slice(colon + 1));
    if (key === 'mx') mx.push(visibleText(value));
    else if (!fields.has(key)) fields.set(key, visibleText(value));
  }
  if (fields.get('version') !== 'STSv1') return refuse('the policy does not say "version: STSv1"');
  const mode = fields.get('mode') ?? '';
  if (!['enforce', 'testing', 'none'].includes(mode)) return refuse('the policy has no mode of enforce, testing or none');
  const age = fields.get('max_age') ?? '';
  if (!/^\d{1,10}$/.test(age)) return refuse('the policy has no valid max_age');
  const wrong = mx.find((pattern) => !isMxPattern(pattern));
  if (wrong !== undefined) return refuse(`"${wrong}" is no mx pattern`);
  if (mx.length === 0 && mode !== 'none') return refuse('the policy names no mx');
  return { ok: true, value: { mode, mx, maxAge: Math.min(Number(age), MAX_AGE_LIMIT_S) } };
}

/** A host name, or `*.` before one: the wildcard stands for exactly one label (§4.1). */
const isMxPattern = (pattern: string): boolean =>
  /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.?$/i.test(pattern);

export type PolicyFetch = Pick<HttpsRequest, 'extraRoots' | 'connectTo'>;

export interface MtaStsSource {
  readonly domain: string;
  /** TXT records at `_mta-sts.<domain>`. */
  readonly texts: readonly string[];
  readonly fetchPolicy: boolean;
  /** Resolves the policy host; null: the system does. */
  readonly client: DnsClient | null;
  readonly deadline: Deadline;
  readonly signal: AbortSignal;
  /** Told at once what the record says, and again when the policy is there. */
  readonly note: (observation: MtaStsObservation) => void;
  readonly fetch?: PolicyFetch;
}

export async function observeMtaSts(source: MtaStsSource): Promise<void> {
  const record = parseStsRecord(source.texts);
  if (record === null) return;
  const text = source.texts.find((candidate) => candidate.startsWith('v=STSv1')) ?? '';
  if (!record.ok) return source.note({ record: text, policy: null, error: record.error });
  if (!source.fetchPolicy) return source.note({ record: text, policy: null, error: null });
  source.note({ record: text, policy: null, error: null });
  const result = await fetchPolicy(source);
  // What came after the end of the check is not worth a word.
  if (!source.signal.aborted) source.note({ record: text, ...result });
}

async function fetchPolicy(source: MtaStsSource): Promise<Pick<MtaStsObservation, 'policy' | 'error'>> {
  const url = new URL(`https://mta-sts.${source.domain}/.well-known/mta-sts.txt`);
  const fetched = await exchangeOverHttps(url, {
    headers: { accept: 'text/plain', 'user-agent': 'mailprobe' },
    maxBytes: MAX_POLICY_BYTES,
    timeoutMs: source.deadline.limitMs(FETCH_LIMIT_MS),
    signal: source.signal,
    client: source.client,
    wantsBody: isFound,
    ...source.fetch,
  });
  if (!fetched.ok) return { policy: null, error: `${url.href}: ${nameOf(fetched.fault)}` };
  if (!isFound(fetched.status)) return { policy: null, error: `${url.href}: HTTP ${fetched.status}` };
  if (!/^text\/plain\b/i.test(fetched.contentType)) {
    return {
      policy: null,
      error: `${url.href}: not text/plain but "${shorten(visibleText(fetched.contentType), MAX_CONTENT_TYPE)}"`,
    };
  }
  const parsed = parseStsPolicy(fetched.body.toString('utf8'));
  return parsed.ok ? { policy: parsed.value, error: null } : { policy: null, error: `${url.href}: ${parsed.error}` };
}

// What programs that trace a route print, read into hops. Pure: text in, hops out; whatever is no hop is passed over. Numbers
// and addresses alone come out of it.
import { isIP } from 'node:net';
import type { TraceEnd, TraceHop } from '../model/route-trace.ts';

export interface ReadTrace {
  readonly hops: readonly TraceHop[];
  readonly end: TraceEnd;
}

/** The widest TTL that is asked for; an output that names more is not believed. */
const MAX_TTL = 64;

/** ` 3  203.0.113.1  1.2 ms !X`; behind the first address may stand those of other paths. */
const HOP_LINE = /^[ \t]{0,3}(\d{1,2})[ \t]+(\S.*)$/;
/** `!H`, `!X`, `!<13>` and the like. */
const MARK = /^!(?:[A-Z]|<?\d{1,3}>?)$/;

/** Output of traceroute(8), of Linux or BSD, with `-n`. `target`: as it was given to it. */
export function readTraceroute(stdout: string, stderr: string, target: string): ReadTrace {
  const hops = stdout.split(/\r?\n/).flatMap((line): TraceHop[] => {
    const [, ttl, rest = ''] = HOP_LINE.exec(line) ?? [];
    if (ttl === undefined || Number(ttl) < 1 || Number(ttl) > MAX_TTL) return [];
    const words = rest.trim().split(/\s+/, 32);
    const address = words.find((word) => isIP(word) !== 0) ?? null;
    const mark = words.find((word) => MARK.test(word));
    // A line that was cut off, or one of another kind.
    if (address === null && !words.includes('*')) return [];
    return [{ ttl: Number(ttl), address, ...(address !== null && mark !== undefined ? { mark } : {}) }];
  });
  if (!hops.some(({ address }) => address !== null) && /^(?:traceroute6?: )?send(?:to)?: Operation not permitted/m.test(stderr))
    return { hops: [], end: 'not-sent' };
  return ended(hops, target);
}

/** Output of mtr(8) with `--raw`: `h <ttl - 1> <address>` for an answer, `x <ttl - 1> <sequence>` for what was sent. */
export function readMtr(stdout: string, _stderr: string, target: string): ReadTrace {
  const byTtl = new Map<number, TraceHop>();
  for (const line of stdout.split(/\r?\n/)) {
    const [, kind, at, value = ''] = /^([hx]) (\d{1,2}) (\S+)/.exec(line) ?? [];
    const ttl = Number(at) + 1;
    if (kind === undefined || ttl > MAX_TTL) continue;
    const known = byTtl.get(ttl);
    if (kind === 'x') byTtl.set(ttl, known ?? { ttl, address: null });
    else if (isIP(value) !== 0 && (known?.address ?? null) === null) byTtl.set(ttl, { ttl, address: value });
  }
  return ended(
    [...byTtl.values()].sort((a, b) => a.ttl - b.ttl),
    target,
  );
}

/** Behind the host, and behind a hop that said no, is nothing. */
function ended(hops: readonly TraceHop[], target: string): ReadTrace {
  const last = hops.findIndex(({ address, mark }) => address === target || mark !== undefined);
  const end = hops[last];
  if (end === undefined) return { hops, end: 'silent' };
  return { hops: hops.slice(0, last + 1), end: end.mark === undefined ? 'reached' : 'rejected' };
}

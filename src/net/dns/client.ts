// A stub resolver: asks the given servers in turn, repeats what is lost, follows aliases, and keeps apart what callers
// must tell apart: no such name, no such record, a server that fails, no server that answers. Judges nothing.
import { randomInt } from 'node:crypto';
import { getServers } from 'node:dns';
import { isIP } from 'node:net';
import type { Ending } from '../deadline.ts';
import { followAliases, MAX_ALIASES } from './aliases.ts';
import {
  type Answer,
  decodeAnswer,
  encodeQuery,
  MAX_MESSAGE_BYTES,
  type Question,
  type RecordData,
  type RecordType,
} from './message.ts';
import { canonicalName, isAskableName } from './names.ts';
import { type DnsServer, exchangeOverTcp, exchangeOverUdp, type Running } from './transport.ts';

export type { DnsServer } from './transport.ts';

export interface DnsAnswer<T> {
  /** `no-data`: the name exists, without this type. `no-name`: NXDOMAIN. `failed`: see `error`. */
  readonly status: 'found' | 'no-data' | 'no-name' | 'failed';
  readonly records: readonly T[];
  /** The names that CNAME led through, in order; the last owns the records. */
  readonly aliases: readonly string[];
  /** Validated by the resolver (AD bit); only said where `dnssec` was asked. */
  readonly authentic: boolean;
  /** For `failed`: "SERVFAIL", "no answer", "alias loop" …; else null. */
  readonly error: string | null;
  /** For `failed`, in the words of c-ares or errno: ESERVFAIL, EREFUSED, ETIMEOUT, ECONNREFUSED, EBADRESP; else null. */
  readonly systemCode: string | null;
}

export interface QueryOptions {
  /** Sets the DO bit, so that the AD bit of the answer means something. */
  readonly dnssec?: boolean;
}

/** When a question is put again, to the next server in turn: milliseconds since the first. Packets get lost, servers wake. */
const TRIES_AT_MS = [0, 1000, 2000, 3500];
/** When it is given up. Cold recursion through a broken delegation takes some seconds before the SERVFAIL. */
export const QUERY_LIMIT_MS = 6000;
const MAX_SERVERS = 3;

interface Failed {
  readonly error: string;
  readonly systemCode: string;
}
const SYSTEM_CODES: Readonly<Record<string, string>> = {
  FORMERR: 'EFORMERR',
  SERVFAIL: 'ESERVFAIL',
  NOTIMP: 'ENOTIMP',
  REFUSED: 'EREFUSED',
};

const failure = (error: string, systemCode: string, aliases: readonly string[] = []): DnsAnswer<never> => ({
  status: 'failed',
  records: [],
  aliases,
  authentic: false,
  error,
  systemCode,
});

let known: readonly DnsServer[] | null = null;

/** The resolvers that this system is set up with (/etc/resolv.conf or its like); Node reads them once. */
export function systemServers(): readonly DnsServer[] {
  known ??= readServers();
  return known;
}

function readServers(): DnsServer[] {
  return getServers().flatMap((text) => {
    const bracketed = /^\[(.+)\]:(\d+)$/.exec(text);
    const plain = /^([\d.]+):(\d+)$/.exec(text);
    const [, address = text, port = '53'] = bracketed ?? plain ?? [];
    return isIP(address.replace(/%.*$/, '')) ? [{ address, port: Number(port) }] : [];
  });
}

export class DnsClient {
  readonly #servers: readonly DnsServer[];
  readonly #ending: Ending;
  readonly #limitMs: number;
  readonly #cancellers = new Set<() => void>();
  #isClosed = false;
  #stopListening: (() => void) | null = null;

  /** `limitMs`: for one question over all servers and tries. `ending` ends everything that is under way. */
  constructor(servers: readonly DnsServer[], ending: Ending, limitMs = QUERY_LIMIT_MS) {
    this.#servers = servers.slice(0, MAX_SERVERS);
    this.#ending = ending;
    this.#limitMs = limitMs;
  }

  /** Ends what is under way as `no answer` and closes every socket. Later questions fail at once. */
  close(): void {
    this.#isClosed = true;
    this.#stopListening?.();
    for (const cancel of [...this.#cancellers]) cancel();
  }

  /** Rejects for a bug of our own alone. */
  async query<T extends RecordType>(name: string, type: T, options: QueryOptions = {}): Promise<DnsAnswer<RecordData[T]>> {
    const aliases: string[] = [];
    // An answer is as good as the weakest alias that led to it.
    let authentic = true;
    let owner = name;
    // Authoritative servers answer an alias into another zone with the alias alone: that name is asked for anew.
    for (let round = 0; round <= MAX_ALIASES; round += 1) {
      if (!isAskableName(owner)) return failure('bad name', 'EBADNAME', aliases);
      const answer = await this.#ask({ name: owner, type }, options.dnssec ?? false);
      if ('error' in answer) return failure(answer.error, answer.systemCode, aliases);
      authentic &&= answer.authentic;
      const followed = followAliases(answer, owner, type, aliases);
      if (followed === 'loop') return failure('alias loop', 'EBADRESP', aliases);
      if (followed.records.length > 0) {
        return { status: 'found', records: followed.records, aliases, authentic, error: null, systemCode: null };
      }
      const isChased = canonicalName(followed.owner) !== canonicalName(owner) && answer.rcode === 'NOERROR';
      if (!isChased) {
        const status = answer.rcode === 'NXDOMAIN' ? 'no-name' : 'no-data';
        return { status, records: [], aliases, authentic, error: null, systemCode: null };
      }
      // A resolver that recursed has said all there is: the alias leads to a name without this type.
      if (answer.recursed) {
        return { status: 'no-data', records: [], aliases, authentic, error: null, systemCode: null };
      }
      owner = followed.owner;
    }
    return failure('alias loop', 'EBADRESP', aliases);
  }

  /** One question to all servers in turn until one gives an answer, all have failed, or the time is up. */
  #ask(question: Question, dnssec: boolean): Promise<Answer | Failed> {
    if (this.#isClosed || this.#ending.isOver) return Promise.resolve({ error: 'no answer', systemCode: 'ETIMEOUT' });
    if (this.#servers.length === 0) return Promise.resolve({ error: 'no server known', systemCode: 'ECONNREFUSED' });
    this.#stopListening ??= this.#ending.onOver(() => this.close());
    return new Promise((resolve, reject) => {
      const running = new Set<Running<Answer>>();
      const timers: NodeJS.Timeout[] = [];
      const failures = new Map<DnsServer, Failed>();
      const finish = (result: Answer | Failed) => {
        this.#cancellers.delete(cancel);
        for (const timer of timers) clearTimeout(timer);
        for (const exchange of running) exchange.cancel();
        running.clear();
        resolve(result);
      };
      let silence: Failed = { error: 'no answer', systemCode: 'ETIMEOUT' };
      const noteMalformed = () => {
        silence = { error: 'malformed answer', systemCode: 'EBADRESP' };
      };
      const evidence = (): Failed => [...failures.values()][0] ?? silence;
      const cancel = () => finish(evidence());
      const run = async (server: DnsServer, edns: boolean): Promise<void> => {
        const outcome = await askOne(server, question, { edns, dnssec: edns && dnssec }, running, noteMalformed);
        if (outcome === 'cancelled') return;
        if (!('error' in outcome)) return finish(outcome);
        // A server from before EDNS, or one that trips over it (RFC 6891 §7).
        if (edns && (outcome.error === 'FORMERR' || outcome.error === 'NOTIMP')) return run(server, false);
        failures.set(server, outcome);
        if (failures.size === this.#servers.length) return finish(evidence());
        const untried = this.#servers.find((other) => !tried.has(other));
        if (untried) start(untried, true);
      };
      const tried = new Set<DnsServer>();
      const start = (server: DnsServer, edns: boolean) => {
        tried.add(server);
        run(server, edns).catch((bug: unknown) => {
          reject(bug);
          cancel();
        });
      };
      this.#cancellers.add(cancel);
      timers.push(setTimeout(cancel, this.#limitMs));
      TRIES_AT_MS.forEach((atMs, index) => {
        const begin = () => {
          const alive = this.#servers.filter((server) => !failures.has(server));
          const server = alive[index % Math.max(1, alive.length)];
          // The last try goes without EDNS: some firewalls drop what they do not know.
          if (server) start(server, index < TRIES_AT_MS.length - 1);
        };
        if (atMs === 0) begin();
        else if (atMs < this.#limitMs) timers.push(setTimeout(begin, atMs));
      });
    });
  }
}

async function askOne(
  server: DnsServer,
  question: Question,
  options: { readonly edns: boolean; readonly dnssec: boolean },
  running: Set<Running<Answer>>,
  noteMalformed: () => void,
): Promise<Answer | Failed | 'cancelled'> {
  const id = randomInt(0x10000);
  const query = encodeQuery(id, question, options);
  const read = (message: Buffer): Answer | undefined => {
    const answer = decodeAnswer(message, id, question);
    if (answer === 'malformed') noteMalformed();
    return answer === null || answer === 'malformed' ? undefined : answer;
  };
  const exchange = async (started: Running<Answer>) => {
    running.add(started);
    const result = await started.result;
    running.delete(started);
    return result;
  };
  let result = await exchange(exchangeOverUdp(server, query, read));
  if ('value' in result && result.value.truncated) {
    const partial = result.value;
    result = await exchange(exchangeOverTcp(server, query, MAX_MESSAGE_BYTES, read));
    // TCP to port 53 is filtered more often than not: a part of the records is better than none.
    if ('systemCode' in result && result.systemCode !== 'ECANCELLED') {
      if (partial.records.some(({ type }) => type === question.type)) return partial;
      return { error: `truncated, and TCP failed: ${result.systemCode}`, systemCode: result.systemCode };
    }
  }
  if ('systemCode' in result) {
    return result.systemCode === 'ECANCELLED' ? 'cancelled' : { error: result.systemCode, systemCode: result.systemCode };
  }
  const { rcode, referral } = result.value;
  if (referral) return { error: 'referral: the server does not recurse', systemCode: 'EREFUSED' };
  if (rcode === 'NOERROR' || rcode === 'NXDOMAIN') return result.value;
  return { error: rcode, systemCode: SYSTEM_CODES[rcode] ?? 'EBADRESP' };
}

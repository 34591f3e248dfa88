// The way to the proxy itself: its addresses, one TCP connection, and for the scheme https TLS, verified against the
// proxy's own name. Whatever fails here says nothing of the mail server. Knows no proxy protocol.
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import type { Failure, Outcome } from '../../model/outcome.ts';
import type { Plan, ProxyOptions } from '../../model/plan.ts';
import type { Family } from '../../model/protocol.ts';
import type { Deadline } from '../deadline.ts';
import { resolveBySystem } from '../dns/system.ts';
import { connectTcp } from '../tcp.ts';
import { handshake } from '../tls.ts';
import { proxyFailure } from './dialogue.ts';

export interface ProxyAddress {
  readonly address: string;
  readonly family: Family;
}

/** What all connections of a run have of their proxy in common: the first that needs it puts it here. */
export interface SharedProxy {
  addresses: Promise<Outcome<readonly ProxyAddress[]>> | null;
  secureContext: SecureContext | null;
}

type Names = Pick<Plan, 'resolve' | 'dnsServer'>;

const unreachable = (systemCode: string, detail: string): { readonly ok: false; readonly failure: Failure } => ({
  ok: false,
  failure: proxyFailure('connect', { fault: 'unreachable', systemCode, detail }),
});

/** Connects to the first of the proxy's addresses that takes it; all share `limitMs`. Fails with `proxy`, stage connect. */
export async function connectToProxy(
  proxy: ProxyOptions,
  options: Names & Pick<Plan, 'bindAddress'> & { readonly limitMs: number },
  shared: SharedProxy,
  deadline: Deadline,
): Promise<Outcome<Socket>> {
  const { bindAddress, limitMs } = options;
  const startedAt = performance.now();
  const leftMs = (): number => Math.max(0, deadline.limitMs(limitMs - (performance.now() - startedAt)));
  shared.addresses ??= findAddresses(proxy.host, options, leftMs(), deadline);
  const found = await shared.addresses;
  if (!found.ok) return found;
  const addresses = reachableFrom(found.value, bindAddress);
  let last: Outcome<Socket> = unreachable('ENOTFOUND', `the proxy's name ${proxy.host} has no address`);
  for (const [at, { address, family }] of addresses.entries()) {
    const shareMs = leftMs() / (addresses.length - at);
    const outcome = await connectTcp({ address, family, port: proxy.port, bindAddress, limitMs: shareMs }, deadline);
    if (outcome.ok) return outcome;
    last = { ok: false, failure: describe(outcome.failure, proxy, address) };
    if (deadline.isOver) break;
  }
  return last;
}

/** From an IPv4 address of this machine there is no way to an IPv6 one. */
function reachableFrom(addresses: readonly ProxyAddress[], bindAddress: string | null): readonly ProxyAddress[] {
  const fitting = bindAddress === null ? addresses : addresses.filter(({ family }) => family === isIP(bindAddress));
  return fitting.length > 0 ? fitting : addresses;
}

function describe(failure: Failure, proxy: ProxyOptions, address: string): Failure {
  const place = `${proxy.host}:${proxy.port}${address === proxy.host ? '' : ` (${address})`}`;
  if (failure.kind === 'timeout') {
    const detail = `no answer from the proxy at ${place} within ${failure.waitedMs} ms`;
    return proxyFailure('connect', { fault: 'unreachable', systemCode: 'ETIMEDOUT', detail });
  }
  const systemCode = failure.kind === 'system' ? failure.systemCode : 'UNKNOWN';
  const detail = `no connection to the proxy at ${place}: ${systemCode}`;
  return proxyFailure('connect', { fault: 'unreachable', systemCode, detail });
}

const asAddress = (address: string): ProxyAddress[] => {
  const family = isIP(address);
  return family === 4 || family === 6 ? [{ address, family }] : [];
};

async function findAddresses(
  host: string,
  { resolve, dnsServer }: Names,
  limitMs: number,
  deadline: Deadline,
): Promise<Outcome<readonly ProxyAddress[]>> {
  const given = asAddress(host).length > 0 ? [host] : resolve.get(host.toLowerCase());
  if (given) return { ok: true, value: given.flatMap(asAddress) };
  if (dnsServer) {
    const { DnsClient } = await import('../dns/client.ts');
    // A silent AAAA must leave time for the connection.
    const client = new DnsClient([dnsServer], deadline, limitMs / 2);
    const both = await Promise.all([client.query(host, 'A'), client.query(host, 'AAAA')]);
    client.close();
    const found = both.flatMap(({ records }) => records.flatMap(asAddress));
    if (found.length > 0) return { ok: true, value: found };
    const systemCode = both.find((answer) => answer.systemCode !== null)?.systemCode ?? 'ENOTFOUND';
    return unreachable(systemCode, `the proxy's name ${host} has no address, says ${dnsServer.address}: ${systemCode}`);
  }
  return askSystem(host, limitMs, deadline);
}

async function askSystem(host: string, limitMs: number, deadline: Deadline): Promise<Outcome<readonly ProxyAddress[]>> {
  const { addresses, systemCode } = await resolveBySystem(host, deadline, limitMs);
  if (systemCode === null) return { ok: true, value: addresses };
  if (systemCode === 'ETIMEOUT') return unreachable(systemCode, `the proxy's name ${host} could not be resolved in time`);
  return unreachable(systemCode, `the proxy's name ${host} does not resolve: ${systemCode}`);
}

export interface ProxyTlsRequest {
  readonly host: string;
  readonly context: SecureContext;
  /** Goes on in spite of a certificate that does not verify. */
  readonly insecure: boolean;
  readonly limitMs: number;
}

/** TLS to the proxy. Fails with `proxy` or `timeout`, stage proxy. */
export async function secureProxy(stream: Duplex, request: ProxyTlsRequest, deadline: Deadline): Promise<Outcome<Duplex>> {
  const { host, context, insecure, limitMs } = request;
  let stopListening = (): void => {};
  const onAbortable = (abort: (failure: Failure) => void): void => {
    const onOver = (): void => {
      const waitedMs = Math.round(deadline.elapsedMs());
      abort({ kind: 'timeout', stage: 'proxy', budget: 'total', budgetMs: deadline.totalMs, waitedMs });
    };
    stopListening = deadline.onOver(onOver);
  };
  const wanted = { context, servername: host, stage: 'proxy', budget: 'proxy', limitMs, onAbortable } as const;
  const outcome = await handshake(stream, wanted, deadline);
  stopListening();
  if (!outcome.ok) return { ok: false, failure: describeTls(outcome.failure) };
  const { socket, observation } = outcome.value;
  const [fault] = observation.faults;
  if (fault === undefined || insecure) return { ok: true, value: socket };
  socket.destroy();
  stream.destroy();
  const detail = `the certificate of the proxy does not verify for ${host}: ${fault.code} (${fault.systemCode})`;
  return { ok: false, failure: proxyFailure('proxy', { fault: 'unreachable', systemCode: fault.systemCode, detail }) };
}

function describeTls(failure: Failure): Failure {
  if (failure.kind === 'timeout') return failure;
  const systemCode = failure.kind === 'tls' || failure.kind === 'system' ? failure.systemCode : 'ECONNRESET';
  const why = failure.kind === 'tls' || failure.kind === 'system' ? (failure.detail ?? systemCode) : 'it closed the connection';
  return proxyFailure('proxy', { fault: 'protocol-error', systemCode, detail: `no TLS with the proxy: ${why}` });
}

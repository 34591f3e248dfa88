// What is looked at over connections of its own once the ladders are climbed: a TLS that failed, one that did not verify, one
// that other clients will meet. Says which endpoints want it; each look is loaded where one does.
import type { EndpointObservation, Observations } from '../model/observation.ts';
import type { Semaphore } from '../net/semaphore.ts';
import type { ProbeContext } from './context.ts';

type Endpoints = readonly EndpointObservation[];

export interface TlsFollowUps extends Pick<Observations, 'endpoints' | 'scans'> {
  /** null: nobody asked. */
  readonly serverTls: NonNullable<Observations['serverTls']> | null;
}

/** One kind of look after the other: each may have a connection limit to itself. */
export async function followUpTls(endpoints: Endpoints, context: ProbeContext, connections: Semaphore): Promise<TlsFollowUps> {
  const { deadline, plan } = context;
  const scans = deadline.isOver ? [] : await scan(endpoints, context, connections);
  const seen = deadline.isOver ? endpoints : await lookUnderOtherTrust(endpoints, context, connections);
  if (plan.clients.length === 0) return { endpoints: seen, scans, serverTls: null };
  const { observeServerTls } = await import('./server-tls.ts');
  return { endpoints: seen, scans, serverTls: await observeServerTls(endpoints, context, connections) };
}

async function scan(endpoints: Endpoints, context: ProbeContext, connections: Semaphore): Promise<Observations['scans']> {
  const isOfTls = ({ failure, tls }: EndpointObservation): boolean =>
    failure?.stage === 'tls' || (failure !== null && tls?.clientCertificateRequested === true);
  if (!context.plan.tls.scan && !endpoints.some(isOfTls)) return [];
  const { scanTls, wantsScan } = await import('./tls-scan.ts');
  const wanted = endpoints.filter((endpoint) => wantsScan(endpoint, context.plan));
  return Promise.all(wanted.map((endpoint) => scanTls(endpoint, context, connections)));
}

async function lookUnderOtherTrust(endpoints: Endpoints, context: ProbeContext, connections: Semaphore): Promise<Endpoints> {
  if (!endpoints.some(({ tls }) => tls !== null && !tls.trusted)) return endpoints;
  const { observeOtherTrust } = await import('./other-trust.ts');
  return observeOtherTrust(endpoints, context, connections);
}

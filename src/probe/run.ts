// The one call of a check's line that talks to the mail host: a plan in, observations out. Asks DNS, has the addresses that
// it names probed, and joins what was seen. How a host is probed is host-probe.ts's business.
import { X509Certificate } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Secret } from '../model/secret.ts';
import { observeCertificate } from '../net/certificate.ts';
import type { Deadline } from '../net/deadline.ts';
import { type Lookup, startLookup } from '../net/dns/lookup.ts';
import { NO_FACTS } from '../net/dns/lookup-question.ts';
import { detailOf } from '../net/failure.ts';
import { Redactor } from '../net/redactor.ts';
import type { TraceSystem } from '../net/trace-tools.ts';
import { LIMITS } from '../request/limits.ts';
import { describeDomain } from './domain.ts';
import { HostProbe, type HostProbeOptions, NOTHING_PROBED, type Probed } from './host-probe.ts';
import type { KeptSession } from './kept-session.ts';
import { LoginCoordinator } from './login-coordinator.ts';
import type { LoginTurn } from './login-turn.ts';
import type { OverTime } from './over-time.ts';
import type { OwnNetworkSources } from './own-network.ts';
import { isResolvedByProxy, proxiedAddresses } from './proxied-addresses.ts';
import { scrubObservations } from './scrub-observations.ts';
import { isDroppedOnTheWay } from './silent-mail-port.ts';

export interface RunHooks extends HostProbeOptions {
  /** A redactor that already knows secrets of the caller's. */
  readonly redactor?: Redactor;
  /** Asked before a login is sent, where others go out with the same credentials. */
  readonly loginTurn?: LoginTurn;
  /** Waits, with the clock stopped, until these addresses may be probed. Where it leads to an interrupt, nothing is. */
  readonly admit?: (addresses: readonly string[]) => Promise<void>;
  /** The id of the endpoint that would be recommended by what was seen; null: none. Asked with `--pool`. */
  readonly recommended?: (observations: Observations) => Promise<string | null>;
  /** For tests: in place of this machine's own files, interfaces and DNS. */
  readonly ownNetworkSources?: Partial<OwnNetworkSources>;
  /** For tests: in place of this system's own programs. */
  readonly traceSystem?: TraceSystem;
}

/**
 * Probes everything that the plan names. Never rejects for anything that a peer does; ends with the deadline. No secret is
 * in the observations, so whatever is made of them needs no scrubbing, and must have none: it has words of ours.
 */
export async function runPlan(
  plan: Plan,
  deadline: Deadline,
  hooks: RunHooks = {},
): Promise<{ observations: Observations; redactor: Redactor }> {
  const redactor = hooks.redactor ?? new Redactor();
  registerSecrets(plan, redactor);
  // A name that the proxy resolves is none of the local resolver's business: it may not know it, and must not learn it.
  const lookup = isResolvedByProxy(plan) ? NO_LOOKUP : startLookup({ ...plan, wantPolicy: plan.proxy === null }, deadline);
  // The questions go out before anything that keeps the processor busy: the roots are read while they travel.
  await nextTurn();
  const logins = plan.credentials ? new LoginCoordinator(plan, plan.credentials, deadline, redactor, hooks.loginTurn) : null;
  const kept = plan.hold && logins && plan.maxConnections > 1 ? await newKeptSession() : null;
  const hostProbe = new HostProbe(plan, deadline, redactor, logins, { ...hooks, kept });
  const resolved = await lookup.addresses;
  const addresses = proxiedAddresses(plan, resolved.addresses);
  if (hooks.admit && addresses.length > 0)
    await deadline.hold(async () => hooks.admit?.(addresses.map(({ address }) => address)));
  const probed = addresses.length > 0 ? await hostProbe.probe(addresses) : NOTHING_PROBED;
  const bugs: string[] = [];
  // They bring no run down, as facts do not; a bug of ours in them is told as one.
  const tellBug = (error: unknown): null => {
    bugs.push(detailOf(error));
    return null;
  };
  const [facts, ownNetwork, routeTrace] = await Promise.all([
    factsWithinReason(lookup, deadline),
    observeOwnNetwork(plan, probed.endpoints, deadline, hooks.ownNetworkSources).catch(tellBug),
    observeRoute(plan, probed, deadline, hooks.traceSystem).catch(tellBug),
  ]);
  const ports = new Map(probed.addresses.map((one) => [one.address, one.ports]));
  const internalErrors = [...facts.internalErrors, ...bugs];
  const dns = describeDomain({ host: plan.host, resolved, facts: { ...facts, internalErrors }, ports });
  const observations: Observations = {
    startedAt: deadline.startedAt,
    durationMs: deadline.elapsedMs(),
    interrupted: deadline.isInterrupted,
    dns,
    endpoints: probed.endpoints,
    auxiliary: probed.auxiliary,
    credentials: logins ? await logins.observation() : null,
    scans: probed.scans,
    ...clientCertificateOf(plan),
    ...(probed.serverTls ? { serverTls: probed.serverTls } : {}),
    ...(ownNetwork ? { ownNetwork } : {}),
    ...(routeTrace ? { routeTrace } : {}),
  };
  const overTime = plan.hold || plan.pool ? await observeOverTime({ plan, deadline, redactor, kept }, observations, hooks) : {};
  // Some secrets became known only after a text was kept: a token that was fetched, what was sent in a login.
  return { observations: scrubObservations({ ...observations, ...overTime }, redactor), redactor };
}

const NO_LOOKUP: Lookup = {
  addresses: Promise.resolve({ addresses: [], source: 'system', durationMs: 0, error: null, unanswered: [] }),
  facts: async () => NO_FACTS,
  close: () => {},
};

/** Facts adorn the report: what has not come by the time that the probes are done gets a moment more, and no longer. */
function factsWithinReason(lookup: Lookup, deadline: Deadline): ReturnType<Lookup['facts']> {
  const graceMs = deadline.isOver ? 0 : Math.min(LIMITS.dnsFactsGraceMs, Math.max(0, deadline.remainingMs() - LIMITS.reserveMs));
  return lookup.facts(graceMs);
}

const newKeptSession = async (): Promise<KeptSession> => new (await import('./kept-session.ts')).KeptSession();

/** The check's clock stands meanwhile: `--timeout` is for the check. */
async function observeOverTime(
  asked: Pick<OverTime, 'plan' | 'deadline' | 'redactor' | 'kept'>,
  observations: Observations,
  { waits, recommended }: RunHooks,
): Promise<Pick<Observations, 'held' | 'pool' | 'durationMs' | 'interrupted'>> {
  const { deadline } = asked;
  const startedAt = performance.now();
  const { observeOverTime: observe } = await import('./over-time.ts');
  const seen = await deadline.hold(() =>
    observe({
      ...asked,
      endpoints: observations.endpoints,
      waits: waits ?? null,
      recommended: async () => (await recommended?.(observations)) ?? null,
    }),
  );
  const durationMs = observations.durationMs + performance.now() - startedAt;
  return { ...seen, durationMs, interrupted: deadline.isInterrupted };
}

/** Nothing of it is loaded, read or asked where no mail port was dropped. */
async function observeOwnNetwork(
  plan: Plan,
  endpoints: Observations['endpoints'],
  deadline: Deadline,
  sources: RunHooks['ownNetworkSources'],
): Promise<Observations['ownNetwork'] | null> {
  // Behind a proxy it is the proxy's network that counts, of which nothing is known here.
  if (plan.proxy || !endpoints.some(isDroppedOnTheWay)) return null;
  return (await import('./own-network.ts')).observeOwnNetwork(plan, endpoints, deadline, sources);
}

/** A program of the system's is run for it: only where it was asked for by name. */
async function observeRoute(
  plan: Plan,
  { endpoints, addresses }: Probed,
  deadline: Deadline,
  system: RunHooks['traceSystem'],
): Promise<Observations['routeTrace'] | null> {
  if (plan.trace !== true) return null;
  return (await import('./route-trace.ts')).observeRoute(plan, endpoints, addresses, deadline, system);
}

/** Read when all is over: nothing of it is needed before. */
function clientCertificateOf({ tls }: Plan): Pick<Observations, 'clientCertificate'> {
  if (tls.clientCertificate === null) return {};
  return { clientCertificate: observeCertificate(new X509Certificate(tls.clientCertificate.certificatePem).raw, Date.now()) };
}

function registerSecrets(plan: Plan, redactor: Redactor): void {
  const { credentials, proxy, tls } = plan;
  const add = (secret: Secret | null | undefined, user?: string | null): void => {
    if (secret) redactor.add(secret.reveal(), user ?? undefined);
  };
  add(credentials?.password, credentials?.user);
  add(credentials?.token, credentials?.user);
  add(credentials?.oauth?.clientSecret, credentials?.oauth?.clientId);
  add(credentials?.oauth?.refreshToken);
  add(credentials?.oauth?.clientCertificate?.keyPem);
  add(proxy?.password, proxy?.user);
  add(tls.clientCertificate?.keyPem);
}

// Where a certificate does not verify for want of a trusted root: one more handshake under the roots of the other list, to see
// OpenSSL's verdict under those. An observation and nothing more: no login goes over it, and none goes ahead for it.
import type { EndpointObservation, OtherTrustObservation, TlsObservation } from '../model/observation.ts';
import type { TlsOptions } from '../model/plan.ts';
import type { Semaphore } from '../net/semaphore.ts';
import { handshake, makeClassicalContext, makeSecureContext } from '../net/tls.ts';
import type { FindOtherTrust, ProbeContext } from './context.ts';
import { openForTls } from './open-for-tls.ts';

/** OpenSSL's words for a chain that leads to no trusted root. */
const WANTS_ROOT = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
]);

/** A name that is not borne or a day that has passed is so under any roots. */
const wantsOtherTrust = ({ tls }: EndpointObservation): boolean =>
  tls !== null &&
  tls.certificate !== null &&
  tls.faults.length > 0 &&
  tls.faults.every(({ systemCode, unknownAlgorithm, otherKey }) =>
    otherKey ? true : unknownAlgorithm === undefined && WANTS_ROOT.has(systemCode),
  );

/** The system's where those of Node were used, else Node's. */
const findOtherTrust: FindOtherTrust = async (used) => {
  const { nodeTrust, readSystemTrust } = await import('../request/trust-store.ts');
  return used === null || used.kind === 'node' ? readSystemTrust() : nodeTrust();
};

/** By the options: the checks of a batch read a list, and make a context of it, once. */
const madeOptions = new WeakMap<TlsOptions, Promise<TlsOptions | null>>();

function optionsWithOther(tls: TlsOptions, find: FindOtherTrust): Promise<TlsOptions | null> {
  const known = madeOptions.get(tls);
  if (known) return known;
  const made = find(tls.trust ?? null).then((trust) => trust && { ...tls, trust });
  madeOptions.set(tls, made);
  return made;
}

/** The same certificates, in the same order. */
const chainKey = ({ certificate, chain }: TlsObservation): string =>
  [certificate, ...chain].map((one) => one?.sha256 ?? '').join(' ');

/** The endpoints with what was seen of them. A chain that several have is looked at on the first of them. */
export async function observeOtherTrust(
  endpoints: readonly EndpointObservation[],
  context: ProbeContext,
  connections: Semaphore,
): Promise<readonly EndpointObservation[]> {
  if (!endpoints.some(wantsOtherTrust)) return endpoints;
  const options = await optionsWithOther(context.plan.tls, context.findOtherTrust ?? findOtherTrust);
  if (options === null) return endpoints;
  const asked = new Set<string>();
  return Promise.all(
    endpoints.map(async (endpoint) => {
      const { tls } = endpoint;
      const key = tls && wantsOtherTrust(endpoint) ? chainKey(tls) : null;
      if (!tls || key === null || asked.has(key)) return endpoint;
      asked.add(key);
      const otherTrust = await connections.use(() => look(endpoint, tls, options, context));
      return otherTrust ? { ...endpoint, tls: { ...tls, otherTrust } } : endpoint;
    }),
  );
}

/** null: there was no second handshake, or it showed another certificate. */
async function look(
  endpoint: EndpointObservation,
  first: TlsObservation,
  options: TlsOptions,
  context: ProbeContext,
): Promise<OtherTrustObservation | null> {
  const { plan, deadline } = context;
  if (deadline.isOver || !options.trust) return null;
  const opened = await openForTls(endpoint, context);
  if (!opened.ok) return null;
  const secured = await handshake(
    opened.value,
    {
      context: endpoint.largeHelloFailure ? makeClassicalContext(options) : makeSecureContext(options),
      servername: plan.servername,
      stage: 'tls',
      budget: 'tls',
      limitMs: plan.timeouts.commandMs,
    },
    deadline,
  );
  if (!secured.ok) return null;
  const { socket, observation } = secured.value;
  socket.destroy();
  if (observation.certificate?.sha256 !== first.certificate?.sha256) return null;
  const { kind, name } = options.trust;
  return { kind, name, trusted: observation.trusted, systemCode: observation.faults[0]?.systemCode ?? null };
}

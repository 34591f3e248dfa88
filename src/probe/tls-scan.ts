// Extra connections to one TLS endpoint: which protocol versions it accepts, what a client more lenient than ours
// would get, and whether it answers commands injected ahead of STARTTLS (CVE-2011-0411, CVE-2021-33515).
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { ClientAuthorities, EndpointObservation, TlsObservation, TlsScanObservation } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan, TlsVersion } from '../model/plan.ts';
import { visibleBytes } from '../model/visible-text.ts';
import type { Semaphore } from '../net/semaphore.ts';
import { CLASSICAL_GROUPS, handshake, type SecureStream } from '../net/tls.ts';
import { unspokenPatienceMs } from '../request/limits.ts';
import { lineProtocolOf, type ProbeContext } from './context.ts';
import { openForTls } from './open-for-tls.ts';

const VERSIONS: readonly TlsVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
/** Every cipher that OpenSSL still has, those without encryption or certificate included, at its lowest security level. */
const LENIENT_CIPHERS = 'ALL:COMPLEMENTOFALL:@SECLEVEL=0';
/** Characters of an answer. */
const MAX_SAMPLE = 200;
/** An injected command is answered as soon as TLS is established; a server that dropped it says nothing. Beside two of its replies. */
const INJECTION_WAIT_MS = 400;

/**
 * A handshake that failed over versions, ciphers or keys: a second one tells what the server does speak. Servers that know
 * only old versions, or have no certificate, often hang up without an alert.
 */
const isNarrowable = ({ failure }: EndpointObservation): boolean =>
  failure?.stage === 'tls' &&
  (failure.kind === 'closed' ||
    failure.kind === 'system' ||
    (failure.kind === 'tls' && failure.systemCode !== 'ERR_SSL_WRONG_VERSION_NUMBER'));

/**
 * The server asked for a client certificate, and the connection ended: with TLS 1.3 only after the handshake. Where one is given
 * and the handshake is closed without an alert, whether it asked is not known.
 */
const missesCertificate = (endpoint: EndpointObservation, { tls: options }: Plan): boolean =>
  endpoint.failure !== null &&
  (endpoint.tls?.clientCertificateRequested === true ||
    (endpoint.failure.kind === 'tls' && endpoint.failure.clientCertificateRequested === true) ||
    (options.clientCertificate !== null && isNarrowable(endpoint)));

export function wantsScan(endpoint: EndpointObservation, plan: Plan): boolean {
  if (endpoint.mode === 'plain') return false;
  return isNarrowable(endpoint) || missesCertificate(endpoint, plan) || (plan.tls.scan && endpoint.tls !== null);
}

export async function scanTls(
  endpoint: EndpointObservation,
  context: ProbeContext,
  connections: Semaphore,
): Promise<TlsScanObservation> {
  const { port, mode, address } = endpoint;
  const attempt = (versions: readonly [TlsVersion, TlsVersion], ciphers: string) =>
    connections.use(() => shakeHands(endpoint, context, versions, ciphers));
  const narrowed = isNarrowable(endpoint) ? await attempt(['TLSv1', 'TLSv1.3'], LENIENT_CIPHERS) : null;
  const lenient = narrowed?.ok ? describeLenient(narrowed.value.observation) : null;
  const asked = missesCertificate(endpoint, context.plan)
    ? { clientAuthorities: await authoritiesOf(endpoint, context, connections) }
    : {};
  if (!context.plan.tls.scan) return { port, mode, address, versions: {}, injection: null, lenient, ...asked };
  const tries = await Promise.all(
    VERSIONS.map(async (version) => ({ version, outcome: await attempt([version, version], LENIENT_CIPHERS) })),
  );
  const versions: Record<string, boolean | null> = {};
  for (const { version, outcome } of tries) {
    // A close may be a connection limit's doing as well as a refusal of the version: such a one is asked again, alone.
    const isAmbiguous = !outcome.ok && outcome.failure.kind !== 'tls' && accepted(outcome) === false;
    versions[version] = accepted(isAmbiguous ? await attempt([version, version], LENIENT_CIPHERS) : outcome);
  }
  const injection = mode === 'starttls' && endpoint.tls ? await connections.use(() => testInjection(endpoint, context)) : null;
  return { port, mode, address, versions, injection, lenient, ...asked };
}

async function authoritiesOf(
  endpoint: EndpointObservation,
  context: ProbeContext,
  connections: Semaphore,
): Promise<ClientAuthorities | null> {
  const { askForAuthorities } = await import('./client-authorities.ts');
  return connections.use(async () => {
    const opened = await openForTls(endpoint, context);
    return opened.ok ? askForAuthorities(opened.value, context) : null;
  });
}

const describeLenient = ({ protocol, cipher, keyExchange, certificate }: TlsObservation): TlsScanObservation['lenient'] => ({
  protocol,
  cipher,
  ...(keyExchange === undefined ? {} : { keyExchange }),
  hasCertificate: certificate !== null,
});

/** true or false only where the server itself said so. */
function accepted(outcome: Outcome<SecureStream>): boolean | null {
  if (outcome.ok) return true;
  const { kind } = outcome.failure;
  // A server may refuse a version with an alert, a close or a reset, all in answer to the ClientHello.
  return kind === 'tls' || ((kind === 'closed' || kind === 'system') && outcome.failure.stage === 'tls') ? false : null;
}

async function shakeHands(
  endpoint: EndpointObservation,
  context: ProbeContext,
  [minVersion, maxVersion]: readonly [TlsVersion, TlsVersion],
  ciphers: string,
): Promise<Outcome<SecureStream>> {
  const opened = await openForTls(endpoint, context);
  if (!opened.ok) return opened;
  const outcome = await secureLeniently(opened.value, context, { minVersion, maxVersion, ciphers, ...groupsFor(endpoint) });
  if (outcome.ok) outcome.value.socket.destroy();
  return outcome;
}

/** One that a large ClientHello does not get through to is asked with a small one. */
const groupsFor = ({ largeHelloFailure }: EndpointObservation): { readonly ecdhCurve?: string } =>
  largeHelloFailure ? { ecdhCurve: CLASSICAL_GROUPS } : {};

const secureLeniently = (
  stream: Duplex,
  context: ProbeContext,
  options: Pick<tls.SecureContextOptions, 'minVersion' | 'maxVersion' | 'ciphers' | 'ecdhCurve'>,
): Promise<Outcome<SecureStream>> =>
  handshake(
    stream,
    {
      context: tls.createSecureContext(options),
      servername: context.plan.servername,
      stage: 'tls',
      budget: 'tls',
      limitMs: context.plan.timeouts.commandMs,
      takesAnyKeySize: true,
    },
    context.deadline,
  );

/** Says STARTTLS and a harmless command in one segment: a server that keeps what it had buffered answers it inside TLS. */
async function testInjection(endpoint: EndpointObservation, context: ProbeContext): Promise<string | false | null> {
  const opened = await openForTls(endpoint, context, lineProtocolOf(context).harmlessLine);
  if (!opened.ok) return null;
  const versions = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3', ciphers: 'DEFAULT' } as const;
  const secured = await secureLeniently(opened.value, context, { ...versions, ...groupsFor(endpoint) });
  if (!secured.ok) return null;
  const { socket } = secured.value;
  return new Promise((resolve) => {
    const finish = (result: string | false | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(
      () => finish(false),
      context.deadline.limitMs(unspokenPatienceMs(INJECTION_WAIT_MS, endpoint.steps)),
    );
    socket.once('data', (bytes: Buffer) => {
      const said = visibleBytes(bytes).replace(/(\\x0d)?\\x0a.*$/s, '');
      // Some old servers greet once more under TLS: that answers nothing.
      finish(/^(220[ -]|\* OK|\+OK .*ready)/i.test(said) ? false : context.redactor.excerpt(said, MAX_SAMPLE, true));
    });
    socket.once('close', () => finish(null)).once('error', () => finish(null));
  });
}

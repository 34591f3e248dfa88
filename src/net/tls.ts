// One TLS handshake over a stream that already stands. Finishes it whatever the certificate, and records why it
// does not verify: a rule judges. Verification is always on and explicit, so that no environment variable changes it.

import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { TlsObservation } from '../model/observation.ts';
import type { Budget, Failure, Outcome } from '../model/outcome.ts';
import type { TlsOptions } from '../model/plan.ts';
import type { Stage } from '../model/protocol.ts';
import { visibleText } from '../model/visible-text.ts';
import { observeCertificates } from './certificate.ts';
import type { Verification } from './certificate-faults.ts';
import { readChainSent } from './chain-sent.ts';
import type { Deadline } from './deadline.ts';
import { tlsFailure } from './failure.ts';
import { hasCertificateRequest, verifyReason } from './node-workarounds.ts';
import { readStapledOcsp } from './ocsp.ts';
import { addRoots, type Roots, trustedRelative } from './roots.ts';

/** By the options object itself: the checks of a batch share one. */
const madeContexts = new WeakMap<TlsOptions, tls.SecureContext>();

/** To say of an issuer that is not trusted whether one of its name is. */
const rootsOf = new WeakMap<tls.SecureContext, Roots>();
const NODE_ROOTS: Roots = { extraRoots: [] };

/** Made once for a set of options: a batch of checks reads its roots and keys once. */
export function makeSecureContext(options: TlsOptions): tls.SecureContext {
  const known = madeContexts.get(options);
  if (known) return known;
  const made = createContext(options);
  madeContexts.set(options, made);
  rootsOf.set(made, options);
  return made;
}

/**
 * The groups that OpenSSL 3.0 to 3.4 offer. From 3.5 on (Node 24, late releases of 22) X25519MLKEM768 comes first, whose share alone has 1,184
 * bytes.
 */
export const CLASSICAL_GROUPS = 'X25519:P-256:X448:P-521:P-384';

/** For a ClientHello that fits into one segment, whatever the OpenSSL in use. */
export const makeClassicalContext = (options: TlsOptions): tls.SecureContext => createContext(options, CLASSICAL_GROUPS);

function createContext(options: TlsOptions, ecdhCurve?: string): tls.SecureContext {
  const { clientCertificate, minVersion, maxVersion } = options;
  const given: tls.SecureContextOptions = {
    ...(clientCertificate ? { cert: clientCertificate.certificatePem, key: clientCertificate.keyPem.reveal() } : {}),
    ...(minVersion ? { minVersion } : isLegacy(maxVersion) ? { minVersion: 'TLSv1' } : {}),
    ...(maxVersion ? { maxVersion } : {}),
    ...(ecdhCurve === undefined ? {} : { ecdhCurve }),
    // OpenSSL's default security level refuses TLS 1.0 and 1.1; asked for by name, they are meant.
    ...(isLegacy(minVersion) || isLegacy(maxVersion) ? { ciphers: 'DEFAULT:@SECLEVEL=0' } : {}),
  };
  return addRoots(given, options);
}

const isLegacy = (version: string | null): boolean => version !== null && version < 'TLSv1.2';

export interface HandshakeRequest {
  readonly context: tls.SecureContext;
  /** SNI, and the name or address that the certificate must bear. */
  readonly servername: string;
  readonly stage: Stage;
  readonly budget: Budget;
  readonly limitMs: number;
  /** Called with a function that ends the handshake with a failure of the caller's. */
  readonly onAbortable?: (abort: (failure: Failure) => void) => void;
  /** Called once, soon after something has come that is TLS: the peer speaks it, however long it takes for the rest. */
  readonly onAnswer?: { readonly everyMs: number; readonly call: () => void };
  /** Takes Diffie-Hellman parameters of any size, as no client should. */
  readonly takesAnyKeySize?: boolean;
}

export interface SecureStream {
  readonly socket: tls.TLSSocket;
  readonly observation: TlsObservation;
}

/** RFC 8446 §5.1: type, version, length. By these OpenSSL knows whether it is TLS. */
const RECORD_HEADER_BYTES = 5;

// No closures: a closed socket lives on until the next full collection, and all that its listeners know with it.
const ignore = (): void => {};

/**
 * Node shows a peer that OpenSSL has verified, with all of its chain, to be asked for its name: it is taken here and asked
 * below. An object of its own, since Node keeps it as long as the socket.
 */
class PeerTaker {
  peer: tls.DetailedPeerCertificate | null = null;
  readonly take = (_servername: string, peer: tls.PeerCertificate): undefined => {
    this.peer = peer as tls.DetailedPeerCertificate;
  };
}

/** From now on, and on the stream below: the secure one counts what it has deciphered. */
function countBytes(stream: Duplex): { readonly come: () => number; readonly gone: () => number } {
  const counter = (direction: 'bytesRead' | 'bytesWritten') => {
    const count = (): number => (stream instanceof net.Socket ? stream[direction] : 0);
    const before = count();
    return () => count() - before;
  };
  return { come: counter('bytesRead'), gone: counter('bytesWritten') };
}

/** What surely goes in one segment: Ethernet takes 1,460, tunnels leave less. */
const ONE_SEGMENT_BYTES = 1_400;

/** Where nothing has come, all that was written is the ClientHello. */
function withHelloBytes(failure: Failure, bytes: ReturnType<typeof countBytes>): Failure {
  const { kind } = failure;
  if ((kind !== 'timeout' && kind !== 'closed' && kind !== 'system') || bytes.come() > 0) return failure;
  const helloBytes = bytes.gone();
  return helloBytes > ONE_SEGMENT_BYTES ? { ...failure, helloBytes } : failure;
}

/** Node has no event for the first bytes of a handshake. Where they are no TLS, it ends before the next look. */
function onFirstRecord({ onAnswer }: HandshakeRequest, bytesCome: () => number): () => void {
  if (!onAnswer) return ignore;
  const look = setInterval(() => {
    if (bytesCome() < RECORD_HEADER_BYTES) return;
    clearInterval(look);
    onAnswer.call();
  }, onAnswer.everyMs);
  return () => clearInterval(look);
}

/** Fails with `tls`, `closed`, `system` or `timeout`; never for a certificate that does not verify. */
export function handshake(stream: Duplex, request: HandshakeRequest, deadline: Deadline): Promise<Outcome<SecureStream>> {
  const { context, servername, stage, budget, limitMs } = request;
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const sni = net.isIP(servername) === 0 ? servername : undefined;
    const taker = new PeerTaker();
    const options: tls.ConnectionOptions & { requestOCSP: boolean } = {
      socket: stream,
      secureContext: context,
      rejectUnauthorized: false,
      checkServerIdentity: taker.take,
      ...(sni === undefined ? {} : { servername: sni }),
      requestOCSP: true,
      ...(request.takesAnyKeySize ? { minDHSize: 1 } : {}),
    };
    const bytes = countBytes(stream);
    const socket = tls.connect(options);
    let staple: Buffer | null = null;
    const onStaple = (response: Buffer | null): void => {
      staple = response ?? Buffer.alloc(0);
    };
    socket.on('OCSPResponse', onStaple);
    const stopLooking = onFirstRecord(request, bytes.come);
    const settle = (outcome: Outcome<SecureStream>): void => {
      clearTimeout(timer);
      stopLooking();
      socket.off('OCSPResponse', onStaple).off('secureConnect', onSecure).off('error', onError).off('close', onClose);
      socket.on('error', ignore);
      if (!outcome.ok) {
        socket.destroy();
        stream.destroy();
      }
      resolve(outcome);
    };
    const abort = (failure: Failure): void => settle({ ok: false, failure: withHelloBytes(failure, bytes) });
    request.onAbortable?.(abort);
    const whole = deadline.remainingMs();
    const timer = setTimeout(
      () => {
        const waitedMs = Math.round(performance.now() - startedAt);
        const ranOut: Budget = whole < limitMs ? 'total' : budget;
        const budgetMs = ranOut === 'total' ? deadline.totalMs : limitMs;
        // A handshake that began is no silence.
        const came = bytes.come();
        const partial = came > 0 ? { partial: `${came} bytes of TLS` } : {};
        abort({ kind: 'timeout', stage, budget: ranOut, budgetMs, waitedMs, ...partial });
      },
      Math.max(0, Math.min(limitMs, whole)),
    );
    function onError(error: Error): void {
      const failure = tlsFailure(error, stage);
      abort(failure.kind === 'tls' && hasCertificateRequest(socket) ? { ...failure, clientCertificateRequested: true } : failure);
    }
    function onClose(): void {
      abort({ kind: 'closed', stage });
    }
    function onSecure(): void {
      const peer = taker.peer ?? socket.getPeerCertificate(true);
      taker.peer = null;
      settle({ ok: true, value: { socket, observation: observe(socket, peer, request, staple) } });
    }
    socket.on('secureConnect', onSecure).on('error', onError).on('close', onClose);
  });
}

/** A handshake without a certificate (an anonymous cipher suite), or one that OpenSSL does not take for a reason unknown here. */
const unverified = (socket: tls.TLSSocket): TlsObservation['faults'][number] => ({
  code: 'cert-untrusted-root',
  systemCode: visibleText(String(socket.authorizationError ?? 'NO_CERTIFICATE')),
  subject: '(no certificate)',
});

/** `staple`: what the server stapled; empty: nothing; null: not asked. */
function observe(
  socket: tls.TLSSocket,
  peer: tls.DetailedPeerCertificate,
  { context, servername }: HandshakeRequest,
  staple: Buffer | null,
): TlsObservation {
  const { authorized, authorizationError } = socket;
  const verification: Verification = {
    authorized,
    authorizationError,
    reason: authorized ? null : verifyReason(socket),
    trustedRelative: (issuer) => trustedRelative(issuer, rootsOf.get(context) ?? NODE_ROOTS),
  };
  const { leaf, serialNumber, chain, faults: found } = observeCertificates(peer, verification, servername);
  const ocsp = leaf && staple?.length ? readStapledOcsp(staple, serialNumber) : null;
  const revoked = { code: 'cert-revoked', systemCode: 'CERT_REVOKED', subject: leaf?.subject ?? '' } as const;
  const known = ocsp?.status === 'revoked' ? [revoked, ...found.filter(({ code }) => code !== revoked.code)] : found;
  // Trust is never the mere absence of a fault that we could name.
  const faults = known.length > 0 || (leaf && socket.authorized) ? known : [unverified(socket)];
  const cipher = socket.getCipher();
  const keyExchange = describeKeyExchange(socket);
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: visibleText(cipher?.standardName ?? cipher?.name ?? 'unknown'),
    servername: net.isIP(servername) === 0 ? servername : null,
    trusted: faults.length === 0,
    faults,
    certificate: leaf,
    chain,
    clientCertificateRequested: hasCertificateRequest(socket),
    ocspStapled: staple && staple.length > 0,
    ...(ocsp ? { ocsp } : {}),
    ...(leaf ? { chainSent: readChainSent(socket) } : {}),
    ...(keyExchange === null ? {} : { keyExchange }),
  };
}

/** `DH 1024 bits`, `ECDH X25519 253 bits`; null for a key exchange by RSA, where there is none of its own. */
function describeKeyExchange(socket: tls.TLSSocket): string | null {
  const info = socket.getEphemeralKeyInfo();
  if (info === null || !('size' in info) || typeof info.type !== 'string' || !info.size) return null;
  return `${info.type} ${'name' in info && info.name ? `${info.name} ` : ''}${info.size} bits`;
}

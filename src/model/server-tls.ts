// What a server answered to ClientHellos that were written by hand: for each what was offered, and what it chose or how it
// refused. Numbers are those of the registries (IANA TLS Parameters). Facts, no judgement.
import type { TlsObservation } from './tls-observation.ts';

export interface HelloOffer {
  /** The greatest version, as on the wire: 0x0303 is TLS 1.2. */
  readonly version: number;
  readonly suites: readonly number[];
  readonly groups: readonly number[];
  /** Empty: the extension is left out, as before TLS 1.2. */
  readonly signatures: readonly number[];
  readonly sni: boolean;
}

/** The certificate as the server sent it, in the clear before TLS 1.3. */
export interface HelloCertificate {
  readonly sha256: string;
  readonly keyType: string;
  readonly keyBits: number | null;
  /** It bears the name that the client wants; null: it could not be read. */
  readonly bearsName: boolean | null;
}

export interface HelloChoice {
  readonly version: number;
  readonly suite: number;
  /** The named group of ECDHE, or of TLS 1.3; null: none was said. */
  readonly group: number | null;
  /** Of a DHE key exchange. */
  readonly dhBits: number | null;
  /** The scheme with which the key exchange is signed (TLS 1.2). */
  readonly signature: number | null;
  /** RFC 5746; null in TLS 1.3, which has no renegotiation. */
  readonly secureRenegotiation: boolean | null;
  readonly certificate: HelloCertificate | null;
}

export interface HelloAnswer {
  readonly offer: HelloOffer;
  /** null: the server refused. */
  readonly choice: HelloChoice | null;
  /** The alert with which it refused (RFC 8446 §6.2); null: it hung up, or chose. */
  readonly alert: number | null;
}

export interface ServerTlsObservation {
  readonly port: number;
  readonly mode: 'tls' | 'starttls';
  readonly address: string;
  /** In the order in which they were sent. One that brought neither a choice nor a refusal is not here. */
  readonly answers: readonly HelloAnswer[];
}

/** Ports that show the same here are taken for the same server with the same settings: one is asked for all. null: nothing was seen. */
export const tlsLikeness = (tls: TlsObservation | null): string | null =>
  tls && [tls.protocol, tls.cipher, tls.keyExchange, tls.certificate?.sha256].join(' ');

// What a view of a client needs to know of a server, port by port: no more than what was seen. null is "not known", and never
// stands for "no". Where it comes from is observed-facts.ts's business.
import type { CertificateFault, ConnectResult, OutdatedName } from '../model/observation.ts';
import type { Family, Protocol } from '../model/protocol.ts';
import type { HelloAnswer } from '../model/server-tls.ts';
import type { WireForm } from '../model/wire-form.ts';

export interface AddressFacts {
  readonly address: string;
  readonly family: Family;
  /** By port. */
  readonly ports: Readonly<Record<string, ConnectResult>>;
}

export interface CertificateFacts {
  /** By the roots of this machine's Node, the gravest first; empty: it verifies. */
  readonly faults: readonly { readonly code: CertificateFault; readonly outdatedName?: OutdatedName }[];
  readonly keyType: string;
  readonly keyBits: number | null;
  /** Subjects of the authorities above it. */
  readonly authorities: readonly string[];
  readonly signatureAlgorithm: string;
  /** It verifies by an authority that the user added (`--ca`): a client has to be given it, too. */
  readonly needsOwnAuthority: boolean;
  /** Without a name in the hello the server shows another certificate, and that one bears the name or not; null: not known. */
  readonly withoutSni: 'same' | 'bears-name' | 'other-name' | null;
}

/** What this program's own handshake came to: its version, and the suite by its number. */
export interface OwnHandshake {
  readonly version: number;
  readonly suite: number | null;
  readonly group: number | null;
  /** It could have had TLS 1.3. */
  readonly offeredTls13: boolean;
}

export interface TlsFacts {
  readonly answers: readonly HelloAnswer[];
  readonly own: OwnHandshake | null;
  /** Of `--tls-scan`: by name, true accepted, false refused. */
  readonly versions: Readonly<Record<string, boolean | null>>;
}

/** Mechanisms before TLS or after it. */
export interface LoginFacts {
  /** Upper case, in the server's order, whatever the form of the line. */
  readonly mechanisms: readonly string[];
  /** They stand in the old form `AUTH=` alone. */
  readonly onlyInOldForm: boolean;
  /** IMAP's LOGIN, POP3's USER. */
  readonly loginCommand: boolean;
}

export interface ServerPort {
  readonly port: number;
  /** Who speaks first: the client with a ClientHello, or the server with its greeting. */
  readonly speaks: 'tls' | 'greeting' | null;
  readonly startTls: 'offered' | 'not-offered' | 'refused' | null;
  /** A device on the way overwrites what the server offers. */
  readonly isMasked: boolean;
  readonly login: { readonly plaintext: LoginFacts | null; readonly tls: LoginFacts | null };
  readonly tls: TlsFacts | null;
  readonly certificate: CertificateFacts | null;
  /** The name given in EHLO, and the reply, where it was refused. */
  readonly ehloRefused: { readonly name: string; readonly reply: string } | null;
}

export interface ServerFacts {
  readonly protocol: Protocol;
  readonly host: string;
  /** In the order of the resolver. */
  readonly addresses: readonly AddressFacts[];
  readonly ports: readonly ServerPort[];
  /** Mechanisms that refused a login while another took it. */
  readonly refusedMechanisms: readonly string[];
  readonly refusedForms: readonly WireForm[];
  /** Hosts where the certificate's authorities list whom they revoked, of a server in a private network: it may not lead there. */
  readonly revocationHosts: readonly string[];
}

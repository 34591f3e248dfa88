// Everything a run needs to know, decided before the first packet. Pure data; secrets only as `Secret`.
import type { ApplicationRequest } from './application-settings.ts';
import type { TokenRequestFailure, WithheldLogin } from './observation.ts';
import type { Family, Mode, Protocol } from './protocol.ts';
import type { Secret } from './secret.ts';
import type { Target } from './target.ts';
import type { TrustStore } from './trust-store.ts';

/** All in milliseconds. `…Named`: given by the user, so never cut short by what siblings show. */
export interface Timeouts {
  readonly totalMs: number;
  readonly connectMs: number;
  readonly connectNamed: boolean;
  readonly greetingMs: number;
  readonly greetingNamed: boolean;
  readonly commandMs: number;
  /** Replies to AUTH: at least 20 s, since refusals are often delayed on purpose. */
  readonly authMs: number;
}

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

export interface TlsOptions {
  /** PEM certificates added to the public roots, or to those of `trust`. */
  readonly extraRoots: readonly string[];
  /** `--trust`: the roots in place of those that Node trusts by itself. Absent or null: those. */
  readonly trust?: TrustStore | null;
  /** Certificate faults become warnings, credentials may be sent. */
  readonly insecure: boolean;
  readonly clientCertificate: { readonly certificatePem: string; readonly keyPem: Secret } | null;
  readonly minVersion: TlsVersion | null;
  readonly maxVersion: TlsVersion | null;
  /** Asks the authority's list whether a certificate was revoked. */
  readonly revocation?: boolean;
  /** Extra connections: versions accepted, STARTTLS injection. */
  readonly scan: boolean;
}

export type ProxyScheme = 'socks4' | 'socks4a' | 'socks5' | 'socks5h' | 'http' | 'https';

export interface ProxyOptions {
  readonly scheme: ProxyScheme;
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly password: Secret | null;
}

export type OauthFlow = 'client-credentials' | 'refresh-token' | 'device-code';

export interface OauthOptions {
  readonly provider: 'microsoft' | 'google' | 'issuer';
  /** Base URL of the authority: discovery happens below it. */
  readonly issuer: string;
  readonly flow: OauthFlow;
  readonly clientId: string;
  readonly clientSecret: Secret | null;
  readonly refreshToken: Secret | null;
  /** Of the registered application, in place of a secret: `private_key_jwt`. Absent: it has a secret, or is a public client. */
  readonly clientCertificate?: { readonly certificatePem: string; readonly keyPem: Secret };
  readonly scope: string;
}

export interface Credentials {
  readonly user: string;
  readonly password: Secret | null;
  /** An OAuth 2.0 access token that was given; a fetched one is known only at run time. */
  readonly token: Secret | null;
  readonly oauth: OauthOptions | null;
  /** Why a sign-in that came before the run (device code) brought no token; absent where there was none, or it did. */
  readonly tokenRequest?: TokenRequestFailure;
  /** Said to the user about how the secret was read: a stripped newline, a file others can read. */
  readonly notices: readonly string[];
}

export interface AuthOptions {
  /** Upper case; null: all that are known. */
  readonly only: readonly string[] | null;
  readonly exclude: readonly string[];
  /** Try each allowed mechanism once. */
  readonly all: boolean;
  readonly allowInsecure: boolean;
}

export type Expectation =
  | { readonly kind: 'tls'; readonly text: string; readonly operator: Comparison; readonly version: TlsVersion }
  | { readonly kind: 'cert-days'; readonly text: string; readonly operator: Comparison; readonly days: number }
  | { readonly kind: 'size'; readonly text: string; readonly operator: Comparison; readonly bytes: number }
  | { readonly kind: 'auth'; readonly text: string; readonly mechanism: string }
  | { readonly kind: 'no-auth'; readonly text: string; readonly mechanism: string }
  | { readonly kind: 'endpoint'; readonly text: string; readonly port: number; readonly mode: Mode };

export type Comparison = '>=' | '<=' | '>' | '<' | '=';

/**
 * What shows that a host is the mailbox's: its known provider's, under its own domain, named by records that DNSSEC
 * vouches for, or by a document of the domain's over verified HTTPS (RFC 6186 §6, RFC 9525 §6.1).
 */
export type HostProof = 'provider' | 'own-domain' | 'dnssec' | 'https-document';

/** How a mailbox's domain led to the host that is probed. */
export interface DiscoveryNote {
  readonly domain: string;
  /** Null: whoever answers DNS may have named it. */
  readonly proof: HostProof | null;
  /** Unsigned records that name other servers than the domain's known provider has; they were not followed. */
  readonly contradictions: readonly string[];
  readonly source:
    | 'provider'
    | 'pacc'
    | 'srv'
    | 'autoconfig'
    | 'autodiscover'
    | 'settings-table'
    | 'mx-autoconfig'
    | 'mx-provider'
    | 'guess'
    | 'mx';
  readonly detail: string;
  /** The mailbox's provider lets no mail program in at a server of its own: the domain itself is looked at, and this is said first. */
  readonly noServer?: NoServerNote;
}

export interface NoServerNote {
  readonly provider: string;
  /** Sentences without full stop. */
  readonly why: string;
  readonly instead: string | null;
}

export interface Plan {
  readonly target: Target;
  readonly protocol: Protocol;
  readonly host: string;
  readonly literal: 0 | 4 | 6;
  readonly ports: readonly number[];
  readonly modes: readonly Mode[];
  /** The ports were asked for by name, be it without a mode. */
  readonly portsNamed: boolean;
  /** Both the port and the mode were asked for by name: then a failing endpoint fails the check. */
  readonly endpointsNamed: boolean;
  readonly families: readonly Family[];
  readonly allAddresses: boolean;
  /** `--resolve`: host (lower case) → addresses. */
  readonly resolve: ReadonlyMap<string, readonly string[]>;
  readonly dnsServer: { readonly address: string; readonly port: number } | null;
  /** The name given in EHLO; null: the machine's own if it is an FQDN, else the address literal. */
  readonly ehloName: string | null;
  /** SNI, and the name that the certificate must bear. */
  readonly servername: string;
  readonly proxy: ProxyOptions | null;
  readonly bindAddress: string | null;
  readonly maxConnections: number;
  /** The pause between the end of one connection to the host and the next, in milliseconds; 0: none. */
  readonly pauseMs: number;
  readonly timeouts: Timeouts;
  readonly tls: TlsOptions;
  readonly credentials: Credentials | null;
  readonly auth: AuthOptions;
  /** Days left of a certificate at which it is warned of; null: by its own lifetime. */
  readonly warnDays: number | null;
  readonly strict: boolean;
  readonly expectations: readonly Expectation[];
  /** `--as`: the mailbox that is to be opened in its owner's name (ExchangeImpersonation); absent or null: nobody's. */
  readonly impersonated?: string | null;
  /** `--trace`: where a port is dropped, which hop is the last to answer. Absent: not asked. */
  readonly trace?: boolean;
  /** `--client`: ids of clients or platforms, or `all`; empty: nobody asks who can use the server. */
  readonly clients: readonly string[];
  readonly discovery: DiscoveryNote | null;
  /** Null: the login may be sent. */
  readonly withheldLogin: WithheldLogin | null;
  /** `--hold`: the silences to try, rising, in milliseconds; absent or null: not asked. */
  readonly hold?: { readonly silencesMs: readonly number[] } | null;
  /** `--pool`: how many connections at once; absent or null: not asked. */
  readonly pool?: number | null;
  /** The application whose settings these are; absent: those of nobody's. */
  readonly application?: ApplicationRequest | null;
}

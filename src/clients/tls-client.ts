// A TLS client as a server meets it: what its ClientHello offers, and the rules that the hello does not show. The table of them
// is in tls/, a file a stack, with the source of each row; it is read when somebody asks for a client.
import { versionNumber } from '../model/cipher-suites.ts';

export interface TlsClient {
  readonly id: string;
  readonly label: string;
  readonly basis: 'measured' | 'document';
  readonly source: string;
  /** Really usable, the least first: some hellos list versions that the security level then refuses. */
  readonly versions: readonly number[];
  /** In its own order. */
  readonly suites: readonly number[];
  /** Empty: it sends none, and takes whatever curve it is given. */
  readonly groups: readonly number[];
  /** Empty: it sends none. */
  readonly signatures: readonly number[];
  readonly sendsSni: boolean;
  readonly minDhBits: number | null;
  readonly maxDhBits: number | null;
  readonly minRsaBits: number | null;
  /** Before TLS 1.3 it ends where the server does not know RFC 5746. */
  readonly needsSecureRenegotiation: boolean;
  /** Its store is older than the root of Let's Encrypt. */
  readonly lacksIsrgRootX1: boolean;
  /** What its owner can switch on. */
  readonly note: string | null;
}

export interface TlsClientRow {
  readonly id: string;
  readonly label: string;
  readonly basis: string;
  readonly source: string;
  readonly versions: readonly string[];
  /** Hexadecimal, four digits each. */
  readonly suites: string;
  readonly groups: string;
  readonly signatures: string;
  readonly sendsSni?: boolean;
  readonly minDhBits?: number;
  readonly maxDhBits?: number;
  readonly minRsaBits?: number;
  readonly needsSecureRenegotiation?: boolean;
  readonly lacksIsrgRootX1?: boolean;
  readonly note?: string;
}

const numbersOf = (hex: string): number[] => (hex.match(/.{4}/g) ?? []).map((digits) => Number.parseInt(digits, 16));

export function readTlsClient(row: TlsClientRow): TlsClient {
  return {
    id: row.id,
    label: row.label,
    basis: row.basis === 'measured' ? 'measured' : 'document',
    source: row.source,
    versions: row.versions.map(versionNumber).sort((a, b) => a - b),
    suites: numbersOf(row.suites),
    groups: numbersOf(row.groups),
    signatures: numbersOf(row.signatures),
    sendsSni: row.sendsSni !== false,
    minDhBits: row.minDhBits ?? null,
    maxDhBits: row.maxDhBits ?? null,
    minRsaBits: row.minRsaBits ?? null,
    needsSecureRenegotiation: row.needsSecureRenegotiation === true,
    lacksIsrgRootX1: row.lacksIsrgRootX1 === true,
    note: row.note ?? null,
  };
}

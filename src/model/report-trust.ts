// The report's part on the roots that certificates were verified by.
import type { TrustStore } from './trust-store.ts';

/** The roots that certificates were verified by. */
export interface ReportTrust {
  /** `default`: those that Node.js trusts, NODE_EXTRA_CA_CERTS included; else what `--trust` named. */
  readonly store: 'default' | TrustStore['kind'];
  /** As sentences call it. */
  readonly name: string;
  readonly path: string | null;
  /** How many; absent: not counted. */
  readonly certificates?: number;
  /** How many `--ca` added. */
  readonly added: number;
  /** Of a keystore: its digest fits the passphrase; false: that could not be told. */
  readonly isIntact?: boolean;
}

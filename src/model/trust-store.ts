// The roots that a certificate is verified by, where they are not those that Node trusts by itself: data, wherever they are from.

/** Mozilla's list as Node brings it along, this system's own, a file's, a Java keystore's. */
export type TrustStoreKind = 'node' | 'system' | 'file' | 'java';

export interface TrustStore {
  readonly kind: TrustStoreKind;
  /** What sentences call it: `Windows`, `this system's list`, `Mozilla's list`, `Java's /etc/ssl/certs/java/cacerts`. */
  readonly name: string;
  /** The file; null: it is the program's or the system's own. */
  readonly path: string | null;
  /** PEM, each one certificate. */
  readonly certificates: readonly string[];
  /** Those of them that Mozilla's list, as Node has it, has not. */
  readonly beyondNode: readonly string[];
  /** Of a keystore: its digest fits the passphrase. False: that could not be told; null: it has none, or is no keystore. */
  readonly isIntact: boolean | null;
}

/** What a file with certificates holds. */
export interface StoredCertificates extends Pick<TrustStore, 'isIntact'> {
  /** DER. */
  readonly certificates: readonly Buffer[];
}

/** What the roots are called that stand where none were asked for. */
export const NODE_ROOTS_NAME = "Mozilla's list";

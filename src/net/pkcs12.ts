// Reads a client certificate and its key out of a PKCS#12 container (.p12, .pfx; RFC 7292), the old ones with RC2 and
// 3DES that OpenSSL 3 no longer opens included. Never says anything of the passphrase.
import forge from 'node-forge';
import { UsageError } from '../model/usage-error.ts';

export interface ClientCertificate {
  /** The certificate of the key, followed by the chain: what Node takes as `cert`. */
  readonly certificatePem: string;
  readonly keyPem: string;
  /** The certificates above it, as found, each by itself. */
  readonly chainPem: string[];
}

const pem = (type: string, der: string): string =>
  forge.pem.encode({ type, body: der } as forge.pem.ObjectPEM).replaceAll('\r\n', '\n');

function openContainer(bytes: Buffer, passphrase: string): forge.pkcs12.Pkcs12Pfx {
  let structure: forge.asn1.Asn1;
  try {
    structure = forge.asn1.fromDer(bytes.toString('latin1'));
  } catch {
    const isPem = bytes.subarray(0, 200).toString('latin1').includes('-----BEGIN');
    throw new UsageError(
      isPem
        ? 'it is a PEM file, not PKCS#12: give it with --client-cert and --client-key'
        : 'it is no PKCS#12 container, or it is damaged',
    );
  }
  try {
    return forge.pkcs12.pkcs12FromAsn1(structure, false, passphrase);
  } catch (error) {
    const second = /[^\u0000-\u007f]/.test(passphrase) ? openWithUtf8(structure, passphrase) : null;
    if (second) return second;
    throw new UsageError(describe(error, passphrase));
  }
}

/**
 * Containers of today (PBES2) derive their keys from the passphrase in UTF-8, while the MAC goes by UTF-16 (RFC 7292
 * §B.1, RFC 9579). forge takes one form for both: so the MAC is left out, a wrong key shows in what it opens.
 */
function openWithUtf8(structure: forge.asn1.Asn1, passphrase: string): forge.pkcs12.Pkcs12Pfx | null {
  if (!Array.isArray(structure.value)) return null;
  const withoutMac = { ...structure, value: structure.value.slice(0, 2) };
  try {
    return forge.pkcs12.pkcs12FromAsn1(withoutMac, false, Buffer.from(passphrase, 'utf8').toString('latin1'));
  } catch {
    return null;
  }
}

function describe(error: unknown, passphrase: string): string {
  const message = error instanceof Error ? error.message : '';
  if (/MAC could not be verified|Invalid password|decrypt/i.test(message)) {
    return passphrase === '' ? 'the PKCS#12 container wants a passphrase' : 'the passphrase does not open the PKCS#12 container';
  }
  if (/unsupported|not supported|Cannot read|OID/i.test(message))
    return 'the PKCS#12 container uses an encryption that is not known here';
  return 'it is no PKCS#12 container, or it is damaged';
}

interface Bag {
  readonly der: string;
  readonly localKeyId: string | null;
}

function bagsOf(container: forge.pkcs12.Pkcs12Pfx, kind: 'certificate' | 'key'): Bag[] {
  const { oids } = forge.pki;
  const types = kind === 'certificate' ? [oids.certBag] : [oids.pkcs8ShroudedKeyBag, oids.keyBag];
  const bags = types.flatMap((bagType) => (bagType === undefined ? [] : (container.getBags({ bagType })[bagType] ?? [])));
  return bags.flatMap((bag) => {
    const der = kind === 'certificate' ? certificateDer(bag) : keyDer(bag);
    const id: unknown = bag.attributes?.localKeyId?.[0];
    return der === null ? [] : [{ der, localKeyId: typeof id === 'string' ? id : null }];
  });
}

/** forge parses RSA only and leaves the rest as ASN.1: elliptic curves come through here untouched. */
function certificateDer(bag: forge.pkcs12.Bag): string | null {
  if (bag.asn1) return forge.asn1.toDer(bag.asn1).getBytes();
  return bag.cert ? forge.asn1.toDer(forge.pki.certificateToAsn1(bag.cert)).getBytes() : null;
}

function keyDer(bag: forge.pkcs12.Bag): string | null {
  if (bag.key) return forge.asn1.toDer(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key))).getBytes();
  return bag.asn1 ? forge.asn1.toDer(bag.asn1).getBytes() : null;
}

/** Throws UsageError with a plain sentence where the container can't be opened or holds no certificate with its key. */
export function readPkcs12(bytes: Buffer, passphrase: string): ClientCertificate {
  const container = openContainer(bytes, passphrase);
  const certificates = bagsOf(container, 'certificate');
  const [key] = bagsOf(container, 'key');
  if (!key) throw new UsageError('the PKCS#12 container holds no private key');
  const own = certificates.find(({ localKeyId }) => localKeyId !== null && localKeyId === key.localKeyId) ?? certificates[0];
  if (!own) throw new UsageError('the PKCS#12 container holds no certificate');
  const chainPem = certificates.filter((one) => one !== own).map(({ der }) => pem('CERTIFICATE', der));
  return { certificatePem: pem('CERTIFICATE', own.der) + chainPem.join(''), keyPem: pem('PRIVATE KEY', key.der), chainPem };
}

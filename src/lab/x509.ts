// Builds one X.509 certificate (RFC 5280) from a plain description: ASN.1 by node-forge, keys and signatures by
// node:crypto, which is what makes elliptic keys and a quick start possible. Knows nothing of which faults exist.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  generatePrimeSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { isIP } from 'node:net';
import forge from 'node-forge';

const { asn1 } = forge;
const { Class, Type } = asn1;
type Node = forge.asn1.Asn1;

export type KeyKind = 'ec' | 'rsa' | 'rsa-1024' | 'rsa-16k';
export type SignatureHash = 'sha256' | 'sha1';

export interface CertificateFields {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly publicKey: KeyObject;
  readonly signingKey: KeyObject;
  readonly hash: SignatureHash;
  readonly isCa: boolean;
  /** subjectAltName: host names, IP addresses, mail addresses; null leaves the extension out. */
  readonly names: readonly string[] | null;
  /** OIDs of extendedKeyUsage; null leaves the extension out. */
  readonly purposes: readonly string[] | null;
  readonly issuerUrl: string | null;
  /** Further extensions, after the others; one that is among the others stands in its place. */
  readonly extensions?: readonly ExtraExtension[];
}

export interface ExtraExtension {
  /** Dotted. */
  readonly id: string;
  /** What stands in the OCTET STRING: DER, or bytes that only look like it. */
  readonly value: Buffer;
  readonly critical?: true;
}

const OID = {
  commonName: '2.5.4.3',
  organisation: '2.5.4.10',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  altName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  authorityInformation: '1.3.6.1.5.5.7.1.1',
  caIssuers: '1.3.6.1.5.5.7.48.2',
} as const;

const SIGNATURE_OID: Record<string, string> = {
  'ec/sha256': '1.2.840.10045.4.3.2',
  'ec/sha1': '1.2.840.10045.4.1',
  'rsa/sha256': '1.2.840.113549.1.1.11',
  'rsa/sha1': '1.2.840.113549.1.1.5',
};

const binary = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const sequence = (...parts: Node[]): Node => asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, parts);
const primitive = (type: forge.asn1.Type, value: string): Node => asn1.create(Class.UNIVERSAL, type, false, value);
const tagged = (tag: number, constructed: boolean, value: Node[] | string): Node =>
  asn1.create(Class.CONTEXT_SPECIFIC, tag as forge.asn1.Type, constructed, value);
const oid = (dotted: string): Node => primitive(Type.OID, asn1.oidToDer(dotted).getBytes());
const octets = (value: string): Node => primitive(Type.OCTETSTRING, value);
const der = (node: Node): Buffer => Buffer.from(asn1.toDer(node).getBytes(), 'latin1');
const parse = (bytes: Buffer): Node => asn1.fromDer(bytes.toString('latin1'));

const attribute = (type: string, value: string): Node =>
  asn1.create(Class.UNIVERSAL, Type.SET, true, [sequence(oid(type), primitive(Type.UTF8, binary(value)))]);

// `O=…` before the common name, as authorities write it: the organisation is what people recognise.
function distinguishedName(text: string): Node {
  const [, organisation, commonName] = /^O=([^,]*), CN=(.*)$/s.exec(text) ?? [null, null, text];
  const common = attribute(OID.commonName, commonName ?? text);
  return organisation === null ? sequence(common) : sequence(attribute(OID.organisation, organisation ?? ''), common);
}

// RFC 5280 §4.1.2.5: UTCTime until 2049.
const time = (date: Date): Node =>
  date.getUTCFullYear() < 2050
    ? primitive(Type.UTCTIME, asn1.dateToUtcTime(date))
    : primitive(Type.GENERALIZEDTIME, asn1.dateToGeneralizedTime(date));

const extensionOf = (id: string, critical: boolean, value: string): Node =>
  sequence(oid(id), ...(critical ? [primitive(Type.BOOLEAN, '\xff')] : []), octets(value));
const extension = (id: string, critical: boolean, value: Node): Node => extensionOf(id, critical, asn1.toDer(value).getBytes());

function generalName(name: string): Node {
  if (isIP(name) === 4) return tagged(7, false, Buffer.from(name.split('.').map(Number)).toString('latin1'));
  return name.includes('@') ? tagged(1, false, binary(name)) : tagged(2, false, binary(name));
}

const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });
const keyId = (key: KeyObject): string => createHash('sha1').update(spki(key)).digest().toString('latin1');

function extensions(fields: CertificateFields): Node[] {
  const isGiven = (id: string): boolean => fields.extensions?.some((extra) => extra.id === id) ?? false;
  const basic = extension(OID.basicConstraints, true, fields.isCa ? sequence(primitive(Type.BOOLEAN, '\xff')) : sequence());
  // Bits of KeyUsage: keyCertSign and cRLSign for an authority, digitalSignature and keyEncipherment for the rest.
  const usage = extension(OID.keyUsage, true, primitive(Type.BITSTRING, fields.isCa ? '\x01\x06' : '\x05\xa0'));
  const list = [
    ...(isGiven(OID.basicConstraints) ? [] : [basic]),
    ...(isGiven(OID.keyUsage) ? [] : [usage]),
    extension(OID.subjectKeyId, false, octets(keyId(fields.publicKey))),
    extension(OID.authorityKeyId, false, sequence(tagged(0, false, keyId(createPublicKey(fields.signingKey))))),
  ];
  if (fields.purposes) list.push(extension(OID.extendedKeyUsage, false, sequence(...fields.purposes.map(oid))));
  if (fields.names) list.push(extension(OID.altName, false, sequence(...fields.names.map(generalName))));
  if (fields.issuerUrl) {
    const access = sequence(oid(OID.caIssuers), tagged(6, false, fields.issuerUrl));
    list.push(extension(OID.authorityInformation, false, sequence(access)));
  }
  for (const { id, value, critical = false } of fields.extensions ?? [])
    list.push(extensionOf(id, critical, value.toString('latin1')));
  return list;
}

/** The certificate in PEM, signed. */
export function buildCertificate(fields: CertificateFields): string {
  const signatureOid = SIGNATURE_OID[`${fields.signingKey.asymmetricKeyType}/${fields.hash}`];
  if (!signatureOid) throw new Error(`no signature algorithm for ${fields.signingKey.asymmetricKeyType}/${fields.hash}`);
  const algorithm = signatureOid.startsWith('1.2.840.113549')
    ? sequence(oid(signatureOid), primitive(Type.NULL, ''))
    : sequence(oid(signatureOid));
  // A first byte below 0x80 keeps the serial number positive; one above 0 keeps its encoding minimal.
  const serial = randomBytes(16);
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  const toBeSigned = sequence(
    tagged(0, true, [primitive(Type.INTEGER, '\x02')]),
    primitive(Type.INTEGER, serial.toString('latin1')),
    algorithm,
    distinguishedName(fields.issuer),
    sequence(time(fields.validFrom), time(fields.validTo)),
    distinguishedName(fields.subject),
    parse(spki(fields.publicKey)),
    tagged(3, true, [sequence(...extensions(fields))]),
  );
  const signature = sign(fields.hash, der(toBeSigned), fields.signingKey);
  const certificate = sequence(toBeSigned, algorithm, primitive(Type.BITSTRING, `\0${signature.toString('latin1')}`));
  const lines =
    der(certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

function inverse(value: bigint, modulus: bigint): bigint {
  let [r, next, x, nextX] = [modulus, value % modulus, 0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [x, nextX] = [nextX, x - quotient * nextX];
  }
  return x < 0n ? x + modulus : x;
}

/** A factor of 8,192 bits, as a product of primes, and the order of its group. */
function manyPrimes(): { product: bigint; order: bigint } {
  let [product, order] = [1n, 1n];
  for (let count = 0; count < 16; count++) {
    const prime = generatePrimeSync(512, { bigint: true });
    product *= prime;
    order = (order / gcd(order, prime - 1n)) * (prime - 1n);
  }
  return { product, order };
}

/**
 * A real RSA key of 16,384 bits (all that OpenSSL takes) would take minutes to find. One whose two factors are products of small primes comes in
 * a fifth of a second and signs as any other: the exponents only have to fit the order of each factor's group.
 */
function hugeRsaKey(): KeyObject {
  const e = 65_537n;
  const number = (value: bigint): string => {
    const hex = value.toString(16);
    return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
  };
  for (;;) {
    const [p, q] = [manyPrimes(), manyPrimes()];
    const order = (p.order / gcd(p.order, q.order)) * q.order;
    if (gcd(e, order) !== 1n) continue;
    const d = inverse(e, order);
    const parts = { n: p.product * q.product, e, d, p: p.product, q: q.product, dp: d % p.order, dq: d % q.order };
    const jwk = { kty: 'RSA', qi: number(inverse(q.product, p.product)) };
    const rest = Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, number(value)]));
    return createPrivateKey({ key: { ...jwk, ...rest }, format: 'jwk' });
  }
}

/** A new private key. Elliptic ones take under a millisecond, RSA of 2048 bits a tenth of a second. */
export function generateKey(kind: KeyKind): KeyObject {
  if (kind === 'rsa-16k') return hugeRsaKey();
  if (kind === 'ec') return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  return generateKeyPairSync('rsa', { modulusLength: kind === 'rsa' ? 2048 : 1024 }).privateKey;
}

export const publicKeyOf = (key: KeyObject): KeyObject => createPublicKey(key);
export const keyPem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

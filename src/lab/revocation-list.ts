// Builds a list of revoked certificates (RFC 5280 §5), and the extension by which a certificate says where its list is. Knows nothing
// of who fetches it.
import { type KeyObject, sign, X509Certificate } from 'node:crypto';
import type { ExtraExtension } from './x509.ts';

export interface RevocationListFields {
  readonly issuerPem: string;
  readonly signingKey: KeyObject;
  /** Serial numbers in hex, and the number of the reason (§5.3.1). */
  readonly revoked: readonly { readonly serialNumber: string; readonly reason?: number }[];
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** A list of a part: where it is (§5.2.5). */
  readonly part?: string;
  /** A critical extension that nobody knows. */
  readonly strange?: true;
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80
      ? [length]
      : length < 0x1_00_00
        ? [0x82, length >> 8, length & 0xff]
        : [0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const integer = (hex: string): Buffer => der(0x02, Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const TRUE = der(0x01, Buffer.from([0xff]));
const critical = (id: string, value: Buffer): Buffer => sequence(oid(id), TRUE, der(0x04, value));

const time = (date: Date): Buffer =>
  der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`, 'latin1'));
const fullName = (url: string): Buffer => der(0xa0, der(0xa0, der(0x86, Buffer.from(url, 'latin1'))));

/** ecdsa-with-SHA256, and by RSA. */
const ALGORITHM: Readonly<Record<string, Buffer>> = {
  ec: sequence(oid('2a8648ce3d040302')),
  rsa: sequence(oid('2a864886f70d01010b'), der(0x05)),
};

export function buildRevocationList(fields: RevocationListFields): Buffer {
  const algorithm = ALGORITHM[fields.signingKey.asymmetricKeyType ?? ''] ?? sequence();
  const entries = fields.revoked.map(({ serialNumber, reason }) =>
    sequence(
      integer(serialNumber),
      time(fields.thisUpdate),
      ...(reason === undefined ? [] : [sequence(sequence(oid('551d15'), der(0x04, der(0x0a, Buffer.from([reason])))))]),
    ),
  );
  const extensions = [
    ...(fields.part === undefined ? [] : [critical('551d1c', sequence(fullName(fields.part)))]),
    ...(fields.strange ? [critical('2a0304', der(0x05))] : []),
  ];
  const toBeSigned = sequence(
    integer('01'),
    algorithm,
    subjectOf(new X509Certificate(fields.issuerPem).raw),
    time(fields.thisUpdate),
    time(fields.nextUpdate),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    ...(extensions.length === 0 ? [] : [der(0xa0, sequence(...extensions))]),
  );
  const signature = sign('sha256', toBeSigned, fields.signingKey);
  return sequence(toBeSigned, algorithm, der(0x03, Buffer.from([0]), signature));
}

/** Length of the element at `at`, with its head. */
function elementBytes(bytes: Buffer, at: number): { readonly head: number; readonly whole: number } {
  const first = bytes[at + 1] ?? 0;
  const more = first < 0x80 ? 0 : first & 0x7f;
  const head = 2 + more;
  return { head, whole: head + (more === 0 ? first : bytes.readUIntBE(at + 2, more)) };
}

/** The sixth field of TBSCertificate, which is the first of Certificate. */
function subjectOf(certificate: Buffer): Buffer {
  let at = elementBytes(certificate, 0).head;
  at += elementBytes(certificate, at).head;
  for (let field = 0; field < 5; field++) at += elementBytes(certificate, at).whole;
  return certificate.subarray(at, at + elementBytes(certificate, at).whole);
}

/** cRLDistributionPoints with one URL. */
export const distributionPoint = (url: string): ExtraExtension => ({ id: '2.5.29.31', value: sequence(sequence(fullName(url))) });

// Reads a list of revoked certificates (RFC 5280 §5) for one certificate: whether it is by the certificate's own issuer, signed by
// its key, of today, and of the part that the certificate belongs to; then whether the certificate is on it. Bytes of whoever
// answered: never throws, and says `unknown` where anything does not fit.
import { type KeyObject, verify, X509Certificate } from 'node:crypto';
import type { RevocationObservation } from '../model/observation.ts';
import { DER, type DerElement, derOid, derTime, readDer, readDerList } from './der.ts';
import { REVOCATION_REASONS } from './revocation-reasons.ts';

export type CrlAnswer = Omit<RevocationObservation, 'url'>;

const UTC_TIME = 0x17;
const ENTRY_REASON = '2.5.29.21';
const ISSUING_DISTRIBUTION_POINT = '2.5.29.28';
const DELTA_CRL = '2.5.29.27';
/** What may be critical in a list and is heeded here. */
const HEEDED = new Set([ISSUING_DISTRIBUTION_POINT]);

/** By signatureAlgorithm: what the key signed. */
const HASHES: Readonly<Record<string, string | null>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.3.101.112': null,
};

const unknown = (detail: string): CrlAnswer => ({
  status: 'unknown',
  detail,
  thisUpdate: null,
  nextUpdate: null,
  revokedAt: null,
});

const NONE = Buffer.alloc(0);
const partsOf = (element: DerElement | undefined, limit = 64): DerElement[] =>
  element?.tag === DER.sequence ? (readDerList(element.content, limit) ?? []) : [];

/** UTCTime through 2049, GeneralizedTime after (§5.1.2.4). */
function timeOf(element: DerElement | undefined): string | null {
  if (!element) return null;
  if (element.tag !== UTC_TIME) return derTime(element);
  const text = element.content.toString('latin1');
  const century = Number(text.slice(0, 2)) < 50 ? '20' : '19';
  return derTime({ ...element, tag: DER.generalizedTime, content: Buffer.from(`${century}${text}`, 'latin1') });
}

const isTime = ({ tag }: DerElement): boolean => tag === UTC_TIME || tag === DER.generalizedTime;

interface CrlParts {
  readonly issuer: Buffer;
  readonly thisUpdate: string | null;
  readonly nextUpdate: string | null;
  readonly revoked: Buffer;
  readonly extensions: readonly { readonly id: string; readonly isCritical: boolean; readonly value: Buffer }[];
}

/** TBSCertList: [version], signature, issuer, thisUpdate, [nextUpdate], [revokedCertificates], [0] crlExtensions. */
function readParts(toBeSigned: DerElement): CrlParts | null {
  const fields = partsOf(toBeSigned);
  const at = fields[0]?.tag === DER.integer ? 1 : 0;
  const [, issuer, thisUpdate, ...rest] = fields.slice(at);
  if (issuer?.tag !== DER.sequence || !thisUpdate || !isTime(thisUpdate)) return null;
  const [next] = rest;
  const nextUpdate = next && isTime(next) ? next : undefined;
  const revoked = rest.find(({ tag }) => tag === DER.sequence);
  const explicit = rest.find(({ tag }) => tag === DER.tagged(0));
  return {
    issuer: issuer.whole,
    thisUpdate: timeOf(thisUpdate),
    nextUpdate: timeOf(nextUpdate),
    revoked: revoked?.content ?? NONE,
    extensions: extensionsIn(explicit && (readDer(explicit.content) ?? undefined)),
  };
}

const extensionsIn = (list: DerElement | undefined): CrlParts['extensions'] =>
  partsOf(list).flatMap((extension) => {
    const parts = partsOf(extension);
    const [id, value] = [parts[0], parts.at(-1)];
    if (id?.tag !== DER.oid || value?.tag !== DER.octets) return [];
    const isCritical = parts.length === 3 && parts[1]?.tag === DER.boolean && Boolean(parts[1].content[0]);
    return [{ id: derOid(id.content), isCritical, value: value.content }];
  });

/** The URLs of a DistributionPointName: [0] fullName, of uniformResourceIdentifiers [6]. */
const urlsIn = (name: DerElement | undefined): string[] =>
  (readDerList((name && readDer(name.content)?.content) ?? NONE) ?? []).flatMap(({ tag, content }) =>
    tag === DER.taggedPrimitive(6) ? [content.toString('latin1')] : [],
  );

/** §5.2.5: a list of a part names which; of authorities alone, of some reasons alone, or by somebody else is no list for this. */
function coversLeaf(value: Buffer, url: string): boolean {
  const parts = partsOf(readDer(value) ?? undefined);
  const isSet = (number: number): boolean =>
    parts.some(({ tag, content }) => tag === DER.taggedPrimitive(number) && Boolean(content[0]));
  if (isSet(2) || isSet(4) || isSet(5) || parts.some(({ tag }) => tag === DER.taggedPrimitive(3))) return false;
  const point = parts.find(({ tag }) => tag === DER.tagged(0));
  return point === undefined || urlsIn(point).includes(url);
}

function isSignedBy(key: KeyObject, toBeSigned: DerElement, algorithm: DerElement, signature: DerElement): boolean {
  const [oid] = partsOf(algorithm);
  const name = oid?.tag === DER.oid ? derOid(oid.content) : '';
  if (!Object.hasOwn(HASHES, name) || signature.tag !== DER.bits || signature.content[0] !== 0) return false;
  try {
    return verify(HASHES[name] ?? null, toBeSigned.whole, key, signature.content.subarray(1));
  } catch {
    return false;
  }
}

/** revokedCertificates: SEQUENCE OF { serial, date, [extensions] }, which may be a hundred thousand. */
function entryOf(revoked: Buffer, serial: bigint): DerElement[] | null {
  for (let at = 0; at < revoked.length; ) {
    const entry = readDer(revoked, at);
    if (!entry) return null;
    const number = readDer(entry.content);
    if (
      number?.tag === DER.integer &&
      number.content.length <= 32 &&
      BigInt(`0x${number.content.toString('hex') || '0'}`) === serial
    )
      return partsOf(entry);
    at += entry.whole.length;
  }
  return null;
}

/** `leaf`, `issuer`: DER. `url`: where the leaf says that its list is, and where this one came from. */
export function readCrl(list: Buffer, leaf: Buffer, issuer: Buffer, url: string, now: number): CrlAnswer {
  const [toBeSigned, algorithm, signature] = partsOf(readDer(list) ?? undefined, 3);
  const parts = toBeSigned && readParts(toBeSigned);
  if (!parts || !algorithm || !signature) return unknown('what came is no list of revoked certificates');
  const [own, authority] = [new X509Certificate(leaf), new X509Certificate(issuer)];
  if (!parts.issuer.equals(subjectDer(issuer))) return unknown('the list is by another issuer');
  if (!isSignedBy(authority.publicKey, toBeSigned, algorithm, signature))
    return unknown('the signature of the list does not verify');
  const known = { thisUpdate: parts.thisUpdate, nextUpdate: parts.nextUpdate };
  const point = parts.extensions.find(({ id }) => id === ISSUING_DISTRIBUTION_POINT);
  const stranger = parts.extensions.find(({ id, isCritical }) => id === DELTA_CRL || (isCritical && !HEEDED.has(id)));
  if (stranger) return { ...unknown(`the list has a part that is not known here (${stranger.id})`), ...known };
  if (point && !coversLeaf(point.value, url))
    return { ...unknown('the list is for other certificates of this issuer'), ...known };
  const isYoung = parts.thisUpdate !== null && Date.parse(parts.thisUpdate) <= now;
  const isOld = parts.nextUpdate !== null && Date.parse(parts.nextUpdate) < now;
  if (!isYoung || isOld) return { ...unknown('the list is out of date'), ...known };
  const entry = entryOf(parts.revoked, BigInt(`0x${own.serialNumber || '0'}`));
  if (entry === null) return { status: 'good', detail: null, ...known, revokedAt: null };
  const reason = extensionsIn(entry[2]).find(({ id }) => id === ENTRY_REASON);
  const code = reason && readDer(reason.value)?.content[0];
  return {
    status: 'revoked',
    detail: code === undefined ? null : (REVOCATION_REASONS[code] ?? null),
    ...known,
    revokedAt: timeOf(entry[1]),
  };
}

/** Of a certificate: the sixth field of TBSCertificate, after version, serialNumber, signature, issuer and validity. */
function subjectDer(certificate: Buffer): Buffer {
  const [toBeSigned] = partsOf(readDer(certificate) ?? undefined, 1);
  return partsOf(toBeSigned, 6)[5]?.whole ?? NONE;
}

// What a certificate's extensions say (RFC 5280 §4.2), each by its place in the DER and its own structure: the bytes are the
// peer's, so nothing is searched for in them, nor in the text that Node makes of them. Judges nothing.

import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import { addressOfBytes, prefixLengthOf } from './address-bytes.ts';
import { DER, type DerElement, derOid, readDer, readDerList } from './der.ts';

/** A certificate with ten thousand names must not fill a report. */
const MAX_NAMES = 200;
const MAX_TEXT = 500;
const MAX_CRL_URLS = 8;
const MAX_UNHANDLED = 10;
/** More elements than OpenSSL takes bytes of certificates. */
const MAX_ELEMENTS = 100_000;

const OID = {
  keyUsage: '2.5.29.15',
  altName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  distributionPoints: '2.5.29.31',
  nameConstraints: '2.5.29.30',
  authorityInformation: '1.3.6.1.5.5.7.1.1',
  tlsFeature: '1.3.6.1.5.5.7.1.24',
  caIssuers: '1.3.6.1.5.5.7.48.2',
} as const;
/** GeneralName (§4.2.1.6). */
const NAME = { dns: DER.taggedPrimitive(2), uri: DER.taggedPrimitive(6), address: DER.taggedPrimitive(7) } as const;
/** KeyUsage (§4.2.1.3), by its bits. */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];
/** What OpenSSL takes though critical (X509_supported_extension); of any other that is critical it says that it is unhandled. */
const HANDLED = new Set([
  OID.keyUsage,
  OID.altName,
  OID.basicConstraints,
  OID.nameConstraints,
  OID.distributionPoints,
  '2.5.29.32', // certificatePolicies
  '2.5.29.33', // policyMappings
  '2.5.29.36', // policyConstraints
  '2.5.29.37', // extKeyUsage
  '2.5.29.54', // inhibitAnyPolicy
  '1.3.6.1.5.5.7.1.7', // sbgp-ipAddrBlock
  '1.3.6.1.5.5.7.1.8', // sbgp-autonomousSysNum
  '1.3.6.1.5.5.7.1.14', // proxyCertInfo
  '2.16.840.1.113730.1.1', // netscape-cert-type
]);
/** status_request and status_request_v2 (RFC 6066 §8, RFC 6961): with one of them a stapled answer is promised (RFC 7633). */
const STAPLING_FEATURES = [5, 17];

export interface ExtensionFacts {
  /** DNS names and IP addresses of subjectAltName. */
  readonly names: readonly string[];
  /** Where the issuer's certificate can be fetched. */
  readonly issuerUrl: string | null;
  readonly mustStaple: boolean;
  /** Where the list of its authority is that tells of it. */
  readonly crlUrls: readonly string[];
  /** Null: the extension is absent, and every use is allowed. */
  readonly keyUsage: readonly string[] | null;
  /** How many authorities may stand below this one (pathLenConstraint); null: any number. */
  readonly pathLength: number | null;
  /** What nameConstraints permit and exclude, for DNS names and addresses; null where absent. */
  readonly nameConstraints: { readonly permitted: readonly string[]; readonly excluded: readonly string[] } | null;
  /** OIDs of critical extensions that OpenSSL does not know. */
  readonly unhandled: readonly string[];
}

export function readExtensions(certificate: Buffer): ExtensionFacts {
  const { values: extensions, critical } = extensionsOf(certificate);
  const listOf = (id: string): DerElement[] => partsOf(extensions.get(id));
  const pathLength = listOf(OID.basicConstraints).find(({ tag }) => tag === DER.integer)?.content;
  return {
    keyUsage: keyUsageOf(extensions.get(OID.keyUsage)),
    pathLength: pathLength?.length === 1 ? pathLength.readUInt8() : null,
    nameConstraints: extensions.has(OID.nameConstraints) ? constraintsOf(listOf(OID.nameConstraints)) : null,
    unhandled: critical.filter((id) => !HANDLED.has(id)).slice(0, MAX_UNHANDLED),
    names: alternativeNames(listOf(OID.altName)),
    issuerUrl: issuerUrlOf(listOf(OID.authorityInformation)),
    crlUrls: crlUrlsOf(listOf(OID.distributionPoints)),
    mustStaple: listOf(OID.tlsFeature).some(
      ({ tag, content }) => tag === DER.integer && content.length === 1 && STAPLING_FEATURES.includes(content.readUInt8()),
    ),
  };
}

/** The elements of a SEQUENCE; none where it is none. */
function partsOf(bytes: Buffer | undefined): DerElement[] {
  const outer = bytes && readDer(bytes);
  return outer?.tag === DER.sequence ? (readDerList(outer.content, MAX_ELEMENTS) ?? []) : [];
}

/**
 * extnValue by dotted extnID. TBSCertificate (§4.1): seven fields from version to subjectPublicKeyInfo, the version being
 * there in whatever has extensions, then the unique identifiers [1] and [2], and [3], the extensions.
 */
function extensionsOf(certificate: Buffer): { values: ReadonlyMap<string, Buffer>; critical: readonly string[] } {
  const [toBeSigned] = partsOf(certificate);
  const optional = partsOf(toBeSigned?.whole).slice(7);
  const explicit = optional.find(({ tag }) => tag === DER.tagged(3));
  const values = new Map<string, Buffer>();
  const critical: string[] = [];
  for (const { whole } of partsOf(explicit?.content)) {
    const parts = partsOf(whole);
    // critical, a BOOLEAN, stands between them or is left out.
    const [id, value] = [parts[0], parts.at(-1)];
    if (id?.tag !== DER.oid || value?.tag !== DER.octets) continue;
    values.set(derOid(id.content), value.content);
    // DEFAULT FALSE: where it is there, a byte other than 0 says that it is critical.
    if (parts.length === 3 && parts[1]?.tag === DER.boolean && parts[1].content[0]) critical.push(derOid(id.content));
  }
  return { values, critical };
}

/** BIT STRING: the number of unused bits, then the bits, the first the highest. */
function keyUsageOf(bytes: Buffer | undefined): string[] | null {
  const bits = bytes && readDer(bytes);
  if (bits?.tag !== DER.bits) return null;
  const octets = bits.content.subarray(1);
  return KEY_USAGES.filter((_, at) => ((octets[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0);
}

/** NameConstraints (§4.2.1.10): [0] permittedSubtrees, [1] excludedSubtrees, each a list of { base, … }. */
function constraintsOf(parts: readonly DerElement[]): NonNullable<ExtensionFacts['nameConstraints']> {
  const subtrees = (number: number): string[] =>
    (readDerList(parts.find(({ tag }) => tag === DER.tagged(number))?.content ?? Buffer.alloc(0), MAX_NAMES) ?? []).flatMap(
      ({ whole }) => {
        const [base] = partsOf(whole);
        if (base?.tag === NAME.dns) return [shown(base.content)];
        return base?.tag === NAME.address ? networkOf(base.content) : [];
      },
    );
  return { permitted: subtrees(0), excluded: subtrees(1) };
}

/** An address with its mask (§4.2.1.10). */
function networkOf(bytes: Buffer): string[] {
  if (bytes.length !== 8 && bytes.length !== 32) return [];
  const half = bytes.length / 2;
  const [address, mask] = [bytes.subarray(0, half), bytes.subarray(half)];
  return [`${addressOfBytes(address)}/${prefixLengthOf(mask) ?? addressOfBytes(mask)}`];
}

const shown = (bytes: Buffer): string => shorten(visibleText(bytes.toString('latin1')), MAX_TEXT);

function alternativeNames(names: readonly DerElement[]): string[] {
  const found: string[] = [];
  for (const { tag, content } of names) {
    if (found.length === MAX_NAMES) break;
    if (tag === NAME.dns) found.push(shown(content));
    if (tag === NAME.address && (content.length === 4 || content.length === 16)) found.push(addressOfBytes(content));
  }
  return found;
}

/** CRLDistributionPoints (§4.2.1.13): SEQUENCE OF { [0] distributionPoint { [0] fullName }, [1] reasons, [2] cRLIssuer }. */
const crlUrlsOf = (points: readonly DerElement[]): string[] =>
  points.flatMap(({ whole }) => {
    const parts = partsOf(whole);
    // By somebody else than the issuer, or for some reasons alone: no list that tells all.
    const [first] = parts;
    if (parts.length !== 1 || first?.tag !== DER.tagged(0)) return [];
    const fullName = readDer(first.content);
    if (fullName?.tag !== DER.tagged(0)) return [];
    return (readDerList(fullName.content, MAX_CRL_URLS) ?? []).flatMap(({ tag, content }) =>
      tag === NAME.uri ? [shown(content)] : [],
    );
  });

/** AuthorityInfoAccessSyntax ::= SEQUENCE OF SEQUENCE { accessMethod, accessLocation } (§4.2.2.1). */
function issuerUrlOf(descriptions: readonly DerElement[]): string | null {
  for (const { whole } of descriptions) {
    const [method, location] = partsOf(whole);
    if (method?.tag === DER.oid && derOid(method.content) === OID.caIssuers && location?.tag === NAME.uri)
      return shown(location.content);
  }
  return null;
}

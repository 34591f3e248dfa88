// What a certificate's extensions say (RFC 5280 §4.2), each by its place in the DER and its own structure: the bytes are the
// peer's, so nothing is searched for in them, nor in the text that Node makes of them. Judges nothing.
import ipaddr from 'ipaddr.js';
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import { DER, type DerElement, derOid, readDer, readDerList } from './der.ts';

/** A certificate with ten thousand names must not fill a report. */
const MAX_NAMES = 200;
const MAX_TEXT = 500;
/** More elements than OpenSSL takes bytes of certificates. */
const MAX_ELEMENTS = 100_000;

const OID = {
  altName: '2.5.29.17',
  authorityInformation: '1.3.6.1.5.5.7.1.1',
  tlsFeature: '1.3.6.1.5.5.7.1.24',
  caIssuers: '1.3.6.1.5.5.7.48.2',
} as const;
/** GeneralName (§4.2.1.6). */
const NAME = { dns: DER.taggedPrimitive(2), uri: DER.taggedPrimitive(6), address: DER.taggedPrimitive(7) } as const;
/** status_request and status_request_v2 (RFC 6066 §8, RFC 6961): with one of them a stapled answer is promised (RFC 7633). */
const STAPLING_FEATURES = [5, 17];

export interface ExtensionFacts {
  /** DNS names and IP addresses of subjectAltName. */
  readonly names: readonly string[];
  /** Where the issuer's certificate can be fetched. */
  readonly issuerUrl: string | null;
  readonly mustStaple: boolean;
}

export function readExtensions(certificate: Buffer): ExtensionFacts {
  const extensions = extensionsOf(certificate);
  const listOf = (id: string): DerElement[] => partsOf(extensions.get(id));
  return {
    names: alternativeNames(listOf(OID.altName)),
    issuerUrl: issuerUrlOf(listOf(OID.authorityInformation)),
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
function extensionsOf(certificate: Buffer): ReadonlyMap<string, Buffer> {
  const [toBeSigned] = partsOf(certificate);
  const optional = partsOf(toBeSigned?.whole).slice(7);
  const explicit = optional.find(({ tag }) => tag === DER.tagged(3));
  const values = new Map<string, Buffer>();
  for (const { whole } of partsOf(explicit?.content)) {
    const parts = partsOf(whole);
    // critical, a BOOLEAN, stands between them or is left out.
    const [id, value] = [parts[0], parts.at(-1)];
    if (id?.tag === DER.oid && value?.tag === DER.octets) values.set(derOid(id.content), value.content);
  }
  return values;
}

const shown = (bytes: Buffer): string => shorten(visibleText(bytes.toString('latin1')), MAX_TEXT);

function alternativeNames(names: readonly DerElement[]): string[] {
  const found: string[] = [];
  for (const { tag, content } of names) {
    if (found.length === MAX_NAMES) break;
    if (tag === NAME.dns) found.push(shown(content));
    if (tag === NAME.address && (content.length === 4 || content.length === 16))
      found.push(ipaddr.fromByteArray([...content]).toString());
  }
  return found;
}

/** AuthorityInfoAccessSyntax ::= SEQUENCE OF SEQUENCE { accessMethod, accessLocation } (§4.2.2.1). */
function issuerUrlOf(descriptions: readonly DerElement[]): string | null {
  for (const { whole } of descriptions) {
    const [method, location] = partsOf(whole);
    if (method?.tag === DER.oid && derOid(method.content) === OID.caIssuers && location?.tag === NAME.uri)
      return shown(location.content);
  }
  return null;
}

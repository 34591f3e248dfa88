// PACC (draft-ietf-mailmaint-pacc): a JSON document at ua-auto-config.<domain> with the hosts of a domain's services, and a
// TXT record with its digest. Implicit TLS on the assigned ports is all that it allows. Fetched over verified HTTPS.
import { createHash } from 'node:crypto';
import { byProtocol, type MailProtocol, PROTOCOLS, portsByPreference } from '../model/protocol.ts';
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import { isHostName } from '../net/dns/names.ts';
import type { Parsed } from './autoconfig.ts';
import { type Candidate, proofOf } from './candidate.ts';
import { type DocumentOptions, type FetchedDocument, fetchDocument, isOfDomain } from './document.ts';

export const paccRecordName = (domain: string): string => `_ua-auto-config.${domain}`;
const paccUrl = (domain: string): string => `https://ua-auto-config.${domain}/.well-known/user-agent-configuration.json`;

export interface PaccFile {
  /** Null: the service is not named. */
  readonly hosts: Readonly<Record<MailProtocol, string | null>>;
  /** OAuth for public clients (`authentication.oauth-public`). */
  readonly issuer: string | null;
  readonly takesPasswords: boolean;
  /** Other services: jmap, caldav … */
  readonly otherServices: readonly string[];
}

export interface PaccLookup {
  readonly document: FetchedDocument;
  readonly file: Parsed<PaccFile> | null;
  /** Whether the TXT record's digest is the document's. */
  readonly digest: 'matches' | 'differs' | 'no-record' | 'malformed-record' | null;
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const objectAt = (value: unknown, key: string): Json => {
  const inner = isObject(value) ? value[key] : undefined;
  return isObject(inner) ? inner : {};
};

export function parsePacc(text: string): Parsed<PaccFile> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { ok: false, why: /^\s*</.test(text) ? 'a web page stands there, no JSON' : 'it is not well-formed JSON' };
  }
  if (!isObject(document) || !isObject(document.protocols)) return { ok: false, why: 'it is JSON without "protocols"' };
  const { protocols } = document;
  const wrong = PROTOCOLS.find((protocol) => protocol in protocols && hostOf(protocols, protocol) === null);
  if (wrong !== undefined) return { ok: false, why: `"protocols.${wrong}.host" is no host name` };
  const authentication = objectAt(document, 'authentication');
  const { issuer } = objectAt(authentication, 'oauth-public');
  return {
    ok: true,
    value: {
      hosts: byProtocol((protocol) => hostOf(protocols, protocol)),
      issuer: typeof issuer === 'string' ? shorten(visibleText(issuer), 200) : null,
      takesPasswords: authentication.password === true,
      otherServices: Object.keys(protocols)
        .filter((name) => !PROTOCOLS.some((protocol) => protocol === name))
        .slice(0, 20)
        .map((name) => shorten(visibleText(name), 30)),
    },
  };
}

function hostOf(protocols: Json, protocol: MailProtocol): string | null {
  const { host } = objectAt(protocols, protocol);
  return typeof host === 'string' && isHostName(host.toLowerCase()) ? host.toLowerCase() : null;
}

/** `v=UAAC1; a=sha256; d=<Base64>`: any record of several may be the one (while a document changes there are two). */
export function checkPaccDigest(texts: readonly string[], body: Buffer): NonNullable<PaccLookup['digest']> {
  const records = texts.filter((text) => /^\s*v\s*=\s*UAAC1\b/i.test(text));
  if (records.length === 0) return 'no-record';
  const digests = records.flatMap((record) => {
    const tags = new Map(
      record.split(';').map((tag) => {
        const at = tag.indexOf('=');
        return [tag.slice(0, Math.max(0, at)).trim().toLowerCase(), tag.slice(at + 1).trim()] as const;
      }),
    );
    const digest = Buffer.from(tags.get('d') ?? '', 'base64');
    return tags.get('a')?.toLowerCase() === 'sha256' && digest.length === 32 ? [digest] : [];
  });
  if (digests.length === 0) return 'malformed-record';
  const own = createHash('sha256').update(body).digest();
  return digests.some((digest) => digest.equals(own)) ? 'matches' : 'differs';
}

/** `texts`: the TXT records at `paccRecordName`. */
export async function lookUpPacc(
  domain: string,
  texts: Promise<readonly string[]>,
  options: DocumentOptions,
): Promise<PaccLookup> {
  const question = { headers: { accept: 'application/json', 'user-agent': 'mailprobe' } };
  const [document, records] = await Promise.all([fetchDocument(paccUrl(domain), question, options), texts]);
  if (document.status !== 'found') return { document, file: null, digest: null };
  const file = parsePacc(document.body.toString('utf8'));
  return { document, file, digest: checkPaccDigest(records, document.body) };
}

/** Of a document that the record vouches for; another is one that clients must not use. */
export function candidatesOfPacc({ document, file, digest }: PaccLookup, domain: string): Candidate[] {
  if (!file?.ok || digest !== 'matches') return [];
  const vouched = isOfDomain(document, domain) ? 'https-document' : null;
  const auth = [...(file.value.issuer === null ? [] : ['OAuth2']), ...(file.value.takesPasswords ? ['password-cleartext'] : [])];
  return PROTOCOLS.flatMap((protocol): Candidate[] => {
    const host = file.value.hosts[protocol];
    const port = portsByPreference(protocol).find(({ mode, use }) => mode === 'tls' && use === 'client')?.port;
    if (host === null || port === undefined) return [];
    const proof = proofOf(host, domain, vouched);
    const found = { protocol, host, port, mode: 'tls', usernameForm: 'full mail address', auth } as const;
    return [{ ...found, source: 'pacc', confidence: 'certain', detail: 'PACC document, digest in DNS', provider: null, proof }];
  });
}

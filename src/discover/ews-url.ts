// Which EWS URL an Autodiscover document names: of the JSON (Autodiscover V2) and of the plain XML. Pure; what is no plain https: URL of
// a public host's EWS is refused and said.
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import { childNamed, childrenNamed, textOf, type XmlElement } from '../net/xml.ts';
import { isEwsPath } from '../request/target.ts';
import type { Parsed } from './autoconfig.ts';
import { nextUrl } from './document.ts';

export interface EwsUrl {
  readonly host: string;
  readonly path: string;
}

const MAX_URL_CHARS = 500;
/** As it is written, before a parser mends it: no escapes, blanks or backslashes, no login, no query, A-labels alone. */
const WRITTEN = /^https:\/\/[A-Za-z0-9._-]+(?::443)?\/[A-Za-z0-9._~/-]+$/i;

export function parseEwsUrl(text: string): Parsed<EwsUrl> {
  const url = text.length <= MAX_URL_CHARS && WRITTEN.test(text) ? nextUrl(text, text) : null;
  if (url === null) return refuse(text, 'is no https: URL of a public host, on its usual port');
  const path = text.replace(/^[^/]*\/\/[^/]*/, '');
  if (!isEwsPath(path)) return refuse(text, 'has no path of EWS');
  return { ok: true, value: { host: new URL(url).hostname, path } };
}

const refuse = (text: string, why: string): Parsed<never> => ({
  ok: false,
  why: `the EWS URL that it names, "${shorten(visibleText(text), 100)}", ${why}`,
});

/** `{"Protocol":"Ews","Url":"https://mail.contoso.example/EWS/Exchange.asmx"}`: sys4/automx issue 44 has it of a server. */
export function parseAutodiscoverJson(text: string): Parsed<EwsUrl> {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return { ok: false, why: /^\s*</.test(text) ? 'a web page stands there, no JSON' : 'it is not well-formed JSON' };
  }
  if (typeof answer !== 'object' || answer === null) return { ok: false, why: 'it is JSON, and no object' };
  const { Protocol: protocol, Url: url, ErrorCode: code } = answer as Readonly<Record<string, unknown>>;
  if (typeof code === 'string') return { ok: false, why: `it answers with error ${shorten(visibleText(code), 60)}` };
  if (typeof protocol !== 'string' || protocol.toLowerCase() !== 'ews' || typeof url !== 'string')
    return { ok: false, why: 'it is JSON that names no URL of the protocol Ews' };
  return parseEwsUrl(url);
}

/** What is meant for the outside goes first: MS-OXDSCLI on `Type` has EXCH for the internal network. */
const TYPES = ['EXHTTP', 'EXPR', 'EXCH', 'WEB'];

/** The EWS URLs that an `Account` of the plain XML names, as they are written, the best first. */
export function ewsUrlsOfAccount(account: XmlElement): string[] {
  const entries = childrenNamed(account, 'Protocol');
  const named = TYPES.flatMap((type) =>
    entries.filter((entry) => textOf(entry, 'Type').toUpperCase() === type).flatMap((entry) => ewsUrlsOfProtocol(entry, type)),
  );
  return [...new Set(named)].slice(0, MAX_URLS);
}

const MAX_URLS = 8;

/** Availability and out-of-office messages are asked of the same EWS. WEB has them within, of the protocol that it stands for. */
function ewsUrlsOfProtocol(entry: XmlElement, type: string): string[] {
  const within = ['External', 'Internal'].flatMap((side) => {
    const of = childNamed(entry, side);
    return of ? childrenNamed(of, 'Protocol') : [];
  });
  return (type === 'WEB' ? within : [entry])
    .flatMap((one) => ['EwsUrl', 'ASUrl', 'OOFUrl'].map((name) => textOf(one, name)))
    .filter((url) => url !== '');
}

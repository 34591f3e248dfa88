// Refusals of Microsoft Graph and Exchange Web Services in a pasted text: a body, or the exception of a library, whose code, status and
// words stand on lines of their own. Says whose it is and whether it is of mail; what it means is knowledge's, the same as for a check.
import { EXCHANGE_SENTENCES, GRAPH_TOKEN_SENTENCES } from '../knowledge/exchange-sentences.ts';
import { explainHttpRefusal, type HttpRefusal, isHttpErrorCode } from '../knowledge/index.ts';
import type { Explanation } from '../model/finding.ts';
import { exchangeCloudOf, GRAPH_CLOUDS } from '../model/graph-cloud.ts';
import type { HttpProtocol } from '../model/protocol.ts';
import { plainUtterance } from './plain-utterance.ts';
import type { Utterance } from './utterance.ts';

export interface WebRefusal {
  readonly utterance: Utterance;
  /** Best first, at least one. */
  readonly matches: readonly Explanation[];
}

/** A longer text is a log of many requests: no code in it belongs to a status elsewhere. */
const MAX_TEXT = 20_000;

const OF_GRAPH =
  /\bgraph\.microsoft\.|\bmicrosoftgraph\.|\bMicrosoft\.Graph\b|\bMicrosoft Graph\b|\bmsgraph\b|\bODataErrors?\b|\bGraph(?:Service)?(?:Error|Exception)\b|\bGraph (?:API|batch)\b|\bAzureGraph\b|\bcom\.microsoft\.graph\b|\b[A-Z][a-z]{2,9}-(?:Mg|Graph)[A-Z]/;
const OF_EWS =
  /\bExchange\.WebServices\b|\bexchangelib\b|\/(?:ews|EWS|Ews)\/|[Ee]xchange\.asmx|<(?:\w{1,9}:)?ResponseCode>|\bEws[A-Z]|\bEWS\b|\bPhpEws\b|\bexchange\/services\/2006\b|\bThe request failed\. The remote server returned an error: \(/;

/** Requests, permissions and commands of mail; all of EWS is of a mailbox. */
const OF_MAIL =
  /\/(?:me|users\/[^/\s]{1,200})\/(?:messages|mailFolders|sendMail|mailboxSettings)|\bmailFolders\b|\bsendMail\b|\bMail\.(?:Send|Read)|-(?:Mg|Graph)\w{0,20}(?:Mail|Message)|\bmailbox/i;
/** A request for anything but a mailbox or whose it is, and services of Azure that name their errors as Graph does. */
const OF_OTHER_WORK =
  /\/(?:v1\.0|beta)\/(?!(?:me|users\/[^/\s]{1,200})(?:[\s"'`?),]|$))|sharepoint|onedrive|\bTeams\b|\bmanagement\.(?:azure|core)\b|\bvault\.azure\b|\bresource group\b|powerbi|\bdynamics\.com\b|-Mg(?:Team|Site|Drive|Group|Chat|Device|Application|ServicePrincipal)/im;

/** Exchange alone has these, behind whichever door. */
const CODE_OF_EXCHANGE = /^(?:error[a-z]|mailbox|organizationfromtenant)/i;
/** All of Graph has these; the others any service over HTTP. */
const CODE_OF_GRAPH =
  /^(?:invalidauthenticationtoken|compacttoken|authorization_|nopermissionsinaccesstoken|request_|applicationth)/i;
/** They tell of the request that was made, and are known for those of a check alone: an application's ask for other things. */
const OF_THE_REQUEST: ReadonlySet<string> = new Set([
  'errorfoldernotfound',
  'erroritemnotfound',
  'errorinvalidoperation',
  'errorinvalidrequest',
  'errorquotaexceeded',
  'errorschemavalidation',
]);

const NAME = /\b[A-Za-z]{4,60}(?:_[A-Za-z]{4,60})?\b/g;
/** Where a code stands, known or not: one that is not known leaves nothing to the status. */
const ERROR_CODE = /(?:\bcode["']?\s{0,3}[:=]\s{0,3}["']?|ResponseCode>|\berrors\.)Error[A-Z]\w/i;
const STATUS =
  /(?:\bstatus(?:[ _]?code)?["']?\s{0,2}[:=]?\s{0,2}["']?|\bHTTP(?:\/\d(?:\.\d)?)?(?: error| status)?:? |\bCode: |\berror: |[(`]|(?=\b40[13] (?:unauthorized|forbidden)\b))([45]\d\d)(?=[\s,;.})`"']|$)/im;
const STATUS_NAME = /\bstatus ?code["']?\s{0,2}[:=]?\s{0,2}["']?(Unauthorized|Forbidden|TooManyRequests|ServiceUnavailable)\b/i;
const STATUS_NAMED: Readonly<Record<string, number>> = {
  unauthorized: 401,
  forbidden: 403,
  toomanyrequests: 429,
  serviceunavailable: 503,
};
/** What a program's own lines hold is none of the service's words. */
const FRAME = /^\s{0,12}(?:at |File "|in \/).{0,2000}$|https?:\/\/[^\s"'`<>]{1,2000}/gm;

/** IIS on a request that is too large for it (exchangelib): the way to the mailbox is fine. */
const OF_THE_MESSAGE = 507;

interface Told {
  readonly at: number;
  readonly code: string | null;
  readonly status: number | null;
  readonly isSure: boolean;
}

/** Exchange's own header behind OAuth, whichever service the token that it quotes is for. */
const DIAGNOSTICS = /\bx-ms-diagnostics\b.{0,8}\d{7};.{0,400}\berror_category=/i;
/** Exchange puts it beside a 401 and beside nothing else (MS-OXPROTO, MS-XOAUTH §2.2.1). */
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;

function protocolOf(text: string): HttpProtocol | null {
  if (DIAGNOSTICS.test(text)) return 'ews';
  if (OF_GRAPH.test(text)) return 'graph';
  return OF_EWS.test(text) ? 'ews' : null;
}

/** Whether the text speaks of a mailbox over HTTPS, which its links and its port would make another service's. */
export const isOfMailboxOverHttps = (text: string): boolean =>
  text.length <= MAX_TEXT && (protocolOf(text) === 'ews' || (protocolOf(text) === 'graph' && OF_MAIL.test(text)));

function statusIn(text: string): { readonly at: number; readonly status: number | null } {
  const diagnostics = text.search(DIAGNOSTICS);
  if (diagnostics >= 0) return { at: diagnostics, status: UNAUTHORIZED };
  const found = STATUS.exec(text);
  if (found !== null) return { at: found.index, status: Number(found[1]) };
  const named = STATUS_NAME.exec(text);
  return { at: named?.index ?? 0, status: STATUS_NAMED[(named?.[1] ?? '').toLowerCase()] ?? null };
}

/** Where nobody is named, a code is Graph's, if Graph has it, and else EWS's. */
const isCodeAt = (protocol: HttpProtocol | null, code: string): boolean =>
  !OF_THE_REQUEST.has(code.toLowerCase()) &&
  (protocol === null ? isHttpErrorCode('graph', code) || isHttpErrorCode('ews', code) : isHttpErrorCode(protocol, code));

/** The code that says most; null: none that is of mail here. */
function codeIn(text: string, protocol: HttpProtocol | null): Omit<Told, 'status'> | null {
  const isMail = protocol === 'ews' || OF_MAIL.test(text);
  const codes = [...text.matchAll(NAME)].filter(([name]) => isCodeAt(protocol, name));
  const exchanges = codes.find(([name]) => CODE_OF_EXCHANGE.test(name));
  if (exchanges !== undefined) return { at: exchanges.index, code: exchanges[0], isSure: true };
  const sentence = EXCHANGE_SENTENCES.find(
    ({ says, isExchangesAlone }) => (isExchangesAlone === true || protocol !== null) && says.test(text),
  );
  if (sentence !== undefined)
    return { at: text.search(sentence.says), code: sentence.code, isSure: sentence.isExchangesAlone === true };
  const isOfGraphs = isMail || !OF_OTHER_WORK.test(text);
  const graphs = codes.find(([name]) => CODE_OF_GRAPH.test(name));
  if (graphs !== undefined && isOfGraphs) return { at: graphs.index, code: graphs[0], isSure: isMail };
  const ofToken = protocol === 'graph' && isOfGraphs ? GRAPH_TOKEN_SENTENCES.find((says) => says.test(text)) : undefined;
  if (ofToken !== undefined) return { at: text.search(ofToken), code: 'InvalidAuthenticationToken', isSure: false };
  const [anyones] = codes;
  return anyones === undefined || protocol === null || !isMail ? null : { at: anyones.index, code: anyones[0], isSure: false };
}

function toldIn(text: string, protocol: HttpProtocol | null): Told | null {
  const { at, status } = statusIn(text);
  const coded = codeIn(text, protocol);
  if (coded !== null) return { ...coded, status };
  return !isOfMailboxOverHttps(text) || status === null || status === OF_THE_MESSAGE || ERROR_CODE.test(text)
    ? null
    : { at, code: null, status, isSure: false };
}

/** A text that names neither: the impersonation and the mailbox that is not there are EWS's in the first place. */
function protocolByCode({ code }: Told): HttpProtocol {
  const isEws = code !== null && (/^error(?:imperson|nonexistentmailbox)/i.test(code) || !isHttpErrorCode('graph', code));
  return isEws ? 'ews' : 'graph';
}

function hostIn(text: string, protocol: HttpProtocol): string {
  const hosts = [...text.matchAll(/[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}/g)].map(([host]) => host);
  if (protocol === 'graph') return hosts.find((host) => GRAPH_CLOUDS.some((cloud) => cloud.host === host)) ?? '';
  return hosts.find((host) => exchangeCloudOf(host) !== null) ?? '';
}

/** With which the request was made; both, the likelier first, where nothing tells. */
function loginsIn(text: string): readonly ('password' | 'token')[] {
  if (/\bBearer\b|oauth|access[_ ]?token|x-ms-diagnostics|AcquireToken|\bclaims?\b/i.test(text)) return ['token'];
  return /\bBasic\b|\bNTLM\b|(?:Network|Web)Credential|password/i.test(text) ? ['password'] : ['password', 'token'];
}

function explanationsOf(told: Told, protocol: HttpProtocol, text: string): readonly Explanation[] {
  // All that Graph says with 403 of a mailbox, where a program shows the status alone.
  const isForbidden = protocol === 'graph' && told.code === null && told.status === FORBIDDEN;
  const reply = { code: told.status, enhanced: isForbidden ? 'ErrorAccessDenied' : told.code, lines: [text.replace(FRAME, '')] };
  const logins = loginsIn(text);
  const found = logins.flatMap((sent): readonly Explanation[] => {
    const refusal: HttpRefusal = { reply, host: hostIn(text, protocol), sent };
    const known = explainHttpRefusal(protocol, refusal);
    return known === null ? [] : [known];
  });
  const matches = found.filter(({ id }, at) => found.findIndex((other) => other.id === id) === at);
  return told.isSure && matches.length === 1 ? matches : matches.map((match) => ({ ...match, confidence: 'likely' }));
}

/** Null: no refusal of a mailbox over HTTP. Of redacted text. */
export function webRefusalIn(text: string): WebRefusal | null {
  if (text.length > MAX_TEXT) return null;
  const named = protocolOf(text);
  const told = toldIn(text, named);
  if (told === null) return null;
  const protocol = named ?? protocolByCode(told);
  const line = text.slice(0, told.at).split(/\r\n|\n|\r/).length;
  const matches = explanationsOf(told, protocol, text).map((match) => ({ ...match, line }));
  if (matches.length === 0) return null;
  const words = text.slice(told.at).split(/\r\n|\n|\r/, 1)[0] ?? '';
  const utterance = plainUtterance({ speaker: 'server', words }, line);
  return { utterance: { ...utterance, protocol, code: told.status, enhanced: told.code }, matches };
}

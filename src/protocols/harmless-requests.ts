// Whatever may be asked of a service over HTTP, by name: what reads, and nothing that could write, send or change anything there.
// Method, path, headers and body are made here, and judged once more by their form before they go out. Pure.
import type { HttpMessage } from '../net/http-connection.ts';

/** `$select` keeps the answer to what is shown. An `id` is a mailbox's address, of any characters; null: whoever signed in. */
type GraphRequest =
  | { readonly name: 'graph-door' }
  | { readonly name: 'graph-user'; readonly id: string | null }
  | { readonly name: 'graph-inbox'; readonly id: string | null };

type EwsRequest =
  /** `asksForTokens`: with an empty Bearer, to which Exchange Server names its token issuer (Microsoft: hybrid modern authentication). */
  | { readonly name: 'ews-door'; readonly path: string; readonly asksForTokens: boolean }
  | {
      readonly name: 'ews-inbox';
      readonly path: string;
      /** Whose inbox; null: that of whoever logs in, or of who is impersonated. */
      readonly mailbox: string | null;
      readonly impersonated: string | null;
      /** By which Exchange finds the server of the mailbox (X-AnchorMailbox); null: by the login. */
      readonly anchor: string | null;
    };

export type HarmlessRequest = GraphRequest | EwsRequest;

type Makers = { readonly [Name in HarmlessRequest['name']]: (request: Extract<HarmlessRequest, { name: Name }>) => HttpMessage };

const graphGet = (path: string): HttpMessage => ({ method: 'GET', path, headers: { accept: 'application/json' } });
const ownerPath = (id: string | null): string => (id === null ? '/v1.0/me' : `/v1.0/users/${encodeURIComponent(id)}`);

const MAKERS: Makers = {
  'graph-door': () => graphGet('/v1.0/me?$select=id'),
  'graph-user': ({ id }) => graphGet(`${ownerPath(id)}?$select=mail,userPrincipalName`),
  'graph-inbox': ({ id }) => graphGet(`${ownerPath(id)}/mailFolders/inbox?$select=id`),
  'ews-door': ({ path, asksForTokens }) => ({
    method: 'GET',
    path,
    headers: { accept: 'text/xml', ...(asksForTokens ? { authorization: 'Bearer' } : {}) },
  }),
  'ews-inbox': ({ path, mailbox, impersonated, anchor }) => ({
    method: 'POST',
    path,
    headers: {
      accept: 'text/xml',
      'content-type': 'text/xml; charset=utf-8',
      ...(anchor === null || !HEADER_TEXT.test(anchor) ? {} : { 'x-anchormailbox': anchor }),
    },
    body: getInbox(mailbox, impersonated),
  }),
};

const HEADER_TEXT = /^[\x21-\x7e]{1,320}$/;

/** Names on no other way into a document than its own five (XML 1.0 §4.6); controls, which have none, stand in no address. */
const escapeXml = (text: string): string =>
  text
    .replace(/[\u0000-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');

const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const ENVELOPE = `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="${TYPES}" xmlns:m="${MESSAGES}"><s:Header>`;
/** The oldest that has all that is said here: every server with EWS takes it. */
const VERSION = '<t:RequestServerVersion Version="Exchange2007_SP1"/>';
const IMPERSONATION = [
  '<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>',
  '</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>',
] as const;
const OPERATION = '</s:Header><s:Body><m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds>';
const OWN_INBOX = '<t:DistinguishedFolderId Id="inbox"/>';
const INBOX_OF = [
  '<t:DistinguishedFolderId Id="inbox"><t:Mailbox><t:EmailAddress>',
  '</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>',
] as const;
const END = '</m:FolderIds></m:GetFolder></s:Body></s:Envelope>';

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation */
function getInbox(mailbox: string | null, impersonated: string | null): string {
  const header = impersonated === null ? '' : IMPERSONATION.join(escapeXml(impersonated));
  return ENVELOPE + VERSION + header + OPERATION + (mailbox === null ? OWN_INBOX : INBOX_OF.join(escapeXml(mailbox))) + END;
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const withText = (parts: readonly [string, string]): string => parts.map(literally).join('[^<>]*');

/** What goes out whatever was named. */
const GRAPH_PATH = /^\/v1\.0\/(?:me|users\/[A-Za-z0-9%._~!'()*-]+)(?:\/mailFolders\/inbox)?\?\$select=[A-Za-z,]+$/;
const EWS_PATH = /^(?:\/[A-Za-z0-9._~-]+)*\/[A-Za-z0-9_-]+\.asmx$/i;
const GET_INBOX = new RegExp(
  `^${literally(ENVELOPE + VERSION)}(?:${withText(IMPERSONATION)})?${literally(OPERATION)}(?:${literally(OWN_INBOX)}|${withText(INBOX_OF)})${literally(END)}$`,
);

function isHarmless({ method, path, body = '' }: HttpMessage): boolean {
  if (method === 'GET') return (GRAPH_PATH.test(path) || EWS_PATH.test(path)) && body === '';
  return method === 'POST' && EWS_PATH.test(path) && GET_INBOX.test(body);
}

/** Throws where it is not one of the list. */
export function messageOf(request: HarmlessRequest): HttpMessage {
  const make = Object.hasOwn(MAKERS, request.name) ? (MAKERS[request.name] as (request: HarmlessRequest) => HttpMessage) : null;
  const message = make?.(request);
  if (!message || !isHarmless(message)) throw new Error(`no request that is known to be harmless: ${request.name}`);
  return message;
}

/** As a person reads it: the address that was put in, and what a body asks for. */
export function describeRequest(request: HarmlessRequest): string {
  const { method, path } = messageOf(request);
  const line = `${method} ${path.replaceAll('%40', '@')}`;
  if (request.name !== 'ews-inbox') return line;
  const { mailbox, impersonated } = request;
  return `${line} (GetFolder inbox${mailbox === null ? '' : ` of ${mailbox}`}${impersonated === null ? '' : ` as ${impersonated}`})`;
}

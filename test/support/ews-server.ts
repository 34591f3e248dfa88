// Exchange Web Services as far as a check gets to see them, on loopback: the shapes of their answers as documentation and public threads
// have them, and each request counted. Fails whoever asks for anything but reading.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphAnswer, GraphRequest } from './graph-server.ts';
import { startHttpsServer } from './https-server.ts';

export type EwsReply = GraphAnswer;

export interface EwsServer {
  readonly port: number;
  readonly extraRoots: readonly string[];
  readonly requests: readonly GraphRequest[];
  /** Those that bore a login: an empty Bearer is none, and what only opens NTLM has nothing of the password. */
  readonly logins: () => readonly GraphRequest[];
  readonly close: () => Promise<void>;
}

const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const ERRORS = 'http://schemas.microsoft.com/exchange/services/2006/errors';
const MACHINES = { 'x-feserver': 'EXCH02', 'x-calculatedbetarget': 'exch01.contoso.example', 'x-diaginfo': 'EXCH01' };
const XML = { 'content-type': 'text/xml; charset=utf-8', 'request-id': '33086db3-69f9-4cdf-8ffe-ee364539e113', ...MACHINES };

/** ecederstrand/exchangelib issue 221 has the header of Exchange Online. */
export const versionHeader = (version = '15.2.1748.10', name = 'V2017_07_11'): string => {
  const [major, minor, build, revision] = version.split('.');
  return `<h:ServerVersionInfo MajorVersion="${major}" MinorVersion="${minor}" MajorBuildNumber="${build}" MinorBuildNumber="${revision}" Version="${name}" xmlns:h="${TYPES}" xmlns="${TYPES}"/>`;
};

const envelope = (body: string, header = versionHeader()): string =>
  `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation */
export const inboxFound = (version?: string): EwsReply => ({
  status: 200,
  headers: XML,
  body: envelope(
    `<m:GetFolderResponse xmlns:m="${MESSAGES}" xmlns:t="${TYPES}"><m:ResponseMessages><m:GetFolderResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Folders><t:Folder><t:FolderId Id="AQMkAGI=" ChangeKey="AQAAABY="/></t:Folder></m:Folders></m:GetFolderResponseMessage></m:ResponseMessages></m:GetFolderResponse>`,
    versionHeader(version),
  ),
});

export const responseError = (code: string, text: string, more = ''): EwsReply => ({
  status: 200,
  headers: XML,
  body: envelope(
    `<m:GetFolderResponse xmlns:m="${MESSAGES}" xmlns:t="${TYPES}"><m:ResponseMessages><m:GetFolderResponseMessage ResponseClass="Error"><m:MessageText>${text}</m:MessageText><m:ResponseCode>${code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>${more}<m:Folders/></m:GetFolderResponseMessage></m:ResponseMessages></m:GetFolderResponse>`,
  ),
});

/** OfficeDev/ews-managed-api issues 212 and 223. */
export const soapFault = (code: string, text: string, more = '', status = 500): EwsReply => ({
  status,
  headers: XML,
  body: `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode xmlns:a="${TYPES}">a:${code}</faultcode><faultstring xml:lang="en-US">${text}</faultstring><detail><e:ResponseCode xmlns:e="${ERRORS}">${code}</e:ResponseCode><e:Message xmlns:e="${ERRORS}">${text}</e:Message>${more}</detail></s:Fault></s:Body></s:Envelope>`,
});

/** "EWS throttling in Exchange" has it. */
export const backOff = (ms: number): string =>
  `<t:MessageXml xmlns:t="${TYPES}"><t:Value Name="BackOffMilliseconds">${ms}</t:Value></t:MessageXml>`;

const BEARER =
  'Bearer client_id="00000002-0000-0ff1-ce00-000000000000", trusted_issuers="00000001-0000-0000-c000-000000000000@*", token_types="app_asserted_user_v1 service_asserted_app_v1", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"';

/** A test log of Microsoft's OAuth between organisations has the challenge of outlook.office365.com so, without a blank after the comma. */
export const ONLINE_DOOR: EwsReply = {
  status: 401,
  headers: { 'www-authenticate': `${BEARER},Basic Realm=""`, ...MACHINES },
};
/** gautamsi/ews-javascript-api issue 15. */
export const SERVER_DOOR: EwsReply = { status: 401, headers: { 'www-authenticate': 'Negotiate, NTLM', ...MACHINES } };
export const BASIC_DOOR: EwsReply = {
  status: 401,
  headers: { 'www-authenticate': 'Basic realm="mail.contoso.example"', 'x-owa-version': '15.1.2507.39', ...MACHINES },
};
/** MicrosoftDocs: "How to configure Exchange Server on-premises to use hybrid modern authentication", asked with an empty Bearer. */
export const TOKEN_DOOR: EwsReply = { status: 401, headers: { 'www-authenticate': `${BEARER}, Negotiate, NTLM`, ...MACHINES } };

/** `2000003;reason="The audience claim value is invalid 'aud'.";error_category="invalid_resource"` */
export const refusedLogin = (diagnostics?: string): EwsReply => ({
  status: 401,
  headers: {
    'www-authenticate': `${BEARER}, error="invalid_token",Basic Realm="",Basic Realm=""`,
    ...(diagnostics === undefined ? {} : { 'x-ms-diagnostics': diagnostics }),
    ...MACHINES,
  },
});

export interface EwsScript {
  readonly door?: EwsReply;
  /** To an empty Bearer. */
  readonly tokenDoor?: EwsReply;
  readonly inbox?: EwsReply | ((request: GraphRequest) => EwsReply);
}

const READING =
  /^<\?xml[^>]*><s:Envelope [^>]*><s:Header><t:RequestServerVersion Version="[A-Za-z0-9_]+"\/>(?:<t:ExchangeImpersonation>.*<\/t:ExchangeImpersonation>)?<\/s:Header><s:Body><m:GetFolder><m:FolderShape><t:BaseShape>IdOnly<\/t:BaseShape><\/m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="inbox"(?:\/>|>.*<\/t:DistinguishedFolderId>)<\/m:FolderIds><\/m:GetFolder><\/s:Body><\/s:Envelope>$/;

const isReading = ({ method, path, body }: GraphRequest): boolean =>
  /\.asmx$/i.test(path) && ((method === 'GET' && body === '') || (method === 'POST' && READING.test(body)));

function isLogin({ headers: { authorization } }: GraphRequest): boolean {
  if (authorization === undefined || authorization === 'Bearer') return false;
  const [scheme, token = ''] = authorization.split(' ');
  return scheme !== 'NTLM' || Buffer.from(token, 'base64').at(8) === 3;
}

export async function startEwsServer(
  script: EwsScript = {},
  names: readonly string[] = ['outlook.office365.com'],
): Promise<EwsServer> {
  const requests: GraphRequest[] = [];
  const answerTo = (request: GraphRequest): EwsReply => {
    if (!isReading(request)) return { status: 500, body: 'a check must not ask for this' };
    const { door = ONLINE_DOOR, tokenDoor, inbox = inboxFound() } = script;
    if (request.method === 'GET') return request.headers.authorization === 'Bearer' ? (tokenDoor ?? door) : door;
    return typeof inbox === 'function' ? inbox(request) : inbox;
  };
  const server = await startHttpsServer(names, (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const got = { method, path, headers, body: Buffer.concat(chunks).toString() };
      requests.push(got);
      const answer = answerTo(got);
      if (answer.act) return answer.act(response);
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
    });
  });
  return {
    port: server.fetch.connectTo.port,
    extraRoots: server.fetch.extraRoots,
    requests,
    logins: () => requests.filter(isLogin),
    close: async () => {
      await server.close();
      const wrong = requests.filter((request) => !isReading(request));
      if (wrong.length > 0)
        throw new Error(
          `the check asked for more than reading: ${wrong.map(({ method, path, body }) => `${method} ${path} ${body}`)}`,
        );
    },
  };
}

/** The second message of NTLM (MS-NLMP §2.2.1.2), with target information. */
export function ntlmChallenge(): string {
  const pair = (id: number, text: string): Buffer => {
    const value = Buffer.from(text, 'utf16le');
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(value.length, 2);
    return Buffer.concat([head, value]);
  };
  const info = Buffer.concat([pair(2, 'CONTOSO'), pair(1, 'EXCH01'), Buffer.alloc(4)]);
  const name = Buffer.from('CONTOSO', 'utf16le');
  const head = Buffer.alloc(48);
  head.write('NTLMSSP\0', 'latin1');
  head.writeUInt32LE(2, 8);
  head.writeUInt16LE(name.length, 12);
  head.writeUInt16LE(name.length, 14);
  head.writeUInt32LE(48, 16);
  head.writeUInt32LE(0x00888205, 20);
  createHash('sha256').update('challenge').digest().copy(head, 24, 0, 8);
  head.writeUInt16LE(info.length, 40);
  head.writeUInt16LE(info.length, 42);
  head.writeUInt32LE(48 + name.length, 44);
  return Buffer.concat([head, name, info]).toString('base64');
}

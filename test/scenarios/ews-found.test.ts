// A mailbox whose EWS is at no known provider: where its domain's Autodiscover, as local HTTPS servers play it, leads a check, and whether
// the login follows. What is no such answer is data, and the failing case says where to look.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { checkFoundHost } from '../../src/check/check.ts';
import { findEwsHost } from '../../src/discover/ews-host.ts';
import { findHost } from '../../src/discover/found-host.ts';
import { findPublishedEws, type PublishedEws } from '../../src/discover/published-ews.ts';
import { Secret } from '../../src/model/secret.ts';
import { Deadline } from '../../src/net/deadline.ts';
import { DEFAULT_REQUEST, type PlanRequest } from '../../src/request/plan.ts';
import { parseTarget } from '../../src/request/target.ts';
import { startDnsServer, type TestDnsServer } from '../support/dns-server.ts';
import { BASIC_DOOR, type EwsServer, startEwsServer } from '../support/ews-server.ts';
import { startHttpsServer, type TestHttpsServer } from '../support/https-server.ts';

const MAILBOX = 'alice+x@contoso.example';
const SERVER = 'mail.contoso.example';
const FOREIGN = 'ews.hoster.example';
const NAMES = ['contoso.example', 'autodiscover.contoso.example', 'www.attacker.example', 'autodiscover.attacker.example'];

interface Answer {
  readonly status?: number;
  readonly location?: string;
  readonly body?: string;
}
type Answers = Readonly<Record<string, Answer>>;

const JSON_UNDER = 'autodiscover.contoso.example /autodiscover/autodiscover.json';
const JSON_ROOT = 'contoso.example /autodiscover/autodiscover.json';
const XML_UNDER = 'autodiscover.contoso.example /autodiscover/autodiscover.xml';
const ELSEWHERE = 'www.attacker.example /x';
const json = (url: string): Answer => ({ body: JSON.stringify({ Protocol: 'Ews', Url: url }) });
const QUERY = '?Email=alice%2Bx%40contoso.example&Protocol=Ews&RedirectCount=1';
const urlAt = (host: string): string => `https://${host}/EWS/Exchange.asmx`;
const account = (inner: string): Answer => ({
  body: `<Autodiscover><Response><Account>${inner}</Account></Response></Autodiscover>`,
});
const xml = (...urls: readonly string[]): Answer =>
  account(
    `<Action>settings</Action>${urls.map((url) => `<Protocol><Type>EXPR</Type><EwsUrl>${url}</EwsUrl></Protocol>`).join('')}`,
  );
const LOGIN_WANTED: Answer = { status: 401 };

let answers: Answers = {};
const secrets: string[] = [];
let https: TestHttpsServer;
let dns: TestDnsServer;
let ews: EwsServer;
before(async () => {
  https = await startHttpsServer(NAMES, (request, response) => {
    for (const name of ['authorization', 'cookie', 'proxy-authorization']) if (name in request.headers) secrets.push(name);
    request.resume();
    const {
      status,
      location,
      body = '',
    } = answers[`${request.headers.host} ${request.url?.replace(/\?.*/, '')}`] ?? { status: 404 };
    response.on('error', () => undefined);
    response.writeHead(status ?? (location ? 302 : 200), location ? { location } : {}).end(body);
  });
  dns = await startDnsServer({
    'contoso.example': { MX: [[10, 'mx.contoso.example']] },
    [SERVER]: { A: ['127.0.0.1'] },
    [FOREIGN]: { A: ['127.0.0.1'] },
  });
  ews = await startEwsServer({ door: BASIC_DOOR }, [SERVER, FOREIGN]);
});
after(async () => {
  await https.close();
  await dns.close();
  await ews.close();
});

const request = (): PlanRequest => ({
  ...DEFAULT_REQUEST,
  ...{ protocol: 'ews', dnsServer: dns, ports: [ews.port], timeouts: { ...DEFAULT_REQUEST.timeouts, totalMs: 60_000 } },
  tls: { ...DEFAULT_REQUEST.tls, extraRoots: ews.extraRoots },
  credentials: { user: MAILBOX, password: new Secret('Tr0ub4dor&3-and-more'), token: null, oauth: null, notices: [] },
});
const searching = () => ({ fetch: https.fetch, documentsMs: 60_000 });

async function search(given: Answers): Promise<PublishedEws> {
  answers = given;
  const signal = AbortSignal.timeout(60_000);
  const options = { user: 'alice+x', signal, timeoutMs: 60_000, client: null, fetch: https.fetch };
  return findPublishedEws('contoso.example', options);
}

/** The whole search. A text: not found. */
async function find(given: Answers, more: Partial<PlanRequest> = {}) {
  answers = given;
  const deadline = new Deadline(60_000);
  try {
    return await findEwsHost(parseTarget(MAILBOX), { ...request(), ...more }, deadline, searching());
  } finally {
    deadline.release();
  }
}

const AT = '/EWS/Exchange.asmx';
const FOUND: readonly (readonly [title: string, given: Answers, expected: string])[] = [
  [
    'below the domain',
    { [JSON_UNDER]: json(urlAt(SERVER)) },
    `${SERVER}${AT} own-domain (Autodiscover at autodiscover.contoso.example)`,
  ],
  ['at the domain itself', { [JSON_ROOT]: json(urlAt(SERVER)) }, `${SERVER}${AT} own-domain (Autodiscover at contoso.example)`],
  [
    'the domain names a host of another',
    { [JSON_UNDER]: json(urlAt(FOREIGN)) },
    `${FOREIGN}${AT} https-document (Autodiscover at autodiscover.contoso.example)`,
  ],
  [
    'a redirect within the domain',
    {
      [JSON_ROOT]: { location: 'https://autodiscover.contoso.example/y' },
      'autodiscover.contoso.example /y': json(urlAt(FOREIGN)),
    },
    `${FOREIGN}${AT} https-document (Autodiscover at contoso.example, redirected to autodiscover.contoso.example)`,
  ],
  [
    'a redirect out of the domain',
    { [JSON_UNDER]: { location: 'https://www.attacker.example/x' }, [ELSEWHERE]: json(urlAt(FOREIGN)) },
    `${FOREIGN}${AT} null (Autodiscover at autodiscover.contoso.example, redirected to www.attacker.example)`,
  ],
  [
    'a redirect out of the domain that names a host below it',
    { [JSON_UNDER]: { location: 'https://www.attacker.example/x' }, [ELSEWHERE]: json(urlAt(SERVER)) },
    `${SERVER}${AT} own-domain (Autodiscover at autodiscover.contoso.example, redirected to www.attacker.example)`,
  ],
  [
    "the domain's own word before a redirected one",
    {
      [JSON_UNDER]: { location: 'https://www.attacker.example/x' },
      [ELSEWHERE]: json(urlAt(FOREIGN)),
      [JSON_ROOT]: json(urlAt(SERVER)),
    },
    `${SERVER}${AT} own-domain (Autodiscover at contoso.example)`,
  ],
  [
    'public plain XML',
    { [XML_UNDER]: xml('http://a.example/', urlAt(SERVER)) },
    `${SERVER}${AT} own-domain (Autodiscover at autodiscover.contoso.example)`,
  ],
  [
    'plain XML that redirects to another domain',
    {
      [XML_UNDER]: account('<Action>redirectAddr</Action><RedirectAddr>a@attacker.example</RedirectAddr>'),
      'autodiscover.attacker.example /autodiscover/autodiscover.xml': xml(urlAt(FOREIGN)),
    },
    `${FOREIGN}${AT} null (Autodiscover at autodiscover.contoso.example, redirected to autodiscover.attacker.example)`,
  ],
  [
    'JSON before plain XML',
    { [JSON_ROOT]: json(urlAt(SERVER)), [XML_UNDER]: xml(urlAt(FOREIGN)) },
    `${SERVER}${AT} own-domain (Autodiscover at contoso.example)`,
  ],
];

const BY_HAND =
  /name the EWS URL of the server \(Outlook: .*Test E-mail AutoConfiguration; Exchange: Get-WebServicesVirtualDirectory \| fl \*Url\*\)$/;
const NOT_FOUND: readonly (readonly [title: string, given: Answers, why: RegExp])[] = [
  ['nothing is there', {}, /^$/],
  [
    'a login is wanted',
    { [XML_UNDER]: LOGIN_WANTED },
    /^autodiscover\.contoso\.example: HTTP 401: it asks for a login, and none was sent$/,
  ],
  ['a web page', { [JSON_ROOT]: { body: '<html>' } }, /^contoso\.example: a web page stands there, no JSON$/],
  ['without end', { [JSON_UNDER]: { body: ' '.repeat(200_000) } }, /^autodiscover\.contoso\.example: too large$/],
  [
    'http:',
    { [JSON_UNDER]: json(`http://${SERVER}${AT}`) },
    /"http:\/\/mail\.contoso\.example\/EWS\/Exchange\.asmx", is no https: URL/,
  ],
  ['a redirect to http:', { [JSON_UNDER]: { location: `http://${SERVER}/x` } }, /which is not followed/],
  ['a redirect to this machine', { [JSON_UNDER]: { location: 'https://localhost/x' } }, /which is not followed/],
  [
    'a redirect in a circle',
    {
      [JSON_UNDER]: {
        location: `https://autodiscover.contoso.example/autodiscover/autodiscover.json${QUERY}`,
      },
    },
    /it redirects without end/,
  ],
  ['an odd path in plain XML', { [XML_UNDER]: xml(`https://${SERVER}/EWS/%00.asmx`) }, /is no https: URL/],
];

describe('the EWS of a mailbox by its domain', () => {
  for (const [title, given, expected] of FOUND)
    it(title, async () => {
      const { service } = await search(given);
      assert.ok(service);
      assert.equal(`${service.host}${service.path} ${service.proof} (${service.detail})`, expected);
    });
  for (const [title, given, why] of NOT_FOUND)
    it(`not found: ${title}`, async () => {
      const found = await search(given);
      assert.ok(found.service === null);
      assert.match(found.faults.join('; '), why);
    });

  it('says where to look where it is not found, and what stood in the way', async () => {
    const said = await find({ [JSON_ROOT]: { body: '<html>' } });
    assert.ok(typeof said === 'string');
    assert.match(said, /its Autodiscover names no EWS without a login \(contoso\.example: a web page stands there, no JSON\): /);
    assert.match(said, BY_HAND);
  });

  it('asks as Outlook does, with the address encoded', async () => {
    const from = https.requests.length;
    await search({});
    assert.ok(https.requests.slice(from).includes(`${JSON_UNDER}${QUERY}`));
  });

  it('asks nothing past a proxy, and says so', async () => {
    const from = https.requests.length;
    const proxy = { kind: 'http', host: '127.0.0.1', port: 9, user: null, password: null } as unknown as PlanRequest['proxy'];
    const said = await find({ [JSON_UNDER]: json(urlAt(SERVER)) }, { proxy });
    assert.ok(typeof said === 'string');
    assert.match(said, /through a proxy no Autodiscover is asked/);
    assert.equal(https.requests.length, from);
  });

  for (const [title, given, host, status, shown] of [
    [
      'a login goes where the domain says',
      { [JSON_UNDER]: json(`https://${SERVER}/ews/v2/Exchange.asmx`) },
      SERVER,
      'accepted',
      1,
    ],
    ['a login goes to a host of another that the domain names', { [JSON_UNDER]: json(urlAt(FOREIGN)) }, FOREIGN, 'accepted', 1],
    [
      'no login goes where another domain says',
      { [JSON_UNDER]: { location: 'https://www.attacker.example/x' }, [ELSEWHERE]: json(urlAt(FOREIGN)) },
      ...[FOREIGN, 'skipped', 0],
    ],
  ] as const satisfies readonly (readonly [string, Answers, string, string, number])[])
    it(title, async () => {
      answers = given;
      const [before, asked] = [ews.logins().length, ews.requests.length];
      const deadline = new Deadline(60_000);
      try {
        const found = await findHost(parseTarget(MAILBOX), request(), deadline, searching());
        const { report } = await checkFoundHost(found, deadline);
        const said = report.findings.map(({ id, title: text }) => `${id}: ${text}`).join('\n');
        assert.equal(found.target.host, host);
        assert.equal(report.credentials?.status, status, said);
        assert.equal(ews.logins().length - before, shown, said);
        assert.ok(ews.requests.length > asked);
        assert.ok(ews.requests.slice(asked).every(({ path }) => path === found.target.path));
      } finally {
        deadline.release();
      }
    });

  it('and nobody is sent a login on the way', () => assert.deepEqual(secrets, []));
});

// The documents in which domains publish their mail settings, good and broken, as local HTTPS servers play them: which servers
// are read out of each, whether these may have a login, and what is said of one that is no document.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, before, test } from 'node:test';
import { type Candidate, orderCandidates } from '../../../src/discover/candidate.ts';
import { discover } from '../../../src/discover/discover.ts';
import {
  askPublished,
  askPublishedOfMx,
  candidatesOfPublished,
  type PublishedDocuments,
} from '../../../src/discover/published.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { DnsClient } from '../../../src/net/dns/client.ts';
import { startDnsServer, type TestDnsServer, type Zone } from '../../support/dns-server.ts';
import { startHttpsServer, type TestHttpsServer } from '../../support/https-server.ts';

/** Hosts that the test's certificate is for; all others fail to verify, as they should. */
const NAMES = [
  'own.example',
  '*.own.example',
  'autoconfig.own.example',
  'autodiscover.own.example',
  'ua-auto-config.own.example',
  'autoconfig.hoster.example',
  'autodiscover.hoster.example',
  'portal.elsewhere.example',
  'login.own.example',
];

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly location?: string;
  readonly body?: string;
}
/** By `host path`, without the query. */
type Answers = Readonly<Record<string, Answer>>;

const AUTOCONFIG = 'autoconfig.own.example /mail/config-v1.1.xml';
const WELL_KNOWN = 'own.example /.well-known/autoconfig/mail/config-v1.1.xml';
const AUTODISCOVER = 'autodiscover.own.example /autodiscover/autodiscover.xml';
const AUTODISCOVER_ROOT = 'own.example /autodiscover/autodiscover.xml';
const PACC = 'ua-auto-config.own.example /.well-known/user-agent-configuration.json';

const server = (host: string, port = 465, socketType = 'SSL') =>
  `<outgoingServer type="smtp"><hostname>${host}</hostname><port>${port}</port><socketType>${socketType}</socketType>` +
  '<authentication>password-cleartext</authentication><username>%EMAILADDRESS%</username></outgoingServer>';
const autoconfig = (servers: string, more = '') =>
  `<?xml version="1.0"?>\n<clientConfig version="1.1"><emailProvider id="own.example"><domain>own.example</domain>${servers}</emailProvider>${more}</clientConfig>`;
const account = (inner: string) =>
  '<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">' +
  `<Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">${inner}</Response></Autodiscover>`;
const settings = (host: string, port = 465, more = '<SSL>on</SSL>') =>
  account(
    `<Account><AccountType>email</AccountType><Action>settings</Action><Protocol><Type>SMTP</Type><Server>${host}</Server><Port>${port}</Port>${more}</Protocol></Account>`,
  );
const pacc = (protocols: unknown, authentication: unknown = { password: true }) =>
  JSON.stringify({ protocols, authentication, info: { provider: { name: 'Own' } } });
const digestOf = (body: string) => `v=UAAC1; a=sha256; d=${createHash('sha256').update(body).digest('base64')}`;

interface Case {
  readonly title: string;
  readonly answers: Answers;
  /** TXT records of PACC. */
  readonly records?: readonly string[];
  /** The domain's MX host. */
  readonly mx?: string;
  /** `smtp host:port mode source proof`, in their order. */
  readonly found?: readonly string[];
  /** What is said of the documents that are none. */
  readonly said?: readonly RegExp[];
}

const goodPacc = pacc(
  { smtp: { host: 'smtp.own.example' }, imap: { host: 'imap.own.example' }, jmap: { url: 'https://jmap.own.example' } },
  { 'oauth-public': { issuer: 'https://login.own.example' } },
);
const hosted = 'smtp.hoster.example';

const CASES: readonly Case[] = [
  {
    title: 'autoconfig, with implicit TLS and STARTTLS',
    answers: { [AUTOCONFIG]: { body: autoconfig(server('smtp.own.example', 587, 'STARTTLS') + server('smtp.own.example')) } },
    found: ['smtp smtp.own.example:465 tls autoconfig own-domain', 'smtp smtp.own.example:587 starttls autoconfig own-domain'],
  },
  {
    title: 'autoconfig in the well-known place, naming a host elsewhere',
    answers: { [WELL_KNOWN]: { body: autoconfig(server(hosted)) } },
    found: [`smtp ${hosted}:465 tls autoconfig https-document`],
  },
  {
    title: 'autoconfig of version 1.2 with servers of other kinds',
    answers: {
      [AUTOCONFIG]: {
        body: autoconfig(
          `<incomingServer type="jmap"><url>https://jmap.own.example</url></incomingServer>${server('smtp.own.example')}`,
        ).replace('1.1', '1.2'),
      },
    },
    found: ['smtp smtp.own.example:465 tls autoconfig own-domain'],
  },
  {
    title: 'autoconfig without encryption is read as that',
    answers: { [AUTOCONFIG]: { body: autoconfig(server('smtp.own.example', 25, 'plain')) } },
    found: ['smtp smtp.own.example:25 plain autoconfig own-domain'],
  },
  {
    title: 'autoconfig of the wrong content type',
    answers: { [AUTOCONFIG]: { type: 'application/octet-stream', body: autoconfig(server('smtp.own.example')) } },
    found: ['smtp smtp.own.example:465 tls autoconfig own-domain'],
  },
  {
    title: 'a login page that answers 200 to everything',
    answers: Object.fromEntries(
      [AUTOCONFIG, WELL_KNOWN, AUTODISCOVER, AUTODISCOVER_ROOT, PACC].map((place) => [
        place,
        { type: 'text/html', body: '<!DOCTYPE html><html><body><form>Password: <input></form></body></html>' },
      ]),
    ),
    said: [/HTML page/, /HTML page/, /HTML page/, /HTML page/, /web page stands there, no JSON/],
  },
  {
    title: 'an entity bomb',
    answers: {
      [AUTOCONFIG]: {
        body: `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${autoconfig(server('&b;.own.example'))}`,
      },
    },
    said: [/document type/],
  },
  {
    title: 'an external entity',
    answers: { [AUTODISCOVER]: { body: `<!DOCTYPE x SYSTEM "file:///etc/passwd">${settings('smtp.own.example')}` } },
    said: [/document type/],
  },
  {
    title: 'XML of a thousand levels',
    answers: { [AUTOCONFIG]: { body: `<clientConfig>${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}</clientConfig>` } },
    said: [/too many elements, or too deep/],
  },
  { title: 'XML that breaks off', answers: { [AUTOCONFIG]: { body: '<clientConfig><emailProvider>' } }, said: [/ends within/] },
  {
    title: 'XML of some other kind',
    answers: { [AUTOCONFIG]: { body: '<rss><channel/></rss>' }, [AUTODISCOVER]: { body: '<rss><channel/></rss>' } },
    said: [/no autoconfig file/, /no Autodiscover response/],
  },
  {
    title: 'control characters and another host in a name',
    answers: { [AUTOCONFIG]: { body: autoconfig(server('smtp.own.example\u001b[2J')) } },
    said: [],
  },
  { title: 'an empty document', answers: { [AUTOCONFIG]: { body: '' } }, said: [/empty/] },
  { title: 'five megabytes', answers: { [AUTOCONFIG]: { body: 'x'.repeat(5_000_000) } }, said: [/too large/] },
  {
    title: 'an error of the server',
    answers: { [AUTOCONFIG]: { status: 503, body: autoconfig(server(hosted)) } },
    said: [/HTTP 503/],
  },
  {
    title: 'a redirect within the domain',
    answers: {
      [AUTOCONFIG]: { status: 301, location: 'https://own.example/.well-known/autoconfig/mail/config-v1.1.xml' },
      [WELL_KNOWN]: { body: autoconfig(server(hosted)) },
    },
    found: [`smtp ${hosted}:465 tls autoconfig https-document`],
  },
  {
    title: 'a redirect to a foreign host: read, and no proof for a login',
    answers: {
      [AUTOCONFIG]: { status: 302, location: 'https://portal.elsewhere.example/mail.xml' },
      'portal.elsewhere.example /mail.xml': { body: autoconfig(server(hosted)) },
    },
    found: [`smtp ${hosted}:465 tls autoconfig null`],
  },
  {
    title: 'a redirect to a foreign host and back is as foreign',
    answers: {
      [AUTOCONFIG]: { status: 302, location: 'https://portal.elsewhere.example/mail.xml' },
      'portal.elsewhere.example /mail.xml': { status: 302, location: 'https://own.example/open' },
      'own.example /open': { body: autoconfig(server(hosted)) },
    },
    found: [`smtp ${hosted}:465 tls autoconfig null`],
  },
  {
    title: 'a redirect to plaintext HTTP',
    answers: { [AUTOCONFIG]: { status: 302, location: 'http://autoconfig.own.example/mail/config-v1.1.xml' } },
    said: [/"http:\/\/autoconfig\.own\.example\/mail\/config-v1\.1\.xml", which is not followed/],
  },
  {
    title: 'a redirect to an address and to a port',
    answers: {
      [AUTOCONFIG]: { status: 302, location: 'https://192.0.2.1/mail.xml' },
      [WELL_KNOWN]: { status: 302, location: 'https://own.example:8443/mail.xml' },
    },
    said: [/not followed/, /not followed/],
  },
  {
    title: 'a redirect to itself',
    answers: { [WELL_KNOWN]: { status: 302, location: `https://${WELL_KNOWN.replace(' ', '')}` } },
    said: [/without end/],
  },
  {
    title: 'a host whose certificate is for another name',
    answers: { [AUTOCONFIG]: { status: 302, location: 'https://not-in-the-certificate.example/mail.xml' } },
    said: [/ERR_TLS_CERT_ALTNAME_INVALID/],
  },
  {
    title: 'Autodiscover, with the kind of encryption by its port',
    answers: {
      [AUTODISCOVER]: { body: settings('smtp.own.example', 587) },
      [AUTODISCOVER_ROOT]: { status: 404 },
    },
    found: ['smtp smtp.own.example:587 starttls autodiscover own-domain'],
  },
  {
    title: 'Autodiscover with Encryption, and one without any',
    answers: { [AUTODISCOVER_ROOT]: { body: settings(hosted, 2465, '<Encryption>SSL</Encryption>') } },
    found: [`smtp ${hosted}:2465 tls autodiscover https-document`],
  },
  {
    title: 'Autodiscover with SSL off',
    answers: { [AUTODISCOVER]: { body: settings(hosted, 25, '<SSL>off</SSL>') } },
    found: [`smtp ${hosted}:25 plain autodiscover https-document`],
  },
  {
    title: 'Autodiscover that wants a login, and gets none',
    answers: { [AUTODISCOVER]: { status: 401 } },
    said: [/HTTP 401: it asks for a login, and none was sent/],
  },
  {
    title: 'Autodiscover that redirects by URL within the domain',
    answers: {
      [AUTODISCOVER]: {
        body: account(
          '<Account><Action>redirectUrl</Action><RedirectUrl>https://login.own.example/autodiscover/autodiscover.xml</RedirectUrl></Account>',
        ),
      },
      'login.own.example /autodiscover/autodiscover.xml': { body: settings(hosted) },
    },
    found: [`smtp ${hosted}:465 tls autodiscover https-document`],
  },
  {
    title: 'Autodiscover that redirects to an address at a hoster: no proof',
    answers: {
      [AUTODISCOVER]: {
        body: account('<Account><Action>redirectAddr</Action><RedirectAddr>a@hoster.example</RedirectAddr></Account>'),
      },
      'autodiscover.hoster.example /autodiscover/autodiscover.xml': { body: settings(hosted) },
    },
    found: [`smtp ${hosted}:465 tls autodiscover null`],
  },
  {
    title: 'Autodiscover that redirects to plaintext, and round in a circle',
    answers: {
      [AUTODISCOVER]: {
        body: account('<Account><Action>redirectUrl</Action><RedirectUrl>http://own.example/x</RedirectUrl></Account>'),
      },
      [AUTODISCOVER_ROOT]: {
        body: account(
          `<Account><Action>redirectUrl</Action><RedirectUrl>https://${AUTODISCOVER_ROOT.replace(' ', '')}</RedirectUrl></Account>`,
        ),
      },
    },
    said: [/without end/, /no https: URL/],
  },
  {
    title: 'Autodiscover that answers with an error',
    answers: { [AUTODISCOVER]: { body: account('<Error><ErrorCode>600</ErrorCode><Message>Invalid Request</Message></Error>') } },
    said: [/error 600 Invalid Request/],
  },
  {
    title: 'PACC, with its digest in DNS',
    answers: { [PACC]: { type: 'application/json', body: goodPacc } },
    records: ['v=something else', digestOf('an older document'), digestOf(goodPacc)],
    found: ['smtp smtp.own.example:465 tls pacc own-domain', 'imap imap.own.example:993 tls pacc own-domain'],
  },
  {
    title: 'PACC without a record, or with another digest, is not used',
    answers: { [PACC]: { type: 'application/json', body: goodPacc } },
    records: [digestOf('another document')],
  },
  {
    title: 'PACC that is no JSON',
    answers: { [PACC]: { type: 'application/json', body: '{"protocols":' } },
    said: [/well-formed JSON/],
  },
  {
    title: 'PACC with a host that is none',
    answers: { [PACC]: { type: 'application/json', body: pacc({ smtp: { host: 'smtp own' } }) } },
    said: [/"protocols\.smtp\.host" is no host name/],
  },
  {
    title: 'the file of the domain behind the MX: likely, and no proof',
    answers: { 'autoconfig.hoster.example /mail/config-v1.1.xml': { body: autoconfig(server(hosted)) } },
    mx: 'mx1.hoster.example',
    found: [`smtp ${hosted}:465 tls mx-autoconfig null`],
  },
];

function play(answers: Answers) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    request.resume();
    const answer = answers[`${request.headers.host} ${request.url?.replace(/\?.*/, '')}`];
    const { status = answer ? 200 : 404, type = 'text/xml', location, body = '' } = answer ?? {};
    response.on('error', () => undefined);
    response.writeHead(status, { 'content-type': type, ...(location && { location }) }).end(body);
  };
}

const whysOf = ({ pacc: lookup, autoconfig: files, autodiscover: answers }: PublishedDocuments): string[] =>
  [
    ...files.map(({ document, file }) => ({ document, file })),
    ...answers.map(({ document, answer }) => ({ document, file: answer })),
    lookup,
  ]
    .filter(({ document }) => document.status !== 'absent')
    .flatMap(({ document, file }) => document.why ?? (file && !file.ok ? file.why : []));

let answers: Answers = {};
const zone: Zone = {};
let https: TestHttpsServer;
let dns: TestDnsServer;
before(async () => {
  https = await startHttpsServer(NAMES, (request, response) => play(answers)(request, response));
  dns = await startDnsServer(zone);
});
after(async () => {
  await https.close();
  await dns.close();
});

const lineOf = ({ protocol, host, port, mode, source, proof }: Candidate): string =>
  `${protocol} ${host}:${port} ${mode} ${source} ${proof}`;

for (const { title, records = [], found = [], said = [], mx, ...given } of CASES) {
  test(title, async () => {
    answers = given.answers;
    zone['_ua-auto-config.own.example'] = { TXT: records };
    const deadline = new Deadline(60_000);
    const client = new DnsClient([dns], deadline);
    const options = { user: 'ada', signal: deadline.signal, timeoutMs: 30_000, client: null, fetch: https.fetch };
    try {
      const documents = await askPublished('own.example', client, options);
      const whys = whysOf(documents);
      assert.equal(whys.length, said.length, whys.join('; '));
      said.forEach((pattern, at) => {
        assert.match(whys[at] ?? '', pattern);
      });
      const ofMx = mx === undefined ? [] : await askPublishedOfMx(mx, 'own.example', options);
      const candidates = orderCandidates([...candidatesOfPublished(documents, 'own.example'), ...ofMx]);
      assert.deepEqual(candidates.map(lineOf), found);
    } finally {
      client.close();
      deadline.release();
    }
  });
}

test('a search asks for all of them, and says who named an issuer of tokens', async () => {
  answers = {
    [PACC]: { type: 'application/json', body: goodPacc },
    [AUTOCONFIG]: {
      body: autoconfig(server(hosted), '<oAuth2><issuer>login.own.example</issuer><scope>mail</scope></oAuth2>'),
    },
  };
  zone['own.example'] = { MX: [[10, 'mx1.own.example']] };
  zone['_ua-auto-config.own.example'] = { TXT: [digestOf(goodPacc)] };
  const deadline = new Deadline(60_000);
  const found = await discover(
    { user: 'ada', domain: 'own.example' },
    { dnsServer: dns, httpAllowed: true, fetch: https.fetch, documentsMs: 60_000 },
    deadline,
  );
  deadline.release();
  assert.deepEqual(found.candidates.filter(({ confidence }) => confidence !== 'guess').map(lineOf), [
    'smtp smtp.own.example:465 tls pacc own-domain',
    `smtp ${hosted}:465 tls autoconfig https-document`,
    'imap imap.own.example:993 tls pacc own-domain',
  ]);
  assert.deepEqual(found.oauth, [
    { issuer: 'https://login.own.example', scopes: [], source: 'PACC document' },
    { issuer: 'login.own.example', scopes: ['mail'], source: 'autoconfig file at autoconfig.own.example' },
  ]);
});

test('a search follows the SRV record of Autodiscover, which anybody may have forged: no proof, and not whose mailbox it is', async () => {
  const asked: string[] = [];
  answers = { 'autodiscover.hoster.example /autodiscover/autodiscover.xml': { body: settings(hosted) } };
  const posting = (request: IncomingMessage, response: ServerResponse): void => {
    request.on('data', (body) => asked.push(`${request.headers.host} ${body}`));
    play(answers)(request, response);
  };
  const server = await startHttpsServer(NAMES, posting);
  zone['own.example'] = { MX: [[10, 'mx1.own.example']] };
  zone['_autodiscover._tcp.own.example'] = { SRV: [[0, 0, 443, 'autodiscover.hoster.example']] };
  const deadline = new Deadline(60_000);
  const found = await discover(
    { user: 'ada', domain: 'own.example' },
    { dnsServer: dns, httpAllowed: true, fetch: server.fetch, documentsMs: 60_000 },
    deadline,
  );
  deadline.release();
  await server.close();
  delete zone['_autodiscover._tcp.own.example'];
  assert.deepEqual(found.candidates.filter(({ confidence }) => confidence !== 'guess').map(lineOf), [
    `smtp ${hosted}:465 tls autodiscover null`,
  ]);
  const ofHoster = asked.filter((one) => one.startsWith('autodiscover.hoster.example'));
  assert.match(ofHoster.join(), /postmaster@own\.example/);
  assert.doesNotMatch(ofHoster.join(), /ada/);
});

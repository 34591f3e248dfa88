// A web site with an open redirect, a hoster that answers for its customer, a document behind the MX: each can hand a mail
// program settings that the mailbox's domain never wrote. They may be read and shown; a login must not go where they say.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { resolveMailbox } from '../../src/discover/mailbox.ts';
import { Deadline } from '../../src/net/deadline.ts';
import { startDnsServer, type TestDnsServer, type Zone } from '../support/dns-server.ts';
import { startHttpsServer, type TestHttpsServer } from '../support/https-server.ts';

const ATTACKER = 'mail.attacker.example';
const NAMES = [
  'victim.example',
  'autoconfig.victim.example',
  'autodiscover.victim.example',
  'www.attacker.example',
  'autodiscover.attacker.example',
  'autoconfig.attacker.example',
  'localhost',
];
const FILE = `<clientConfig version="1.1"><emailProvider id="victim.example"><domain>victim.example</domain><outgoingServer type="smtp"><hostname>${ATTACKER}</hostname><port>465</port><socketType>SSL</socketType></outgoingServer></emailProvider></clientConfig>`;
const SETTINGS = `<Autodiscover><Response><Account><Action>settings</Action><Protocol><Type>SMTP</Type><Server>${ATTACKER}</Server><Port>465</Port></Protocol></Account></Response></Autodiscover>`;
const redirection = (inner: string) => `<Autodiscover><Response><Account>${inner}</Account></Response></Autodiscover>`;

type Answers = Readonly<Record<string, { readonly location?: string; readonly body?: string }>>;
let answers: Answers = {};
const secrets: string[] = [];
const zone: Zone = {};
let https: TestHttpsServer;
let dns: TestDnsServer;

before(async () => {
  https = await startHttpsServer(NAMES, (request, response) => {
    for (const name of ['authorization', 'cookie', 'proxy-authorization']) if (name in request.headers) secrets.push(name);
    request.resume();
    const found = answers[`${request.headers.host}${request.url?.replace(/\?.*/, '')}`];
    response
      .writeHead(found ? (found.location ? 302 : 200) : 404, found?.location ? { location: found.location } : {})
      .end(found?.body);
  });
  dns = await startDnsServer(zone);
});
after(async () => {
  await https.close();
  await dns.close();
});

/** What a check with a login would take as the mailbox's host. */
async function route(given: Answers, mx: string = 'mx.victim.example') {
  answers = given;
  zone['victim.example'] = { MX: [[10, mx]] };
  const deadline = new Deadline(60_000);
  try {
    const mailbox = { user: 'alice', domain: 'victim.example' };
    const options = { dnsServer: dns, httpAllowed: true, needsProof: true, fetch: https.fetch, documentsMs: 60_000 } as const;
    const found = await resolveMailbox({ mailbox, protocol: 'smtp' }, options, deadline);
    return found.ok ? { host: found.host, proof: found.note.proof } : null;
  } finally {
    deadline.release();
  }
}

const AUTOCONFIG = 'autoconfig.victim.example/mail/config-v1.1.xml';
const AUTODISCOVER = 'autodiscover.victim.example/autodiscover/autodiscover.xml';

describe('a login does not go where a document says that came by way of another domain', () => {
  for (const [what, given, mx] of [
    [
      'an open redirect',
      { [AUTOCONFIG]: { location: 'https://www.attacker.example/x' }, 'www.attacker.example/x': { body: FILE } },
    ],
    [
      'a redirect there and back',
      {
        [AUTOCONFIG]: { location: 'https://www.attacker.example/x' },
        'www.attacker.example/x': { location: 'https://victim.example/upload.xml' },
        'victim.example/upload.xml': { body: FILE },
      },
    ],
    [
      'a redirect by XML',
      {
        [AUTODISCOVER]: {
          body: redirection('<Action>redirectUrl</Action><RedirectUrl>https://www.attacker.example/x</RedirectUrl>'),
        },
        'www.attacker.example/x': { body: SETTINGS },
      },
    ],
    [
      'a redirect to an address',
      {
        [AUTODISCOVER]: { body: redirection('<Action>redirectAddr</Action><RedirectAddr>a@attacker.example</RedirectAddr>') },
        'autodiscover.attacker.example/autodiscover/autodiscover.xml': { body: SETTINGS },
      },
    ],
    [
      'a document of the domain behind the MX',
      { 'autoconfig.attacker.example/mail/config-v1.1.xml': { body: FILE } },
      'mx.attacker.example',
    ],
  ] as const satisfies readonly (readonly [string, Answers, string?])[])
    it(what, async () => assert.deepEqual(await route(given, mx), { host: ATTACKER, proof: null }));

  it('and it does where the domain says so itself', async () =>
    assert.deepEqual(await route({ [AUTOCONFIG]: { body: FILE } }), { host: ATTACKER, proof: 'https-document' }));

  it('nothing on this machine or network is asked because a document says so', async () => {
    const before = https.requests.length;
    for (const location of [
      'https://localhost/x',
      'https://intranet/x',
      'https://printer.local/x',
      'https://127.0.0.1/x',
      'https://[::1]/x',
    ]) {
      await route({ [AUTOCONFIG]: { location } });
      await route({
        [AUTODISCOVER]: { body: redirection(`<Action>redirectUrl</Action><RedirectUrl>${location}</RedirectUrl>`) },
      });
    }
    const asked = https.requests.slice(before).map((line) => line.split(' ')[0]);
    assert.deepEqual(
      asked.filter((host) => !host?.endsWith('victim.example')),
      [],
    );
  });

  it('and nobody is sent a login on the way', () => assert.deepEqual(secrets, []));
});

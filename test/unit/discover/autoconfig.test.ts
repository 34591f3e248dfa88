// The autoconfig file: what is read of it, what is refused, and where it is looked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchAutoconfig, parseAutoconfig } from '../../../src/discover/autoconfig.ts';
import { startHttpsServer } from '../../support/https-server.ts';

const file = (servers: string, head = '<?xml version="1.0"?>') =>
  `${head}\n<!-- ours -->\n<clientConfig version="1.1"><emailProvider id="own.example"><domain>own.example</domain>${servers}</emailProvider></clientConfig>`;
const smtp = (more: Partial<Record<'hostname' | 'port' | 'socketType' | 'username', string>> = {}) => {
  const fields = { hostname: 'smtp.own.example', port: '465', socketType: 'SSL', username: '%EMAILADDRESS%', ...more };
  return `<outgoingServer type="smtp">${Object.entries(fields).map(([key, value]) => `<${key}>${value}</${key}>`)}</outgoingServer>`;
};
const imap = `<incomingServer type='imap'><hostname>imap.%EMAILDOMAIN%</hostname><port>143</port><socketType>STARTTLS</socketType><username>%EMAILLOCALPART%</username></incomingServer>`;

test('servers in the order of the file', () => {
  assert.deepEqual(parseAutoconfig(file(`${imap}${smtp()}`), 'own.example'), [
    { protocol: 'imap', host: 'imap.own.example', port: 143, mode: 'starttls', usernameForm: 'the part before the @' },
    { protocol: 'smtp', host: 'smtp.own.example', port: 465, mode: 'tls', usernameForm: 'full email address' },
  ]);
});

test('a byte order mark, entities and white space are read', () => {
  const [server] =
    parseAutoconfig(`\ufeff${file(smtp({ hostname: ' smtp.own.example\n', username: 'a&amp;b' }))}`, 'own.example') ?? [];
  assert.deepEqual([server?.host, server?.usernameForm], ['smtp.own.example', 'a&b']);
});

const leftOut: [what: string, servers: string][] = [
  ['a port that is none', smtp({ port: '99999' })],
  ['a port of zero', smtp({ port: '0' })],
  ['a port with more to it', smtp({ port: '465;' })],
  ['an unknown socket type', smtp({ socketType: 'TLS13' })],
  ['a host that is none', smtp({ hostname: 'smtp own example' })],
  ['a host with a control character', smtp({ hostname: 'smtp\u001b[2J.example' })],
  ['no host', smtp({ hostname: '' })],
  ['SMTP as an incoming server', smtp().replaceAll('outgoingServer', 'incomingServer')],
  ['an unknown protocol', smtp().replace('"smtp"', '"exchange"')],
];
for (const [what, servers] of leftOut) {
  test(`left out: ${what}`, () => assert.deepEqual(parseAutoconfig(file(servers), 'own.example'), []));
}

const refused: [what: string, text: string][] = [
  ['a document type', file(smtp(), '<!DOCTYPE clientConfig [<!ENTITY x "y">]>')],
  ['character data sections', file('<![CDATA[x]]>')],
  ['crossed elements', '<clientConfig><emailProvider></clientConfig></emailProvider>'],
  ['an open end', '<clientConfig><emailProvider>'],
  ['a stray bracket', file('a < b')],
  ['a web page', '<html><body>hello</body></html>'],
  ['nothing', ''],
  ['depth', `<clientConfig><emailProvider>${'<a>'.repeat(50)}${'</a>'.repeat(50)}</emailProvider></clientConfig>`],
  ['number', file('<a/>'.repeat(5000))],
];
for (const [what, text] of refused) {
  test(`refused: ${what}`, () => assert.equal(parseAutoconfig(text, 'own.example'), null));
}

const own = ['autoconfig.own.example', 'own.example'];
const fetchFrom = async (answers: Record<string, string>) => {
  const server = await startHttpsServer(own, (request, response) => {
    const body = answers[request.headers.host ?? ''];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  try {
    const signal = new AbortController().signal;
    const found = await fetchAutoconfig('own.example', {
      user: 'a+b',
      signal,
      timeoutMs: 60_000,
      client: null,
      fetch: server.fetch,
    });
    return { found, requests: [...server.requests].sort() };
  } finally {
    await server.close();
  }
};

test('both places are asked, the first that has a file counts', async () => {
  const { found, requests } = await fetchFrom({
    'own.example': file(smtp({ hostname: 'second.example' })),
    'autoconfig.own.example': file(smtp()),
  });
  assert.deepEqual(
    found.map(({ host, source, detail }) => [host, source, detail]),
    [['smtp.own.example', 'autoconfig', 'autoconfig file at autoconfig.own.example']],
  );
  assert.deepEqual(requests, [
    'autoconfig.own.example /mail/config-v1.1.xml?emailaddress=a%2Bb%40own.example',
    'own.example /.well-known/autoconfig/mail/config-v1.1.xml',
  ]);
});

test('the well-known place serves where the other has none', async () => {
  const { found } = await fetchFrom({ 'own.example': file(smtp()) });
  assert.equal(found[0]?.detail, 'autoconfig file at own.example');
  assert.equal(found[0]?.proof, 'own-domain');
  assert.deepEqual((await fetchFrom({})).found, []);
});

test('a host elsewhere is vouched for by the document', async () => {
  const { found } = await fetchFrom({ 'own.example': file(smtp({ hostname: 'smtp.hoster.example' })) });
  assert.equal(found[0]?.proof, 'https-document');
});

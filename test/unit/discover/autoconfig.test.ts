// The autoconfig file: what is read of it, what is refused, and where it is looked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mxDomains, parseAutoconfig } from '../../../src/discover/autoconfig.ts';

const file = (servers: string, head = '<?xml version="1.0"?>') =>
  `${head}\n<!-- ours -->\n<clientConfig version="1.1"><emailProvider id="own.example"><domain>own.example</domain>${servers}</emailProvider></clientConfig>`;
const smtp = (more: Partial<Record<'hostname' | 'port' | 'socketType' | 'username', string>> = {}) => {
  const fields = { hostname: 'smtp.own.example', port: '465', socketType: 'SSL', username: '%EMAILADDRESS%', ...more };
  return `<outgoingServer type="smtp">${Object.entries(fields).map(([key, value]) => `<${key}>${value}</${key}>`)}</outgoingServer>`;
};
const imap = `<incomingServer type='imap'><hostname>imap.%EMAILDOMAIN%</hostname><port>143</port><socketType>STARTTLS</socketType><username>%EMAILLOCALPART%</username></incomingServer>`;

const serversOf = (text: string) => {
  const parsed = parseAutoconfig(text, 'own.example');
  return parsed.ok ? parsed.value.servers : null;
};

test('servers in the order of the file', () => {
  assert.deepEqual(serversOf(file(`${imap}${smtp()}`)), [
    { protocol: 'imap', host: 'imap.own.example', port: 143, mode: 'starttls', usernameForm: 'the part before the @', auth: [] },
    { protocol: 'smtp', host: 'smtp.own.example', port: 465, mode: 'tls', usernameForm: 'full mail address', auth: [] },
  ]);
});

test('a byte order mark, entities and white space are read', () => {
  const [server] = serversOf(`\ufeff${file(smtp({ hostname: ' smtp.own.example\n', username: 'a&amp;b' }))}`) ?? [];
  assert.deepEqual([server?.host, server?.usernameForm], ['smtp.own.example', 'a&b']);
});

test('version 1.1 whole: domains, ways to log in, OAuth, servers of other kinds', () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>
    <clientConfig version="1.1">
      <emailProvider id="own.example">
        <domain>own.example</domain><domain>OTHER.example</domain>
        <displayName>Own</displayName>
        <incomingServer type="exchange"><hostname>mail.own.example</hostname><url>https://mail.own.example/ews</url></incomingServer>
        <incomingServer type="jmap"><url>https://jmap.own.example</url></incomingServer>
        <incomingServer type="imap"><hostname>imap.own.example</hostname><port>993</port><socketType>SSL</socketType>
          <authentication>OAuth2</authentication><authentication>password-cleartext</authentication>
          <authentication system="sasl">SCRAM-SHA-256</authentication>
          <username>%EMAILADDRESS%</username></incomingServer>
        <documentation url="https://own.example/help"><descr lang="en">Help</descr></documentation>
      </emailProvider>
      <oAuth2><issuer>login.own.example</issuer><scope>IMAP SMTP offline_access</scope>
        <authURL>https://login.own.example/a</authURL><tokenURL>https://login.own.example/t</tokenURL></oAuth2>
      <clientConfigUpdate url="https://own.example/mail.xml"/>
    </clientConfig>`;
  const parsed = parseAutoconfig(text, 'own.example');
  assert.ok(parsed.ok);
  assert.deepEqual(parsed.value, {
    servers: [
      {
        protocol: 'imap',
        host: 'imap.own.example',
        port: 993,
        mode: 'tls',
        usernameForm: 'full mail address',
        auth: ['OAuth2', 'password-cleartext', 'SCRAM-SHA-256'],
      },
    ],
    otherTypes: ['exchange', 'jmap'],
    leftOut: [],
    domains: ['own.example', 'other.example'],
    oauth: { issuer: 'login.own.example', scopes: ['IMAP', 'SMTP', 'offline_access'] },
  });
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
  ['a socket type that is a word of JavaScript', smtp({ socketType: 'constructor' })],
];
for (const [what, servers] of leftOut) {
  test(`left out: ${what}`, () => assert.deepEqual(serversOf(file(servers)), []));
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
  test(`refused: ${what}`, () => assert.equal(serversOf(text), null));
}

test("the names above an MX host: without its first label, and its provider's own domain", () => {
  for (const [exchange, ...names] of [
    ['mx.example.com', 'example.com'],
    ['mx.example.co.uk', 'example.co.uk'],
    ['mx.premium.europe.example.com.', 'premium.europe.example.com', 'example.com'],
    ['in1.eu.hoster.ne.jp', 'eu.hoster.ne.jp', 'hoster.ne.jp'],
    ['example.com', 'example.com'],
    ['localhost'],
    ['.'],
  ])
    assert.deepEqual(mxDomains(exchange ?? ''), names, exchange);
});

// `mailprobe discover --mine` over a made-up domain whose DNS, web and mail servers all stand on loopback: one in order, one
// with a fault of each kind.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { runDiscoverMine } from '../../../src/cli/commands/discover-mine.ts';
import { beginsAsOurs } from '../../../src/cli/output/own-beginnings.ts';
import type { Io } from '../../../src/cli/terminal/io.ts';
import { labRootPem } from '../../../src/lab/certificates.ts';
import { type Lab, startLab } from '../../../src/lab/lab.ts';
import { imaps, relay, submission, submissions } from '../../../src/lab/scenario.ts';
import { startDnsServer, type TestDnsServer, type Zone, type ZoneEntry } from '../../support/dns-server.ts';
import { startHttpsServer, type TestHttpsServer } from '../../support/https-server.ts';

const HOST = 'mail.own.example';
const NAMES = [
  'own.example',
  ...['autoconfig', 'autodiscover', 'ua-auto-config', 'mta-sts'].map((label) => `${label}.own.example`),
];
const zone: Zone = {};
let documents: Readonly<Record<string, { readonly type?: string; readonly body?: string; readonly location?: string }>> = {};
let lab: Lab;
let dns: TestDnsServer;
let https: TestHttpsServer;

before(async () => {
  const ports = () => ({ relay: relay(), submissions: submissions(), submission: submission(), imaps: imaps() });
  lab = await startLab({ name: 'own', title: 'own', ports, expect: [] }, { host: HOST });
  dns = await startDnsServer(zone);
  https = await startHttpsServer([...NAMES, 'elsewhere.example'], (request, response) => {
    request.resume();
    const found = documents[`${request.headers.host}${request.url?.replace(/\?.*/, '')}`];
    const headers = { 'content-type': found?.type ?? 'text/xml', ...(found?.location && { location: found.location }) };
    response.writeHead(found ? (found.location ? 302 : 200) : 404, headers).end(found?.body);
  });
});
after(async () => {
  await https.close();
  await dns.close();
  // Throws where anything was said that sends mail.
  await lab.close();
});

function setZone(entries: Readonly<Record<string, ZoneEntry>>): void {
  for (const name of Object.keys(zone)) delete zone[name];
  Object.assign(zone, { [HOST]: { A: ['127.0.0.1'] }, 'other.own.example': { A: ['127.0.0.1'] } }, entries);
}

async function run(more: { readonly address?: string; readonly json?: boolean; readonly verbose?: boolean } = {}) {
  let out = '';
  const write = (text: string, done?: () => void) => {
    out += text;
    done?.();
    return true;
  };
  const io: Io = { stdout: { write }, stderr: { write: () => true }, stdin: process.stdin, env: {} };
  const given = { address: 'own.example', dnsServer: dns, resolve: new Map(), totalMs: 60_000, quiet: true, colour: false };
  const code = await runDiscoverMine(
    {
      ...given,
      columns: 120,
      output: undefined,
      json: false,
      verbose: false,
      sources: { fetch: https.fetch, documentsMs: 60_000, extraRoots: [labRootPem()], exchangePort: lab.ports.relay ?? 0 },
      ...more,
    },
    io,
  );
  return { out, code };
}

interface Json {
  readonly exchanges: readonly { readonly host: string; readonly status: string; readonly fitsTlsa: boolean | null }[];
  readonly findings: readonly { readonly id: string; readonly severity: string; readonly what: string }[];
  readonly servers: readonly {
    readonly host: string;
    readonly port: number;
    readonly status: string;
    readonly namedBy: readonly string[];
  }[];
  readonly clients: readonly {
    readonly client: string;
    readonly status: string;
    readonly via: string | null;
    readonly servers: readonly { readonly port: number }[];
  }[];
  readonly suggestions: { readonly srv: readonly string[]; readonly autoconfig: string } | null;
}
const runJson = async (address = 'own.example') => {
  const { out, code } = await run({ address, json: true });
  return { code, own: JSON.parse(out) as Json };
};

const serverXml = (kind: string, type: string, host: string, port: number, socketType: string) =>
  `<${kind} type="${type}"><hostname>${host}</hostname><port>${port}</port><socketType>${socketType}</socketType>` +
  `<authentication>password-cleartext</authentication><username>%EMAILADDRESS%</username></${kind}>`;
const file = (servers: string) =>
  `<clientConfig version="1.1"><emailProvider id="own.example"><domain>own.example</domain>${servers}</emailProvider></clientConfig>`;
const protocolXml = (type: string, port: number) =>
  `<Protocol><Type>${type}</Type><Server>${HOST}</Server><Port>${port}</Port><Encryption>SSL</Encryption></Protocol>`;
const response = (account: string) =>
  `<Autodiscover><Response><Account><Action>settings</Action>${account}</Account></Response></Autodiscover>`;
const policy = (mx: string) => `version: STSv1\nmode: enforce\nmx: ${mx}\nmax_age: 604800\n`;

function publishAllRight(): void {
  const { submissions: sending, imaps: reading } = lab.ports;
  setZone({
    'own.example': { MX: [[10, HOST]], A: ['192.0.2.1'] },
    '_submissions._tcp.own.example': { SRV: [[0, 1, sending ?? 0, HOST]] },
    '_imaps._tcp.own.example': { SRV: [[0, 1, reading ?? 0, HOST]] },
    '_mta-sts.own.example': { TXT: ['v=STSv1; id=1'] },
  });
  documents = {
    'autoconfig.own.example/mail/config-v1.1.xml': {
      body: file(
        serverXml('incomingServer', 'imap', HOST, reading ?? 0, 'SSL') +
          serverXml('outgoingServer', 'smtp', HOST, sending ?? 0, 'SSL'),
      ),
    },
    'autodiscover.own.example/autodiscover/autodiscover.xml': {
      body: response(protocolXml('IMAP', reading ?? 0) + protocolXml('SMTP', sending ?? 0)),
    },
    'mta-sts.own.example/.well-known/mta-sts.txt': { type: 'text/plain', body: policy(HOST) },
  };
}

test('a domain in order: nothing to change, and each program is set up', async () => {
  publishAllRight();
  const { out } = await run();
  assert.equal(out.split('\n')[0], 'own.example: nothing to change');
  assert.ok(beginsAsOurs(out), out);
  const { code, own } = await runJson();
  assert.deepEqual(
    own.findings.filter(({ severity }) => severity !== 'info').map(({ what }) => what),
    [],
  );
  assert.equal(code, 0);
  assert.deepEqual(
    own.servers.map(({ port, status, namedBy }) => [port, status, ...namedBy]),
    [
      [lab.ports.submissions, 'ok', 'SRV', 'autoconfig', 'Autodiscover'],
      [lab.ports.imaps, 'ok', 'SRV', 'autoconfig', 'Autodiscover'],
    ],
  );
  const outcomes = own.clients.map(({ client, status, via, servers }) => [
    client,
    status,
    via,
    ...servers.map(({ port }) => port),
  ]);
  const both = [lab.ports.imaps, lab.ports.submissions];
  assert.deepEqual(outcomes, [
    ['Thunderbird', 'configured', 'autoconfig file', ...both],
    ['K-9 Mail, Thunderbird for Android', 'configured', 'autoconfig file', ...both],
    ['Delta Chat', 'configured', 'autoconfig file', ...both],
    ['Outlook for Windows (classic)', 'configured', 'Autodiscover', ...both],
    ['Apple Mail', 'not-known', null],
  ]);
  assert.match(own.suggestions?.autoconfig ?? '', /<hostname>mail\.own\.example<\/hostname>/);
  assert.ok(own.suggestions?.srv.includes(`_imaps._tcp.own.example. 3600 IN SRV 0 1 ${lab.ports.imaps} ${HOST}.`));
  assert.deepEqual(own.exchanges, [{ host: HOST, status: 'ok', why: null, fitsTlsa: null }]);
  assert.equal(lab.record.mailCommands.length, 0);
});

test('a domain with a fault of each kind: the gravest first', async () => {
  const { submissions: sending = 0, imaps: reading = 0, submission: starttls = 0 } = lab.ports;
  setZone({
    'own.example': { MX: [[10, HOST]], A: ['192.0.2.1'] },
    // Nothing listens on port 1.
    '_submissions._tcp.own.example': { SRV: [[0, 1, 1, HOST]] },
    '_submission._tcp.own.example': { SRV: [[0, 1, 465, HOST]] },
    '_imaps._tcp.own.example': { SRV: [[0, 1, reading, 'mail.elsewhere.example']] },
    '_mta-sts.own.example': { TXT: ['v=STSv1; id=1'] },
    '_ua-auto-config.own.example': { TXT: [`v=UAAC1; a=sha256; d=${createHash('sha256').update('old').digest('base64')}`] },
    [`_25._tcp.${HOST}`]: { TLSA: [[0, 1, 1, 'ab'.repeat(32)]] },
  });
  documents = {
    'autoconfig.own.example/mail/config-v1.1.xml': { location: 'https://elsewhere.example/mail.xml' },
    'elsewhere.example/mail.xml': {
      type: 'text/plain',
      body: file(
        serverXml('incomingServer', 'imap', 'other.own.example', reading, 'SSL') +
          serverXml('outgoingServer', 'smtp', HOST, sending, 'SSL').replace('password-cleartext', 'OAuth2') +
          serverXml('outgoingServer', 'smtp', HOST, starttls, 'plain'),
      ),
    },
    'own.example/.well-known/autoconfig/mail/config-v1.1.xml': { type: 'text/html', body: '<!DOCTYPE html><html>Login</html>' },
    'autodiscover.own.example/autodiscover/autodiscover.xml': { body: '<rss><channel/></rss>' },
    'ua-auto-config.own.example/.well-known/user-agent-configuration.json': {
      type: 'application/json',
      body: JSON.stringify({ protocols: { smtp: { host: HOST } } }),
    },
    'mta-sts.own.example/.well-known/mta-sts.txt': { type: 'text/plain', body: policy('*.elsewhere.example') },
  };
  const { code, own } = await runJson();
  assert.equal(code, 1);
  const ids = own.findings.map(({ id, severity }) => `${severity} ${id}`);
  assert.deepEqual(
    [...new Set(ids.filter((id) => !id.startsWith('info ')))],
    [
      'error server-failed',
      'error server-untrusted',
      'error plaintext-named',
      'error mode-against-port',
      'error document-broken',
      'error pacc-digest',
      'error mta-sts-mx',
      'error tlsa-unusable',
      'warning sources-disagree',
      'warning login-not-offered',
      'warning srv-unsigned',
      'warning foreign-redirect',
      'warning document-content-type',
    ],
  );
  assert.ok(own.findings.some(({ what }) => what.includes('other.own.example') && what.includes('certificate')));
  assert.ok(own.servers.some(({ host, status }) => host === 'other.own.example' && status === 'untrusted'));
});

test('text of 80 columns, with what to change before all else', async () => {
  publishAllRight();
  documents = { ...documents, 'mta-sts.own.example/.well-known/mta-sts.txt': { type: 'text/plain', body: 'no policy' } };
  const { out, code } = await run({ verbose: true });
  assert.equal(code, 1);
  assert.ok(beginsAsOurs(out), 'the next run may write over it');
  assert.ok(beginsAsOurs((await run({ json: true })).out));
  const lines = out.split('\n');
  assert.equal(lines[0], 'own.example: 1 thing that mail programs fail by');
  assert.match(lines[3] ?? '', /^ 1\. MTA-STS is announced and its policy is of no use/);
  for (const line of lines) assert.ok(line.length <= 80 || /https?:\/\/\S{40}|IN SRV/.test(line), line);
  for (const heading of ['What to change, first things first', 'Published', 'Servers', 'Mail programs', 'Records to start from'])
    assert.ok(lines.includes(heading), heading);
});

test('a domain that does not exist is said to be none', async () => {
  const { own, code } = await runJson('gone.example');
  assert.deepEqual([own.findings.map(({ id }) => id), own.clients, code], [['domain-not-found'], [], 1]);
});

test('the MX host has the certificate that its signed TLSA records and the MTA-STS policy promise, or not', async () => {
  for (const [hex, host, wanted] of [
    ['ab'.repeat(32), HOST, ['tlsa-mismatch']],
    ['ab'.repeat(32), 'other.own.example', ['mta-sts-server']],
  ] as const) {
    publishAllRight();
    zone['own.example'] = { MX: [[10, host]], A: ['192.0.2.1'] };
    zone[`_${lab.ports.relay}._tcp.${HOST}`] = { TLSA: [[3, 1, 1, hex]], authentic: true };
    documents = { ...documents, 'mta-sts.own.example/.well-known/mta-sts.txt': { type: 'text/plain', body: policy(host) } };
    const { own, code } = await runJson();
    assert.deepEqual(
      own.findings.filter(({ severity }) => severity === 'error').map(({ id }) => id),
      wanted,
    );
    assert.equal(code, 1);
  }
});

test('a domain at Microsoft 365, where Autodiscover has no certificate for the name, is in order', async () => {
  // No name of this domain is in the certificate of the web server here, as none of a customer's is in Microsoft's.
  setZone({
    'customer.example': { MX: [[0, 'customer-example.mail.protection.outlook.com']], A: ['192.0.2.1'] },
    'autodiscover.customer.example': { CNAME: 'autodiscover.outlook.com' },
    'autodiscover.outlook.com': { A: ['127.0.0.1'] },
  });
  documents = {};
  const { own, code } = await runJson('customer.example');
  assert.equal(code, 0);
  assert.ok(!own.findings.some(({ what }) => what.includes('Autodiscover')), JSON.stringify(own.findings));
  const outlook = own.clients.find(({ client }) => client.startsWith('Outlook'));
  assert.deepEqual([outlook?.status, outlook?.via], ['configured', 'Microsoft 365: an Exchange mailbox']);
  // The same at a host that is not Microsoft's is worth a word.
  zone['autodiscover.customer.example'] = { A: ['127.0.0.1'] };
  const { own: other } = await runJson('customer.example');
  assert.deepEqual(
    other.findings.filter(({ what }) => what.includes('Autodiscover')).map(({ id, severity }) => [id, severity]),
    [['document-broken', 'warning']],
  );
});

test('a web site that answers all paths with its page is no broken document where nothing is published', async () => {
  setZone({ 'own.example': { MX: [[10, HOST]], A: ['127.0.0.1'] } });
  const page = { type: 'text/html', body: '<!DOCTYPE html><html></html>' };
  documents = {
    'own.example/.well-known/autoconfig/mail/config-v1.1.xml': page,
    'own.example/autodiscover/autodiscover.xml': page,
    'own.example/.well-known/oauth-protected-resource': page,
    'ua-auto-config.own.example/.well-known/user-agent-configuration.json': page,
  };
  const { own, code } = await runJson();
  assert.equal(code, 0);
  assert.deepEqual(
    own.findings.filter(({ severity }) => severity !== 'info').map(({ id }) => id),
    ['document-broken', 'autoconfig-missing'],
  );
});

test('where DNS does not answer, nothing is called absent', async () => {
  setZone({ 'own.example': { rcode: 'SERVFAIL' } });
  documents = {};
  const { own, code } = await runJson();
  assert.deepEqual(
    [own.findings.map(({ id, severity }) => [id, severity]), own.clients, code],
    [[['not-asked', 'error']], [], 1],
  );
});

// Which servers a domain leads to, over made-up zones; and which one a check takes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Directory, type DirectoryProvider, openDirectory } from '../../../src/discover/directory.ts';
import { type Candidate, type DiscoverOptions, discover } from '../../../src/discover/discover.ts';
import { resolveMailbox } from '../../../src/discover/mailbox.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { startDnsServer, type Zone } from '../../support/dns-server.ts';

const postal: DirectoryProvider = {
  id: 'postal',
  name: 'Postal Service',
  username: 'full email address',
  password: 'stamp',
  authPolicy: null,
  notes: ['Open on weekdays'],
  smtp: [
    { host: 'smtp.postal.example', port: 587, mode: 'starttls' },
    { host: 'smtp.postal.example', port: 465, mode: 'tls' },
  ],
  imap: [{ host: 'imap.postal.example', port: 993, mode: 'tls' }],
  pop3: [],
};
const directory: Directory = {
  providerOfDomain: (domain) => (domain === 'postal.example' ? postal : null),
  providerOfMx: (exchanges) => (exchanges.some((exchange) => exchange.endsWith('.postal.example')) ? postal : null),
};

type Basics = Pick<DiscoverOptions, 'dnsServer' | 'httpAllowed' | 'directory'>;

async function inZone<T>(zone: Zone, act: (options: Basics, deadline: Deadline) => Promise<T>): Promise<T> {
  const server = await startDnsServer(zone);
  const deadline = new Deadline(60_000);
  try {
    return await act({ dnsServer: server, httpAllowed: false, directory }, deadline);
  } finally {
    deadline.release();
    await server.close();
  }
}

const search = (zone: Zone, domain: string, more: Partial<DiscoverOptions> = {}) =>
  inZone(zone, (options, deadline) => discover({ domain }, { ...options, protocol: 'smtp', ...more }, deadline));

const line = ({ protocol, host, port, mode, source, confidence }: Candidate): string =>
  `${protocol} ${host}:${port} ${mode} ${source} ${confidence}`;

const lines = async (zone: Zone, domain: string, more: Partial<DiscoverOptions> = {}): Promise<string[]> =>
  (await search(zone, domain, more)).candidates.map(line);

const srv: Zone = {
  'own.example': { MX: [[10, 'mx.own.example']] },
  '_submission._tcp.own.example': { SRV: [[0, 1, 587, 'mail.own.example']] },
  '_submissions._tcp.own.example': {
    SRV: [
      [20, 1, 465, 'second.own.example'],
      [10, 1, 465, 'light.own.example'],
      [10, 9, 465, 'Mail.own.example'],
    ],
  },
  '_imaps._tcp.own.example': { SRV: [[0, 1, 993, 'imap.own.example']] },
  '_imap._tcp.own.example': { SRV: [[0, 0, 0, '.']] },
  'mail.own.example': { A: ['192.0.2.1'] },
};

test('SRV: implicit TLS first, then priority, then weight; and no guesses beside it', async () => {
  assert.deepEqual(await lines(srv, 'own.example'), [
    'smtp mail.own.example:465 tls srv certain',
    'smtp light.own.example:465 tls srv certain',
    'smtp second.own.example:465 tls srv certain',
    'smtp mail.own.example:587 starttls srv certain',
  ]);
});

test('SRV: a service that is declined is noted and named by nobody', async () => {
  const found = await search(srv, 'own.example', { protocol: 'imap' });
  assert.deepEqual(found.declined, ['_imap._tcp']);
  assert.equal(found.candidates.map(line)[0], 'imap imap.own.example:993 tls srv certain');
  assert.ok(!found.candidates.some(({ source, port }) => source === 'srv' && port !== 993));
});

test('guesses: conventional names before the MX host', async () => {
  const zone: Zone = {
    'a.example': {
      MX: [
        [10, 'mx2.a.example'],
        [5, 'mx1.a.example'],
      ],
    },
    'smtp.a.example': { A: ['192.0.2.1'] },
  };
  assert.deepEqual(await lines(zone, 'a.example'), [
    'smtp smtp.a.example:465 tls guess guess',
    'smtp smtp.a.example:587 starttls guess guess',
    'smtp mx1.a.example:465 tls mx guess',
    'smtp mx1.a.example:587 starttls mx guess',
  ]);
});

test('all protocols, each with its own best', async () => {
  const found = await search(srv, 'own.example', { protocol: 'all' });
  assert.deepEqual([...new Set(found.candidates.map(({ protocol }) => protocol))], ['smtp', 'imap', 'pop3']);
});

test('SRV on the port of implicit TLS means implicit TLS, whatever the service is called', async () => {
  const zone: Zone = { 'a.example': {}, '_submission._tcp.a.example': { SRV: [[0, 1, 465, 'm.a.example']] } };
  assert.deepEqual(await lines(zone, 'a.example'), ['smtp m.a.example:465 tls srv certain']);
});

test('the provider behind the MX', async () => {
  const found = await search({ 'customer.example': { MX: [[5, 'in1.postal.example']] } }, 'customer.example');
  assert.deepEqual(found.candidates.map(line), [
    'smtp smtp.postal.example:465 tls mx-provider likely',
    'smtp smtp.postal.example:587 starttls mx-provider likely',
  ]);
  assert.equal(found.candidates[0]?.usernameForm, 'full email address');
  assert.deepEqual(found.provider, { id: 'postal', name: 'Postal Service' });
  assert.deepEqual(found.notes, ['Postal Service, password: stamp.', 'Postal Service: Open on weekdays.']);
});

test('the built-in directory knows Microsoft 365 by its MX, and by autodiscover where a filter has the MX', async () => {
  const { providerOfDomain, providerOfMx } = await openDirectory();
  for (const zone of [
    { 'own.example': { MX: [[0, 'own-example.mail.protection.outlook.com'] as const] } },
    // Domains added since July 2026.
    { 'own.example': { MX: [[0, 'own-example.o-v1.mx.microsoft'] as const] } },
    {
      'own.example': { MX: [[0, 'mx.filter.example'] as const] },
      'autodiscover.own.example': { CNAME: 'autodiscover.outlook.com' },
      'autodiscover.outlook.com': { A: ['192.0.2.1'] },
    },
  ]) {
    const found = await search(zone, 'own.example', { directory: { providerOfDomain, providerOfMx } });
    assert.equal(found.provider?.id, 'microsoft365');
    assert.equal(found.candidates.map(line)[0], 'smtp smtp.office365.com:587 starttls mx-provider likely');
    assert.ok(found.notes.some((note) => note.includes('OAuth 2.0')));
  }
});

test('the built-in directory knows a provider by the domain', async () => {
  const found = await search({ '*': {} }, 'gmail.com', { directory: await openDirectory(), isHurried: true });
  assert.equal(found.candidates.map(line)[0], 'smtp smtp.gmail.com:465 tls provider certain');
});

test('a provider known by the domain, even where no DNS server answers', async () => {
  const found = await search({ '*': { silent: true } }, 'postal.example', { isHurried: true });
  assert.equal(found.candidates.map(line)[0], 'smtp smtp.postal.example:465 tls provider certain');
  assert.equal(found.error, null);
});

test('conventional names, where they exist', async () => {
  assert.deepEqual(
    await lines({ 'plain.example': { TXT: ['x'] }, 'mail.plain.example': { A: ['192.0.2.1'] } }, 'plain.example'),
    ['smtp mail.plain.example:465 tls guess guess', 'smtp mail.plain.example:587 starttls guess guess'],
  );
});

test('--resolve makes a name exist', async () => {
  const resolve = new Map([['smtp.plain.example', ['192.0.2.1']]]);
  assert.equal(
    (await lines({ 'plain.example': { TXT: ['x'] } }, 'plain.example', { resolve }))[0],
    'smtp smtp.plain.example:465 tls guess guess',
  );
});

test('under a wildcard record no name proves anything', async () => {
  const wild = { A: ['192.0.2.80'] };
  const zone: Zone = {
    'wild.example': { MX: [[10, 'mx.wild.example']] },
    'smtp.wild.example': wild,
    'mail.wild.example': { A: ['192.0.2.1'] },
    'no-such-host-mailprobe.wild.example': wild,
  };
  const found = await search(zone, 'wild.example');
  assert.deepEqual([...new Set(found.candidates.map(({ host }) => host))], ['mail.wild.example', 'mx.wild.example']);
  assert.ok(found.notes.some((note) => note.includes('wildcard')));
});

test('a domain with an address and no MX is its own mail host', async () => {
  assert.equal(
    (await lines({ 'bare.example': { A: ['192.0.2.1'] } }, 'bare.example'))[0],
    'smtp bare.example:465 tls guess guess',
  );
});

test('null MX', async () => {
  const found = await search({ 'null.example': { MX: [[0, '.']] } }, 'null.example');
  assert.deepEqual([found.isNullMx, found.candidates, found.error], [true, [], null]);
  assert.ok(found.notes.some((note) => note.includes('RFC 7505')));
});

const errors: [domain: string, zone: Zone, code: string, systemCode: string][] = [
  ['gone.example', {}, 'dns-name-not-found', 'ENOTFOUND'],
  ['broken.example', { 'broken.example': { rcode: 'SERVFAIL' } }, 'dns-server-failure', 'ESERVFAIL'],
  ['null.example', { 'null.example': { MX: [[0, '.']] } }, 'dns-no-address', 'ENODATA'],
  ['empty.example', { 'empty.example': { TXT: ['x'] } }, 'dns-no-address', 'ENODATA'],
];
for (const [domain, zone, code, systemCode] of errors) {
  test(`no host for ${domain}: ${code}`, async () => {
    const route = await inZone(zone, (options, deadline) =>
      resolveMailbox({ mailbox: { user: 'alice', domain }, protocol: 'smtp' }, options, deadline),
    );
    assert.ok(!route.ok);
    assert.deepEqual([route.error.code, route.error.systemCode], [code, systemCode]);
  });
}

const routeTo = (zone: Zone, domain: string, protocol: 'smtp' | 'imap' = 'smtp') =>
  inZone(zone, async (options, deadline) => {
    const route = await resolveMailbox({ mailbox: { user: 'alice', domain }, protocol }, options, deadline);
    return route.ok ? { host: route.host, ports: route.ports, note: route.note } : route.error;
  });

test('a check takes the best host, and the ports of the protocol unless the domain names others', async () => {
  assert.deepEqual(await routeTo(srv, 'own.example'), {
    host: 'mail.own.example',
    ports: null,
    note: {
      domain: 'own.example',
      source: 'srv',
      detail: '_submissions._tcp priority 10',
      proof: 'own-domain',
      contradictions: [],
    },
  });
  const odd: Zone = {
    'odd.example': {},
    '_submission._tcp.odd.example': { SRV: [[0, 1, 2525, 'm.odd.example']] },
    '_submissions._tcp.odd.example': { SRV: [[0, 1, 465, 'm.odd.example']] },
  };
  const route = await routeTo(odd, 'odd.example');
  assert.deepEqual('ports' in route && route.ports, [465, 2525]);
});

test('a check does not wait for a record that stays away once the domain has named a host', async () => {
  const zone: Zone = { ...srv, '_submission._tcp.own.example': { silent: true }, 'own.example': { silent: true } };
  const route = await routeTo(zone, 'own.example');
  assert.equal('host' in route && route.host, 'mail.own.example');
});

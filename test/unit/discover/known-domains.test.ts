// The mailbox domains that people have are known without a network: all of the ISPDB, the commonest hundred, and the next.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openDirectory } from '../../../src/discover/directory.ts';
import { type Discovery, discover } from '../../../src/discover/discover.ts';
import { ispdbDomains, mailboxOfTables, regionalDomains } from '../../../src/knowledge/settings-tables.ts';
import { PROTOCOLS } from '../../../src/model/protocol.ts';
import { Deadline } from '../../../src/net/deadline.ts';

/** Lines that begin with # say what follows. */
const lists = readFileSync(new URL('./common-domains.txt', import.meta.url), 'utf8')
  .split(/^# .*\n/m)
  .map((part) => part.split('\n').filter(Boolean))
  .filter((part) => part.length > 0);

/** No DNS server is known to it, so that nothing but the directory can answer. */
async function discoverOffline(domain: string): Promise<Discovery> {
  const deadline = new Deadline(60_000);
  try {
    return await discover({ domain }, { dnsServer: null, systemServers: [], httpAllowed: false }, deadline);
  } finally {
    deadline.release();
  }
}

const reading = ['imap', 'pop3'];

/** Null: a mail program could be set up by this, or is told why there is no way. */
function lackOf({ candidates, unavailable, notes }: Discovery): string | null {
  if (unavailable !== null) return candidates.length === 0 && notes.length > 0 ? null : 'unsaid';
  if (candidates.some(({ mode }) => mode === 'plain')) return 'a server without encryption';
  if (candidates.some(({ usernameForm }) => usernameForm === null)) return 'no user name form';
  if (candidates.some(({ host, port }) => host.includes('%') || port < 1)) return 'no host or port';
  const offered = new Set(candidates.map(({ protocol }) => protocol as string));
  if (!offered.has('smtp')) return notes.some((note) => note.includes('without encryption')) ? null : 'no way to send';
  return reading.some((protocol) => offered.has(protocol)) || notes.some((note) => note.includes('without encryption'))
    ? null
    : 'no way to read';
}

async function lacksOf(domains: readonly string[]): Promise<string[]> {
  const lacks: string[] = [];
  for (const domain of domains) {
    const lack = lackOf(await discoverOffline(domain));
    if (lack !== null) lacks.push(`${domain}: ${lack}`);
  }
  return lacks;
}

test('every domain of the ISPDB', async () => {
  assert.ok(ispdbDomains().length >= 962, `${ispdbDomains().length}`);
  assert.deepEqual(await lacksOf(ispdbDomains()), []);
});

for (const [at, title] of ['the commonest hundred', 'the next hundred'].entries()) {
  test(title, async () => {
    const domains = lists[at] ?? [];
    assert.ok(domains.length >= 100, `${domains.length}`);
    assert.deepEqual(await lacksOf(domains), []);
  });
}

test('every domain of the regional table, and none that the directory has', async () => {
  assert.deepEqual(await lacksOf(regionalDomains()), []);
  const { providerOfDomain } = await openDirectory();
  assert.deepEqual(
    regionalDomains().filter((domain) => providerOfDomain(domain) !== null),
    [],
  );
});

test('what stands in a table is likely and says where; what stands in the directory is certain', async () => {
  const listed = await discoverOffline('inbox.lv');
  assert.deepEqual(
    listed.candidates.map(({ protocol, host, port, mode, source, confidence, proof }) => [
      `${protocol} ${host}:${port} ${mode}`,
      `${source} ${confidence} ${proof}`,
    ]),
    [
      ['smtp mail.inbox.lv:465 tls', 'settings-table likely provider'],
      ['imap mail.inbox.lv:993 tls', 'settings-table likely provider'],
      ['pop3 mail.inbox.lv:995 tls', 'settings-table likely provider'],
    ],
  );
  assert.match(listed.candidates[0]?.detail ?? '', /Thunderbird's ISPDB of \d{4}-\d{2}-\d{2}/);
  const kept = await discoverOffline('gmail.com');
  assert.deepEqual([...new Set(kept.candidates.map(({ confidence }) => confidence))], ['certain']);
});

test('a row whose source nobody vouches for proves no host but those of the domain', async () => {
  const { candidates } = await discoverOffline('centurytel.net');
  assert.ok(candidates.length > 0 && candidates.every(({ proof }) => proof === null));
  const own = await discoverOffline('riseup.net');
  assert.ok(own.candidates.every(({ proof, confidence }) => proof === 'own-domain' && confidence === 'likely'));
});

test('a server without encryption is named in a note and recommended by nothing', async () => {
  const found = await discoverOffline('goo.jp');
  assert.deepEqual(found.candidates, []);
  assert.ok(
    found.notes.some((note) => note.includes('smtp.mail.goo.ne.jp:587, pop.mail.goo.ne.jp:110')),
    `${found.notes}`,
  );
  for (const domain of ispdbDomains()) {
    const row = mailboxOfTables(domain);
    assert.ok(row && PROTOCOLS.every((protocol) => row[protocol].every(({ mode }) => mode !== 'plain')), domain);
  }
});

test('what to do in place of a server is known where there is none for certain, and nothing is claimed where nobody knows', async () => {
  for (const domain of ['proton.me', 'tutamail.com', 'hey.com']) {
    const { noServer } = await discoverOffline(domain);
    assert.match(noServer?.instead ?? '', /Bridge|webmail/, domain);
  }
  for (const domain of ['zonnet.nl', 'gmail.com', 'ig.com.br']) assert.equal((await discoverOffline(domain)).noServer, undefined);
});

test('a mailbox that no mail program reaches is said to be one', async () => {
  const found = await discoverOffline('proton.me');
  assert.deepEqual(found.candidates, []);
  assert.match(found.unavailable ?? '', /Bridge/);
  assert.ok(found.notes.some((note) => note.includes('Bridge')));
  assert.equal(found.error, null);
});

// Addresses early, facts within a grace, and what it means that there are none.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Deadline } from '../../../../src/net/deadline.ts';
import type { DnsAnswer } from '../../../../src/net/dns/client.ts';
import { errorOfSystem } from '../../../../src/net/dns/errors.ts';
import { MAX_ADDRESSES, startLookup } from '../../../../src/net/dns/lookup.ts';
import type { AddressAnswers, LookupQuestion } from '../../../../src/net/dns/lookup-question.ts';
import { reverseName } from '../../../../src/net/dns/names.ts';
import { startDnsServer, type TestDnsServer, type Zone } from '../../../support/dns-server.ts';

const digest = 'ab'.repeat(32);
const zone: Zone = {
  'mail.example': { A: ['192.0.2.1'], AAAA: ['2001:db8::1'] },
  'four.example': { A: ['192.0.2.1'] },
  'six.example': { AAAA: ['2001:db8::1'] },
  'half-silent.example': { A: ['192.0.2.1'], silent: ['AAAA'] },
  'half-failing.example': { A: ['192.0.2.1'], rcode: { AAAA: 'SERVFAIL' } },
  'half-empty.example': { rcode: { AAAA: 'SERVFAIL' } },
  'lying-six.example': { A: ['192.0.2.1'], rcode: { AAAA: 'NXDOMAIN' } },
  'empty.example': { TXT: ['nothing'] },
  'failing.example': { rcode: 'SERVFAIL' },
  'refused.example': { rcode: 'REFUSED' },
  'silent.example': { silent: true },
  'dangling.example': { CNAME: 'gone.example' },
  'loop.example': { CNAME: 'loop.example' },
  'many.example': { A: Array.from({ length: 500 }, (_, index) => `198.51.${100 + (index >> 8)}.${index & 255}`) },
  'alias.example': { CNAME: 'mail.example' },
  'domain.example': {
    A: ['192.0.2.1'],
    MX: [
      [20, 'mx2.example'],
      [10, 'mx1.example'],
    ],
  },
  'mx1.example': { A: ['192.0.2.25'], AAAA: ['2001:db8::25'] },
  '_submissions._tcp.domain.example': {
    SRV: [
      [10, 0, 465, 'b.example'],
      [0, 1, 465, 'c.example'],
      [0, 9, 465, 'a.example'],
    ],
  },
  '_submission._tcp.domain.example': { silent: true },
  '_25._tcp.domain.example': { TLSA: [[3, 1, 1, digest]], authentic: true },
  '_465._tcp.domain.example': { rcode: 'SERVFAIL' },
  '_smtp._tls.domain.example': { TXT: ['v=TLSRPTv1; rua=mailto:tls@domain.example'] },
  [reverseName('192.0.2.1')]: { PTR: ['mail.example'] },
  [reverseName('2001:db8::1')]: { PTR: ['elsewhere.example'] },
  'elsewhere.example': { AAAA: ['2001:db8::99'] },
  'null.example': { MX: [[0, '.']] },
  'sts.example': { A: ['192.0.2.1'], MX: [[10, 'mx1.example']] },
  '_mta-sts.sts.example': { TXT: ['v=STSv1; id=1;'] },
};

let server: TestDnsServer;
before(async () => {
  server = await startDnsServer(zone);
});
after(() => server.close());

/** For what has to come, on the slowest machine. */
const AMPLE_MS = 60_000;

const ask = (host: string, more: Partial<LookupQuestion> = {}, totalMs = AMPLE_MS) => {
  const deadline = new Deadline(totalMs);
  const lookup = startLookup(
    { host, literal: 0, families: [4, 6], resolve: new Map(), dnsServer: server, protocol: 'smtp', ports: [25, 465], ...more },
    deadline,
  );
  const end = () => {
    lookup.close();
    deadline.release();
  };
  return { ...lookup, end };
};

async function addressesOf(host: string, more: Partial<LookupQuestion> = {}, totalMs = AMPLE_MS) {
  const { addresses, end } = ask(host, more, totalMs);
  const resolved = await addresses;
  end();
  return resolved;
}

const resolved: [host: string, more: Partial<LookupQuestion>, addresses: string[], unanswered?: string[]][] = [
  ['mail.example', {}, ['192.0.2.1', '2001:db8::1']],
  ['mail.example', { families: [6] }, ['2001:db8::1']],
  ['four.example', {}, ['192.0.2.1']],
  ['six.example', {}, ['2001:db8::1']],
  ['alias.example', {}, ['192.0.2.1', '2001:db8::1']],
  ['half-silent.example', {}, ['192.0.2.1'], ['6 no answer']],
  ['half-failing.example', {}, ['192.0.2.1'], ['6 SERVFAIL']],
  ['lying-six.example', {}, ['192.0.2.1']],
];
for (const [host, more, addresses, unanswered = []] of resolved) {
  test(`${host} ${JSON.stringify(more)}: ${addresses}`, async () => {
    const answer = await addressesOf(host, more);
    assert.deepEqual(
      answer.addresses.map(({ address }) => address),
      addresses,
    );
    assert.equal(answer.error, null);
    assert.equal(answer.source, 'dns-server');
    assert.deepEqual(
      answer.unanswered.map(({ family, error }) => `${family} ${error}`),
      unanswered,
    );
  });
}

const failing: [host: string, code: string, systemCode: string, more?: Partial<LookupQuestion>][] = [
  ['absent.example', 'dns-name-not-found', 'ENOTFOUND'],
  ['dangling.example', 'dns-name-not-found', 'ENOTFOUND'],
  ['empty.example', 'dns-no-address', 'ENODATA'],
  ['four.example', 'dns-no-address', 'ENODATA', { families: [6] }],
  ['null.example', 'dns-no-address', 'ENODATA'],
  ['half-empty.example', 'dns-server-failure', 'ESERVFAIL'],
  ['failing.example', 'dns-server-failure', 'ESERVFAIL'],
  ['refused.example', 'dns-server-failure', 'EREFUSED'],
  ['loop.example', 'dns-server-failure', 'EBADRESP'],
];
for (const [host, code, systemCode, more = {}] of failing) {
  test(`${host} ${JSON.stringify(more)}: ${code}`, async () => {
    const { error, addresses } = await addressesOf(host, more);
    assert.deepEqual([error?.code, error?.systemCode], [code, systemCode]);
    assert.ok(error?.message.includes(host));
    assert.deepEqual([...addresses], []);
  });
}

test('silence ends with the deadline, as a timeout of DNS', async () => {
  const { error } = await addressesOf('silent.example', {}, 250);
  assert.deepEqual([error?.code, error?.systemCode], ['dns-timeout', 'ETIMEOUT']);
});

test('of 500 addresses the first are looked at', async () => {
  const { addresses } = await addressesOf('many.example');
  assert.equal(addresses.length, MAX_ADDRESSES);
});

test('--resolve and a literal ask for no address', async () => {
  const quiet = await startDnsServer({});
  try {
    const given = ask('Mail.example', {
      dnsServer: quiet,
      resolve: new Map([['mail.example', ['192.0.2.7', '2001:db8::7']]]),
      families: [4],
    });
    assert.deepEqual((await given.addresses).addresses, [{ address: '192.0.2.7', family: 4 }]);
    assert.equal((await given.addresses).source, 'resolve-option');
    assert.equal((await given.facts(AMPLE_MS)).dnsAddresses, null);
    const literal = ask('2001:db8::7', { dnsServer: quiet, literal: 6 });
    assert.equal((await literal.addresses).source, 'literal');
    assert.deepEqual(Object.keys((await literal.facts(AMPLE_MS)).ptr), ['2001:db8::7']);
    assert.deepEqual(
      quiet.queries.filter((query) => /^A{1,4} /.test(query)),
      [],
    );
    given.end();
    literal.end();
  } finally {
    await quiet.close();
  }
});

test('the system knows localhost, and DNS is not asked for it', async () => {
  const quiet = await startDnsServer({});
  try {
    const { addresses, facts, end } = ask('localhost', { dnsServer: null, systemServers: [quiet] });
    const { source, error, addresses: found } = await addresses;
    assert.deepEqual([source, error], ['system', null]);
    assert.ok(found.some(({ address }) => address === '127.0.0.1' || address === '::1'));
    assert.equal((await facts(AMPLE_MS)).dnsAddresses, null);
    assert.deepEqual(quiet.queries, []);
    end();
  } finally {
    await quiet.close();
  }
});

test('facts: each for itself, ordered, with what did not come marked', async () => {
  const { addresses, facts, end } = ask('domain.example');
  await addresses;
  // One name keeps silent: this long is waited, and all the rest has come by then.
  const known = await facts(2_500);
  assert.deepEqual(known.mx, [
    { preference: 10, exchange: 'mx1.example' },
    { preference: 20, exchange: 'mx2.example' },
  ]);
  assert.deepEqual(known.mxHosts, [
    { preference: 10, exchange: 'mx1.example', addresses: ['192.0.2.25', '2001:db8::25'] },
    { preference: 20, exchange: 'mx2.example', addresses: [] },
  ]);
  assert.deepEqual(known.tlsa, {
    25: { records: [{ usage: 3, selector: 1, matching: 1, data: digest }], authentic: true },
    465: { error: 'SERVFAIL' },
  });
  assert.deepEqual(known.srv, { error: 'no answer' });
  assert.deepEqual(known.ptr, { '192.0.2.1': ['mail.example'] });
  assert.deepEqual(known.ptrConfirmed, { '192.0.2.1': true });
  assert.equal(known.tlsRpt, 'v=TLSRPTv1; rua=mailto:tls@domain.example');
  assert.deepEqual(known.dnsAddresses, ['192.0.2.1']);
  assert.deepEqual(known.cname, []);
  end();
});

test('facts: aliases, a reverse name that leads elsewhere, SRV by priority and weight', async () => {
  const { facts, end } = ask('alias.example');
  const known = await facts(AMPLE_MS);
  assert.deepEqual(known.cname, ['mail.example']);
  assert.deepEqual(known.ptrConfirmed, { '192.0.2.1': true, '2001:db8::1': false });
  assert.deepEqual(known.mx, []);
  assert.deepEqual(known.tlsa, {});
  assert.deepEqual(known.srv, []);
  end();
});

test('facts: an MTA-STS policy whose host does not exist, by the word of the server that was named', async () => {
  const { facts, end } = ask('sts.example');
  const { mtaSts } = await facts(AMPLE_MS);
  assert.deepEqual([mtaSts?.record, mtaSts?.policy], ['v=STSv1; id=1;', null]);
  assert.match(mtaSts?.error ?? '', /mta-sts\.sts\.example.*ENOTFOUND/);
  assert.ok(server.queries.includes('A mta-sts.sts.example udp'));
  end();
  const unasked = ask('sts.example', { wantPolicy: false });
  assert.deepEqual((await unasked.facts(AMPLE_MS)).mtaSts, { record: 'v=STSv1; id=1;', policy: null, error: null });
  unasked.end();
});

test('facts of a silent server are errors within the grace', async () => {
  const mute = await startDnsServer({ '*': { silent: true } });
  try {
    const { facts, end } = ask('mail.example', { dnsServer: mute, resolve: new Map([['mail.example', ['192.0.2.1']]]) });
    const known = await facts(50);
    assert.deepEqual(known.mx, { error: 'no answer' });
    assert.deepEqual(known.ptr, { '192.0.2.1': { error: 'no answer' } });
    assert.deepEqual(known.srv, { error: 'no answer' });
    end();
  } finally {
    await mute.close();
  }
});

const said = (status: DnsAnswer<string>['status'], more: Partial<DnsAnswer<string>> = {}): DnsAnswer<string> => ({
  status,
  records: [],
  aliases: [],
  authentic: false,
  error: null,
  systemCode: null,
  ...more,
});
const both = (answer: DnsAnswer<string>): AddressAnswers => ({ 4: answer, 6: answer });
const servfail = said('failed', { error: 'SERVFAIL', systemCode: 'ESERVFAIL' });
const silence = said('failed', { error: 'no answer', systemCode: 'ETIMEOUT' });

const system: [systemCode: string, answers: AddressAnswers | null, code: string, kept: string][] = [
  ['ENOTFOUND', null, 'dns-name-not-found', 'ENOTFOUND'],
  ['ENOTFOUND', both(said('no-name')), 'dns-name-not-found', 'ENOTFOUND'],
  ['ENOTFOUND', both(said('no-data')), 'dns-no-address', 'ENODATA'],
  ['ENOTFOUND', both(servfail), 'dns-server-failure', 'ESERVFAIL'],
  ['ENOTFOUND', both(silence), 'dns-name-not-found', 'ENOTFOUND'],
  ['ENOTFOUND', both(said('found', { records: ['192.0.2.1'] })), 'dns-name-not-found', 'ENOTFOUND'],
  ['EAI_AGAIN', both(servfail), 'dns-server-failure', 'ESERVFAIL'],
  ['EAI_AGAIN', both(silence), 'dns-timeout', 'EAI_AGAIN'],
  ['EAI_AGAIN', null, 'dns-timeout', 'EAI_AGAIN'],
  ['EAI_AGAIN', both(said('found', { records: ['192.0.2.1'] })), 'dns-timeout', 'EAI_AGAIN'],
  ['ETIMEOUT', null, 'dns-timeout', 'ETIMEOUT'],
  ['ENODATA', null, 'dns-no-address', 'ENODATA'],
  ['EAI_FAIL', null, 'dns-server-failure', 'EAI_FAIL'],
];
for (const [systemCode, answers, code, kept] of system) {
  test(`the system says ${systemCode}, DNS ${answers?.[4]?.error ?? answers?.[4]?.status ?? 'nothing'}: ${code}`, () => {
    const error = errorOfSystem(systemCode, answers, { host: 'mail.example', families: [4, 6] });
    assert.deepEqual([error.code, error.systemCode], [code, kept]);
  });
}

test('takes the word of DNS where the system keeps silent, and lets go of the system', async () => {
  let isGivenUp = false;
  const silent: NonNullable<LookupQuestion['askSystem']> = (_host, _families, ending) =>
    new Promise((done) => {
      ending.onOver(() => {
        isGivenUp = true;
        done({ addresses: [], systemCode: 'ETIMEOUT' });
      });
    });
  const more = { dnsServer: null, systemServers: [server], askSystem: silent };
  const { addresses, source, error } = await addressesOf('mail.example', more, 2_000);
  assert.deepEqual([addresses.map(({ address }) => address), source, error], [['192.0.2.1', '2001:db8::1'], 'dns-server', null]);
  assert.ok(isGivenUp);
});

// One line of a list as what it asks for: settings read, passwords kept out, shards that add up to the whole.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Entry, entryOf, hashOf, isInShard, parseEntry, requestOf } from '../../../src/batch/entry.ts';
import { DEFAULT_REQUEST, makePlan } from '../../../src/request/plan.ts';

const entry = (text: string, isTooLong = false): Entry => entryOf({ number: 1, text, isTooLong, endsAt: 0 });

const GOOD: readonly (readonly [string, object])[] = [
  ['mail.example.com', {}],
  ['mail.example.com port=587', { ports: [587] }],
  ['mail.example.com port=587,465,587 mode=starttls', { ports: [587, 465], modes: ['starttls'] }],
  ['192.0.2.1  PROTOCOL=imap', { protocol: 'imap' }],
  ['alice@contoso.example protocol=graph', { protocol: 'graph' }],
  ['mail.example.com servername=other.example.com', { servername: 'other.example.com' }],
  ['mail.example.com address=192.0.2.1,2001:db8::1', { addresses: ['192.0.2.1', '2001:db8::1'] }],
  ['imaps://mail.example.com', {}],
  ['mail.example.com:2525', {}],
];
const BAD: readonly (readonly [string, RegExp])[] = [
  ['mail example.com', /no setting.*port=/],
  ['mail.example.com port=', /port=.*nothing/],
  ['mail.example.com port=0', /port=.*1 to 65535/],
  ['mail.example.com mode=ssl', /mode=.*starttls/],
  ['mail.example.com address=mail', /address=.*IP/],
  ['mail.example.com constructor=1', /no setting/],
  ['mail.example.com =1', /no setting/],
  ['ftp://mail.example.com', /scheme/],
  ['a,b', /comma/],
];

describe('entry of a list', () => {
  for (const [text, settings] of GOOD) it(`reads ${text}`, () => assert.deepEqual(parseEntry(entry(text)).settings, settings));
  for (const [text, complaint] of BAD) it(`refuses ${text}`, () => assert.throws(() => parseEntry(entry(text)), complaint));
  it('reads a target as check does', () => {
    const target = (text: string): object => {
      const { host, port, protocol, input } = parseEntry(entry(text)).target;
      return { host, port, protocol, input };
    };
    const host = 'mail.example.com';
    assert.deepEqual(target('mail.example.com 993'), { host, port: 993, protocol: 'imap', input: 'mail.example.com 993' });
    assert.deepEqual(target('"mail.example.com",'), { host, port: null, protocol: 'smtp', input: '"mail.example.com",' });
    assert.deepEqual(target('https://mail.example.com/owa'), {
      host,
      port: null,
      protocol: 'smtp',
      input: 'https://mail.example.com/owa',
    });
    assert.deepEqual(parseEntry(entry('mail.example.com 587 mode=starttls')).settings, { modes: ['starttls'] });
  });
  it('refuses a line that is too long', () => assert.throws(() => parseEntry(entry('x', true)), /longer/));

  const SECRETS = [
    'smtp://bob:hunter2@mail.example.com',
    'smtps://hunter2@mail.example.com',
    'bob:hunter2@mail.example.com',
    'smtp://bob:hunter2/x@mail.example.com',
  ];
  for (const text of SECRETS) {
    it(`keeps no password of ${text.split(':')[0]}`, () => {
      assert.ok(!entry(text).text.includes('hunter2'), entry(text).text);
      // Behind a password without a scheme nothing is certain to be a host: it may be the password's end.
      assert.match(entry(text).text, text.includes('://') ? /^smtps?:\/\/\*\*\*@mail\.example\.com$/ : /^bob\*\*\*$/);
    });
  }
  it('leaves a URL without a password as it is', () => assert.equal(entry('smtp://[::1]:25').text, 'smtp://[::1]:25'));

  it('lets a line and its target outrank the options of the run', () => {
    const run = { ...DEFAULT_REQUEST, ports: [25], modes: ['tls'] as const, protocol: 'smtp' as const };
    const planOf = (text: string) => {
      const { target, settings } = parseEntry(entry(text));
      const { protocol, ports, modes } = makePlan(target, requestOf(run, target, settings));
      return [protocol, ports, modes];
    };
    assert.deepEqual(planOf('a.example'), ['smtp', [25], ['tls']]);
    assert.deepEqual(planOf('a.example port=587'), ['smtp', [587], ['tls']]);
    assert.deepEqual(planOf('a.example:465'), ['smtp', [465], ['tls']]);
    assert.deepEqual(planOf('imaps://a.example'), ['imap', [993], ['tls']]);
    assert.deepEqual(planOf('a.example port=143 mode=starttls protocol=imap'), ['imap', [143], ['starttls']]);
  });

  it('has each entry in exactly one shard, wherever it stands', () => {
    const shards = [1, 2, 3].map((index) => ({ index, of: 3 }));
    const counts = [0, 0, 0];
    for (let at = 0; at < 3_000; at += 1) {
      const mine = shards.filter((shard) => isInShard(`host${at}.example`, shard));
      assert.equal(mine.length, 1);
      const index = mine[0]?.index ?? 0;
      counts[index - 1] = (counts[index - 1] ?? 0) + 1;
    }
    for (const count of counts) assert.ok(count > 800 && count < 1_200, String(counts));
    // Other machines must come to the same parts.
    assert.equal(hashOf('mail.example.com'), 0x0b_2c_0a_ed_cf_6a);
  });
});

// The query of /probe: what it asks for, what it is refused for. Also the list of allowed targets and the time of a scrape.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_REQUEST } from '../../../src/request/plan.ts';
import { parseTargetList } from '../../../src/request/target-list.ts';
import { defaultConfiguration } from '../../../src/serve/default-modules.ts';
import { probeTimeMs, readProbeQuery } from '../../../src/serve/probe-query.ts';

const configuration = defaultConfiguration(DEFAULT_REQUEST);

describe('a query', () => {
  const takes: readonly (readonly [search: string, module: string, host: string, ports: readonly number[] | null])[] = [
    ['target=mail.example.com', 'default', 'mail.example.com', null],
    ['target=mail.example.com&module=submission', 'submission', 'mail.example.com', [587]],
    ['module=imaps&target=Mail.Example.COM.', 'imaps', 'mail.example.com', [993]],
    // The target's own port stands for the module's.
    ['target=mail.example.com:2587&module=submission', 'submission', 'mail.example.com', null],
    ['target=submission%3A%2F%2Fmail.example.com&module=submission', 'submission', 'mail.example.com', null],
    ['target=[2001:db8::1]:465', 'default', '2001:db8::1', null],
    ['target=alice%40example.com', 'default', 'example.com', null],
  ];
  for (const [search, module, host, ports] of takes) {
    it(`takes ${search}`, () => {
      const read = readProbeQuery(search, configuration);
      assert.ok(read.ok, read.ok ? '' : read.refusal.message);
      assert.deepEqual([read.query.module.name, read.query.target.host, read.query.request.ports], [module, host, ports]);
    });
  }

  const refuses: readonly (readonly [search: string, complaint: RegExp])[] = [
    ['', /^the target is missing/],
    ['target=', /^the target is missing/],
    ['module=smtp', /^the target is missing/],
    ['target=a.example&target=b.example', /^target is given 2 times/],
    ['target=a.example&module=smtp&module=imap', /^module is given 2 times/],
    ['target=a.example&module=nope', /^unknown module 'nope': there are default, smtp/],
    ['target=a.example&modul=smtp', /^unknown parameter 'modul': there are target and module/],
    ['target=a.example&password=hunter2', /^a credential is not taken here/],
    ['target=a.example&User=hunter2', /^a credential is not taken here/],
    ['target=a.example&access_token=hunter2', /^a credential is not taken here/],
    ['target=a.example&hunter2', /^unknown parameter: there are target and module/],
    ['target=http://a.example', /^unknown scheme/],
    ['target=smtp://bob:hunter2@a.example', /^a target URL carries no user name/],
    ['target=a+b', /space/],
    ['target=a%0d%0aSet-Cookie:x', /control character/],
    ['target=a.example:0', /port 0 does not exist/],
    ['target=smtps://a.example&module=submission', /^module 'submission': .* means mode tls, modes starttls/],
    ['target=imaps://a.example&module=smtp', /^module 'smtp': .* means imap, protocol smtp/],
  ];
  for (const [search, complaint] of refuses) {
    it(`refuses ${search}`, () => {
      const read = readProbeQuery(search, configuration);
      assert.ok(!read.ok, 'it was taken');
      assert.equal(read.refusal.status, 400);
      assert.match(read.refusal.message, complaint);
      assert.doesNotMatch(read.refusal.message, /hunter2|[\r\n]/);
    });
  }

  it('wants a module where none is called default', () => {
    const module = configuration.modules.get('smtp');
    assert.ok(module);
    const read = readProbeQuery('target=a.example', { ...configuration, modules: new Map([['own', module]]) });
    assert.ok(!read.ok);
    assert.equal(read.refusal.message, 'the module is missing: there are own');
  });

  it('keeps to the allowed targets, of all and of the module', () => {
    const module = configuration.modules.get('smtp');
    assert.ok(module);
    const own = { ...module, allowedTargets: parseTargetList(['mx.example.com']) };
    const restricted = {
      ...configuration,
      allowedTargets: parseTargetList(['*.example.com']),
      modules: new Map([['smtp', own]]),
    };
    const statusOf = (host: string): number => {
      const read = readProbeQuery(`target=${host}&module=smtp`, restricted);
      return read.ok ? 200 : read.refusal.status;
    };
    assert.deepEqual(
      ['mx.example.com', 'MX.example.com:587', 'a.example.com', 'evil.example', 'bob@evil.example'].map(statusOf),
      [200, 200, 403, 403, 403],
    );
  });
});

describe('a list of targets', () => {
  const list = parseTargetList([
    'mail.example.com',
    '*.example.net',
    '.example.org',
    '192.0.2.0/24',
    '198.51.100.7',
    '2001:db8::/32',
    '::1',
  ]);
  const table: readonly (readonly [host: string, isAllowed: boolean])[] = [
    ['mail.example.com', true],
    ['xmail.example.com', false],
    ['mail.example.com.evil.example', false],
    ['a.example.net', true],
    ['a.b.example.net', true],
    ['example.net', false],
    ['evilexample.net', false],
    ['a.example.org', true],
    ['192.0.2.255', true],
    ['192.0.3.0', false],
    ['198.51.100.7', true],
    ['198.51.100.8', false],
    ['2001:db8:1::1', true],
    ['2001:db9::1', false],
    ['::1', true],
  ];
  for (const [host, isAllowed] of table)
    it(`${isAllowed ? 'allows' : 'bars'} ${host}`, () => assert.equal(list.allows(host), isAllowed));

  for (const entry of ['', '*', '*.', 'a b', '192.0.2.0/33', '192.0.2.0/', 'example.com/24', '*.192.0.2.1', 'http://a'])
    it(`refuses ${JSON.stringify(entry)}`, () => assert.throws(() => parseTargetList([entry]), { name: 'UsageError' }));
});

describe('the time of a probe', () => {
  const table: readonly (readonly [header: string | undefined, ms: number])[] = [
    [undefined, 30_000],
    ['', 30_000],
    ['10', 9_500],
    ['5.25', 4_750],
    ['60', 30_000],
    // Half of it at least: less than the offset would leave nothing.
    ['0.6', 300],
    ['0', 30_000],
    ['-1', 30_000],
    ['NaN', 30_000],
    ['1e3', 30_000],
  ];
  for (const [header, ms] of table) it(`${header} leaves ${ms} ms`, () => assert.equal(probeTimeMs(30_000, header), ms));
});

// Where an assistant could lead the program beside the hosts on its list: by another writing of a host, by the records of an
// allowed domain, by addresses. Nothing goes to such a host, and the answer says which one it was.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startLab } from '../../src/lab/lab.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { portsOnly, submissions } from '../../src/lab/scenario.ts';
import { checkTool, discoverTool } from '../../src/mcp/mail-tools.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { parseHost } from '../../src/request/target.ts';
import { startDnsServer, type Zone } from '../support/dns-server.ts';
import { startAssistant } from './support/assistant-checks.ts';

const DOMAIN = 'allowed.example';
const ELSEWHERE = 'mail.elsewhere.test';

const frame = () => ({ signal: new AbortController().signal, onWaits: () => {}, onProgress: () => {} });

describe('the list of hosts', () => {
  const LISTED: readonly (readonly [entry: string, allowed: readonly string[], refused: readonly string[]])[] = [
    [
      'Mail.Example.COM.',
      ['mail.example.com', 'MAIL.EXAMPLE.COM', 'mail.example.com.'],
      ['example.com', 'x.mail.example.com', 'mail.example.com.evil.test', 'xmail.example.com'],
    ],
    ['*.example.com', ['a.example.com', 'A.B.Example.com.'], ['example.com', 'evilexample.com', 'example.com.evil.test']],
    [
      'bücher.example',
      ['xn--bcher-kva.example', 'BÜCHER.example.', 'b\u00fccher.example'],
      ['bucher.example', 'xn--bcher-kva.example.evil.test'],
    ],
    ['*.müller.example', ['mail.xn--mller-kva.example', 'mail.MÜLLER.example'], ['müller.example']],
    ['192.0.2.10', ['192.0.2.10', '::ffff:192.0.2.10'], ['192.0.2.1', '192.0.2.100', '::192.0.2.10']],
    ['10.1.0.0/16', ['10.1.0.1', '10.1.255.255', '::ffff:10.1.2.3'], ['10.2.0.1', '110.1.0.1', 'a.10.1.0.test']],
    ['2001:DB8:0:0::10', ['2001:db8::10', '[2001:0DB8:0:0:0:0:0:10]'], ['2001:db8::11', '2001:db8::1']],
    ['2001:db8::/32', ['2001:db8:ffff::1', '2001:db8::1%eth0'], ['2001:db9::1', '32.1.13.184']],
    ['fe80::1%eth0', ['fe80::1%eth0'], ['fe80::1', 'fe80::1%eth1', 'fe80::2%eth0']],
  ];
  for (const [entry, allowed, refused] of LISTED)
    it(entry, async () => {
      const { checks } = await startAssistant({ allow: [entry] });
      for (const text of allowed) assert.doesNotThrow(() => checks.admit(parseHost(text).host), text);
      for (const text of refused) assert.throws(() => checks.admit(parseHost(text).host), UsageError, text);
    });

  it('takes no other writing of a private address, nor a network without its bits', async () => {
    const { check } = await startAssistant({ allow: ['mail.example.com', '192.0.2.0/24'] });
    for (const target of [
      ...[
        '127.0.0.1',
        '127.1',
        '2130706433',
        '0x7f.0.0.1',
        '017700000001',
        'localhost',
        '[::1]',
        '[::ffff:127.0.0.1]',
        '0.0.0.0',
      ],
      ...['10.0.0.1:25', '169.254.169.254', 'smtp://192.168.1.1', 'mail.example.com@127.0.0.1', 'mail.example.com#@127.0.0.1'],
      ...['mail.example.com%2f@127.0.0.1', 'smtp://mail.example.com\\@127.0.0.1', 'mail。example。net', '[fe80::1%25lo]'],
    ])
      await assert.rejects(check({ target }), UsageError, target);
    for (const entry of [
      '192.0.2.0/33',
      '2001:db8::/129',
      '192.0.2.0/',
      '/8',
      '*',
      '*.',
      '*.192.0.2.1',
      'a/8',
      'mail.example.com:25',
    ])
      await assert.rejects(startAssistant({ allow: [entry] }), UsageError, entry);
  });
});

describe('the servers of an allowed domain, where they are elsewhere', () => {
  const ZONES: Readonly<Record<string, (port: number) => Zone>> = {
    SRV: (port) => ({ [DOMAIN]: {}, [`_submissions._tcp.${DOMAIN}`]: { SRV: [[0, 0, port, ELSEWHERE]] } }),
    'SRV that DNSSEC vouches for': (port) => ({
      [DOMAIN]: {},
      [`_submissions._tcp.${DOMAIN}`]: { SRV: [[0, 0, port, ELSEWHERE]], authentic: true },
    }),
    MX: () => ({ [DOMAIN]: { MX: [[10, ELSEWHERE]] } }),
  };
  for (const [name, zoneOf] of Object.entries(ZONES))
    it(`${name}: nothing is sent to them, and it is said`, async () => {
      const lab = await startLab(portsOnly({ submissions: submissions() }), { host: ELSEWHERE });
      const dns = await startDnsServer({ [ELSEWHERE]: { A: [lab.address] }, ...zoneOf(lab.port('submissions')) });
      try {
        const start = {
          labs: [lab],
          logins: [`work=${lab.account.user}:env:P`],
          env: { P: lab.account.password },
          request: { resolve: new Map(), dnsServer: { address: '127.0.0.1', port: dns.port } },
        };
        const { checks, check } = await startAssistant({ ...start, allow: [DOMAIN] });
        for (const login of [undefined, 'work'])
          await assert.rejects(check({ target: `ada@${DOMAIN}`, ...(login ? { login } : {}) }), (error: unknown) => {
            assert.ok(error instanceof UsageError);
            assert.match(
              error.message,
              /allowed\.example .*mail\.elsewhere\.test.* not on the list.*nothing was sent to it.*--allow/,
            );
            return true;
          });
        assert.equal(lab.record.connections.length, 0);

        const request = { ...DEFAULT_REQUEST, ...start.request };
        const found = await discoverTool(checks, request, { address: DOMAIN }, frame());
        assert.match(found.text, /mail\.elsewhere\.test.*not on the list/);
        assert.equal(lab.record.connections.length, 0);

        // With the host on the list it is checked; the login stays here where nothing but unsigned records names the host.
        const both = await startAssistant({ ...start, allow: [DOMAIN, ELSEWHERE] });
        const told = await checkTool(both.checks, { target: `ada@${DOMAIN}`, login: 'work' }, frame());
        assert.ok(lab.record.connections.length > 0 || name === 'MX', told.text);
        const isProven = name.includes('DNSSEC');
        assert.equal(loginsOf(lab.record).length, isProven ? 1 : 0);
        assert.match(told.text, isProven ? /The login was sent once/ : /The login was not sent/);
      } finally {
        await dns.close();
        await lab.close();
      }
    });
});

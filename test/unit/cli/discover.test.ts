// `mailprobe discover` from the words typed to what is printed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMailAddress, run, runDiscover } from '../../../src/cli/commands/discover.ts';
import type { Io } from '../../../src/cli/terminal/io.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import { startDnsServer, type Zone } from '../../support/dns-server.ts';

const zone: Zone = {
  'own.example': { MX: [[10, 'mx.own.example']] },
  '_submissions._tcp.own.example': { SRV: [[0, 1, 465, 'mail.own.example']] },
  '_pop3s._tcp.own.example': { SRV: [[0, 0, 0, '.']] },
  'evil.example': { MX: [[10, 'mx\u001b[2J.evil.example']] },
  'null.example': { MX: [[0, '.']] },
  'autoconfig.own.example': {},
};

async function printed(address: string, more: { json?: boolean; columns?: number; verbose?: boolean } = {}) {
  const server = await startDnsServer(zone);
  let out = '';
  const io: Io = {
    stdout: {
      write: (text, done) => {
        out += text;
        done?.();
        return true;
      },
    },
    stderr: { write: () => true },
    stdin: process.stdin,
    env: {},
  };
  const directory = { providerOfDomain: () => null, providerOfMx: () => null };
  try {
    const code = await runDiscover(
      {
        address,
        protocol: null,
        dnsServer: server,
        resolve: new Map(),
        totalMs: 10_000,
        json: false,
        verbose: false,
        quiet: true,
        colour: false,
        columns: 100,
        output: undefined,
        sources: { directory, httpAllowed: false },
        ...more,
      },
      io,
    );
    return { out, code };
  } finally {
    await server.close();
  }
}

test('a table, the best first, and what is not offered', async () => {
  const { out, code } = await printed('alice@own.example', { verbose: true });
  assert.equal(code, 0);
  const lines = out.split('\n');
  assert.equal(lines[0], 'own.example');
  const [best = '', ...rest] = lines.filter((line) => /465|587/.test(line));
  assert.match(best, /mail\.own\.example +465 +tls +certain +SRV record/);
  assert.deepEqual(
    rest.filter((line) => line.includes('MX host')),
    [],
  );
  assert.match(out, /mx\.own\.example +993 +tls +guess +MX host/);
  assert.match(out, /Decidedly not offered \(SRV "\."\): _pop3s\._tcp/);
  assert.match(out, /MX: 10 mx\.own\.example/);
});

test('no line is wider than the terminal, unless one word is', async () => {
  const { out } = await printed('own.example', { columns: 50 });
  for (const line of out.split('\n')) assert.ok(line.length <= 50, line);
});

test('JSON', async () => {
  const { out, code } = await printed('alice@own.example', { json: true });
  const document = JSON.parse(out);
  assert.equal(code, 0);
  assert.deepEqual(
    [document.address, document.domain, document.found, document.error],
    ['alice@own.example', 'own.example', true, null],
  );
  assert.deepEqual(document.candidates[0], {
    protocol: 'smtp',
    host: 'mail.own.example',
    port: 465,
    mode: 'tls',
    source: 'srv',
    confidence: 'certain',
    usernameForm: null,
    detail: '_submissions._tcp priority 0',
    provider: null,
    dnssec: false,
    proof: 'own-domain',
  });
});

test('nothing found: exit code 1, and why', async () => {
  const gone = await printed('alice@gone.example');
  assert.equal(gone.code, 1);
  assert.match(gone.out, /gone\.example does not exist \(dns-name-not-found, ENOTFOUND\)/);
  const nobody = await printed('null.example');
  assert.equal(nobody.code, 1);
  assert.match(nobody.out, /RFC 7505/);
});

test('what a DNS server says cannot move the cursor', async () => {
  for (const json of [false, true]) assert.ok(!(await printed('evil.example', { json })).out.includes('\u001b'));
});

for (const address of [
  '',
  '192.0.2.1',
  'smtps://own.example',
  'own.example:465',
  'a@',
  'a@@b',
  'a b@own.example',
  '[2001:db8::1]',
]) {
  test(`no address: ${JSON.stringify(address)}`, async () => {
    assert.throws(() => parseMailAddress(address), UsageError);
    const io: Io = { stdout: { write: () => true }, stderr: { write: () => true }, stdin: process.stdin, env: {} };
    await assert.rejects(run({ positionals: [address], options: {} }, io), UsageError);
  });
}

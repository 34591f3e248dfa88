// Options that contradict each other, files that are not there, secrets in the wrong place.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, describe, it } from 'node:test';
import { readCredentials } from '../../../src/cli/login/credentials.ts';
import type { CheckOptions } from '../../../src/cli/options/options.ts';
import { readRequest } from '../../../src/cli/options/request.ts';
import type { Io } from '../../../src/cli/terminal/io.ts';
import { UsageError } from '../../../src/model/usage-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-request-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

const isPosix = process.platform !== 'win32';
const io = ({ env = {}, stdin = '' }: { env?: Record<string, string>; stdin?: string | Buffer } = {}): Io => ({
  stdout: { write: () => true },
  stderr: { write: () => true },
  stdin: Readable.from([Buffer.from(stdin)]),
  env,
});

const refuses = (promise: () => Promise<unknown>, complaint: RegExp, never = /hunter2/) =>
  assert.rejects(promise, (error: unknown) => {
    assert.ok(error instanceof UsageError, String(error));
    assert.match(error.message, complaint);
    assert.doesNotMatch(error.message, never);
    assert.doesNotMatch(error.message, /\n/);
    return true;
  });

describe('readRequest', () => {
  const contradictions: readonly (readonly [CheckOptions, RegExp])[] = [
    [{ ipv4: true, ipv6: true }, /-4 and -6/],
    [{ json: true, format: 'nagios' }, /--json and --format nagios/],
    [{ verbose: true, quiet: true }, /--verbose and --quiet/],
    [{ force: true }, /--output/],
    [{ hold: 60_000, all: true }, /--hold and --all/],
    [{ pool: 5, all: true }, /--pool and --all/],
    [{ pool: 5, polite: true }, /--pool and --polite/],
    [{ pool: 9, maxConnections: 3 }, /--pool 9 opens more than --max-connections 3/],
    [{ user: 'a', passwordStdin: true, passwordEnv: 'X' }, /--password-stdin and --password-env/],
    [{ user: 'a', tokenFile: 'x', tokenEnv: 'X' }, /--token-file and --token-env/],
    [{ user: 'a', tokenEnv: 'X', passwordEnv: 'X' }, /--password-env and --token-env/],
    [{ user: 'a', oauth: 'google', passwordEnv: 'X' }, /--password-env and --oauth/],
    [{ user: 'a', oauth: 'google', tokenEnv: 'X' }, /--token-env and --oauth/],
    [{ auth: ['PLAIN'], authAll: true }, /--auth-all and --auth PLAIN/],
    [{ auth: ['PLAIN', 'LOGIN'], authExclude: ['LOGIN'] }, /both name LOGIN/],
    [{ pfx: 'x', clientCert: 'y' }, /--pfx and --client-cert/],
    [{ clientCert: 'x' }, /wants --client-key/],
    [{ clientKey: 'x' }, /wants --client-cert/],
    [{ tlsMin: 'TLSv1.3', tlsMax: 'TLSv1.2' }, /--tls-min is higher/],
    [{ passwordEnv: 'X' }, /--password-env without --user/],
    [{ user: 'alice:hunter2' }, /no colon/],
    [{ ca: '/nonexistent/ca.pem' }, /--ca.*\/nonexistent\/ca\.pem.*no such file/],
    [{ ca: tmpdir() }, /directory/],
    [{ proxy: 'http://bob:hunter2@proxy.example' }, /--proxy.*MAILPROBE_PROXY/],
    [{ bind: '192.0.2.1' }, /--bind.*no address of this machine/],
  ];
  for (const [options, complaint] of contradictions) {
    it(`refuses ${JSON.stringify(options)}`, () => refuses(() => readRequest(options, io()), complaint));
  }

  it('names all contradictions at once', () =>
    refuses(() => readRequest({ ipv4: true, ipv6: true, json: true, format: 'html' }, io()), /-4 and -6.*; .*--format html/));

  it('refuses files that hold no certificate', () =>
    refuses(() => readRequest({ ca: file('no.pem', 'hello') }, io()), /--ca.*no\.pem holds no certificate/));

  it('joins what --resolve says of one name', async () => {
    const { resolve } = await readRequest(
      {
        resolve: [
          { host: 'a.example', addresses: ['192.0.2.1'] },
          { host: 'a.example', addresses: ['::1'] },
        ],
      },
      io(),
    );
    assert.deepEqual([...resolve], [['a.example', ['192.0.2.1', '::1']]]);
  });

  it('gives AUTH its 20 seconds, and more where commands get more', async () => {
    assert.equal((await readRequest({ commandTimeout: 1_000 }, io())).timeouts.authMs, 20_000);
    assert.equal((await readRequest({ commandTimeout: 25_000 }, io())).timeouts.authMs, 25_000);
  });

  it('remembers which waits were asked for by name', async () => {
    const { timeouts } = await readRequest({ connectTimeout: 5_000 }, io());
    assert.deepEqual([timeouts.connectNamed, timeouts.greetingNamed], [true, false]);
  });

  it('takes the proxy with its password from the environment', async () => {
    const { proxy } = await readRequest({}, io({ env: { MAILPROBE_PROXY: 'socks5://bob:hunter2@proxy.example' } }));
    assert.equal(proxy?.password?.reveal(), 'hunter2');
  });
});

describe('readCredentials', () => {
  const read = (options: CheckOptions, where = io()) => readCredentials(options, 'smtp', where, 5_000);

  it('is null without a user, whatever the environment holds', async () => {
    assert.equal(await read({}, io({ env: { MAILPROBE_PASSWORD: 'x' } })), null);
  });

  const sources: readonly (readonly [string, CheckOptions, Io, string, RegExp | null])[] = [
    ['stdin', { passwordStdin: true }, io({ stdin: 'hunter2\n' }), 'hunter2', /newline/],
    ['stdin with CRLF', { passwordStdin: true }, io({ stdin: 'hunter2\r\n' }), 'hunter2', /newline/],
    ['stdin with two newlines', { passwordStdin: true }, io({ stdin: 'hunter2\n\n' }), 'hunter2\n', /newline/],
    ['stdin without a newline', { passwordStdin: true }, io({ stdin: ' hunter2 ' }), ' hunter2 ', null],
    ['file', { passwordFile: file('pw', 'hünter2\n') }, io(), 'hünter2', /newline/],
    ['file with a byte order mark', { passwordFile: file('bom', '\ufeffhunter2') }, io(), 'hunter2', null],
    [
      'file that others can read',
      { passwordFile: file('open', 'hunter2', 0o644) },
      io(),
      'hunter2',
      isPosix ? /others .* can read/ : null,
    ],
    ['variable', { passwordEnv: 'SOME_PW' }, io({ env: { SOME_PW: 'hunter2' } }), 'hunter2', null],
    ['MAILPROBE_PASSWORD', {}, io({ env: { MAILPROBE_PASSWORD: 'hunter2' } }), 'hunter2', null],
  ];
  for (const [name, options, where, password, notice] of sources) {
    it(`reads the password from ${name}`, async () => {
      const found = await read({ user: 'alice', ...options }, where);
      assert.equal(found?.password?.reveal(), password);
      if (notice) assert.match(found?.notices.join() ?? '', notice);
      else assert.deepEqual(found?.notices, []);
    });
  }

  it('reads a token, which rules a password in the environment out', async () => {
    const found = await read(
      { user: 'alice', tokenEnv: 'TOKEN' },
      io({ env: { TOKEN: 'ey.J.x', MAILPROBE_PASSWORD: 'hunter2' } }),
    );
    assert.equal(found?.token?.reveal(), 'ey.J.x');
    assert.equal(found?.password, null);
  });

  const refused: readonly (readonly [CheckOptions, Io, RegExp])[] = [
    [{ passwordEnv: 'NOT_THERE' }, io(), /'NOT_THERE' is not set/],
    [{ passwordEnv: 'EMPTY' }, io({ env: { EMPTY: '' } }), /'EMPTY' is empty/],
    [{ passwordEnv: 'hunter2' }, io(), /not set.*name, not the secret/],
    [{ passwordEnv: 'hunter2!' }, io(), /name of an environment variable/],
    [{ passwordFile: '/nonexistent/password' }, io(), /\/nonexistent\/password: no such file/],
    [{ passwordFile: file('empty', '') }, io(), /empty/],
    [{ passwordFile: file('newline', '\n') }, io(), /empty/],
    [{ passwordFile: file('utf16', Buffer.from('\ufeffhunter2', 'utf16le')) }, io(), /UTF-16/],
    [{ passwordFile: file('latin1', Buffer.from('hünter2', 'latin1')) }, io(), /not UTF-8/],
    [{ passwordFile: '/dev/zero' }, io(), /larger than 1 MiB/],
    [{ passwordStdin: true }, io({ stdin: 'half\0other' }), /NUL/],
    [{ passwordStdin: true }, io({ stdin: Buffer.alloc(1_048_577, 'x') }), /more than 1 MiB/],
    [{}, io(), /--user without a password/],
    [{}, io({ env: { MAILPROBE_PASSWORD: '' } }), /MAILPROBE_PASSWORD is empty/],
    [{ scope: 'x' }, io(), /--scope means nothing without --oauth/],
    [{ oauth: 'microsoft' }, io(), /--oauth-flow/],
    [{ oauth: 'microsoft', oauthFlow: 'client-credentials' }, io(), /--client-id, --client-secret-env, --tenant/],
    [{ oauth: 'https://idp.example', oauthFlow: 'client-credentials', clientId: 'x', clientSecretEnv: 'X' }, io(), /--scope/],
    [{ oauth: 'http://idp.example', oauthFlow: 'device-code', clientId: 'x', scope: 'x' }, io(), /not https/],
    [{ oauth: 'idp', oauthFlow: 'device-code', clientId: 'x' }, io(), /no provider/],
  ];
  for (const [options, where, complaint] of refused) {
    it(`refuses ${JSON.stringify(options)}: ${complaint.source}`, () =>
      refuses(() => read({ user: 'alice', ...options }, where), complaint));
  }

  it('gives up on a stdin that nobody closes', () => {
    const stdin = new Readable({ read: () => {} });
    return refuses(() => readCredentials({ user: 'alice', passwordStdin: true }, 'smtp', { ...io(), stdin }, 30), /not closed/);
  });

  it('fills in what a provider fixes', async () => {
    const found = await read(
      {
        user: 'alice',
        oauth: 'Microsoft',
        oauthFlow: 'client-credentials',
        clientId: 'id',
        clientSecretEnv: 'CS',
        tenant: 'example.com',
      },
      io({ env: { CS: 'hunter2\n' } }),
    );
    assert.equal(found?.oauth?.issuer, 'https://login.microsoftonline.com/example.com/v2.0');
    assert.equal(found?.oauth?.scope, 'https://outlook.office365.com/.default');
    assert.equal(found?.oauth?.clientSecret?.reveal(), 'hunter2');
  });
});

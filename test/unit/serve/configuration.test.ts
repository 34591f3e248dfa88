// Configuration files: what they may say, and every complaint with its place. No network.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { after, describe, it } from 'node:test';
import { DEFAULT_REQUEST } from '../../../src/request/plan.ts';
import { type LoadedConfiguration, loadConfiguration, readConfiguration } from '../../../src/serve/configuration.ts';
import type { Configuration, Module } from '../../../src/serve/module.ts';
import { keystoreSample } from '../net/keystore-samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'mp-serve-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string): string => join(folder, name);

const env = { PW: 'correct horse', EMPTY: '', PROXY: 'socks5://u:proxy%20word@192.0.2.1:1080' };
const seen: string[] = [];
const context = { base: DEFAULT_REQUEST, env, onSecret: (secret: { reveal(): string }) => seen.push(secret.reveal()) };
const read = (text: string): Promise<LoadedConfiguration> => readConfiguration(inFolder('m.yml'), text, context);

async function good(text: string): Promise<Configuration> {
  const loaded = await read(text);
  assert.ok(loaded.ok, loaded.ok ? '' : loaded.problems.join('\n'));
  return loaded.configuration;
}

async function moduleOf(settings: string): Promise<Module> {
  const { modules } = await good(`modules:\n  m: ${settings}\n`);
  const module = modules.get('m');
  assert.ok(module);
  return module;
}

/** The complaints without the folder: `m.yml:1:2: …`. */
async function problemsOf(text: string): Promise<string[]> {
  const loaded = await read(text);
  assert.equal(loaded.ok, false, 'it was taken');
  return loaded.ok ? [] : loaded.problems.map((line) => line.replaceAll(join(folder, sep), ''));
}

describe('settings of a module', () => {
  it('leaves open what is not said', async () => {
    const { request, login } = await moduleOf('');
    assert.deepEqual(request, DEFAULT_REQUEST);
    assert.equal(login, null);
  });

  const takes: readonly (readonly [settings: string, expected: object])[] = [
    ['{ ports: 587 }', { ports: [587], protocol: 'smtp' }],
    ['{ ports: "465,587" }', { ports: [465, 587] }],
    ['{ ports: [993, 143] }', { ports: [993, 143], protocol: 'imap' }],
    ['{ modes: [tls, starttls] }', { modes: ['tls', 'starttls'] }],
    ['{ protocol: pop3 }', { protocol: 'pop3', ports: null }],
    ['{ protocol: graph, cloud: us-gov }', { protocol: 'graph', cloud: 'us-gov' }],
    ['{ protocol: ews, ports: 8443 }', { protocol: 'ews', ports: [8443] }],
    ['{ family: 6 }', { family: 6 }],
    ['{ all_addresses: true, strict: true }', { allAddresses: true, strict: true }],
    ['{ warn_days: 14 }', { warnDays: 14 }],
    ['{ ehlo: probe.example.net }', { ehloName: 'probe.example.net' }],
    ['{ servername: MAIL.example.net }', { servername: 'mail.example.net' }],
    ['{ dns_server: "192.0.2.53:5353" }', { dnsServer: { address: '192.0.2.53', port: 5353 } }],
    ['{ max_connections: 2 }', { maxConnections: 2 }],
    ['{ bind: 127.0.0.1 }', { bindAddress: '127.0.0.1' }],
  ];
  for (const [settings, expected] of takes) {
    it(`takes ${settings}`, async () => {
      const { request } = await moduleOf(settings);
      for (const [name, value] of Object.entries(expected)) assert.deepEqual(Reflect.get(request, name), value, name);
    });
  }

  it('reads times as the command line does', async () => {
    const { request } = await moduleOf(
      '{ timeout: 9.5, connect_timeout: 500ms, greeting_timeout: 00:01:00, command_timeout: 30s }',
    );
    assert.deepEqual(request.timeouts, {
      totalMs: 9_500,
      connectMs: 500,
      connectNamed: true,
      greetingMs: 60_000,
      greetingNamed: true,
      commandMs: 30_000,
      authMs: 30_000,
    });
  });

  it('reads expectations, one or several', async () => {
    const one = await moduleOf('{ expect: tls>=1.2 }');
    assert.deepEqual(
      one.request.expectations.map(({ text }) => text),
      ['tls>=1.2'],
    );
    const two = await moduleOf('{ expect: ["tls>=1.2", "endpoint:587/starttls"] }');
    assert.equal(two.request.expectations.length, 2);
  });

  it('keeps a version as it is written', async () => {
    const { request } = await moduleOf('{ tls: { min_version: 1.0, max_version: 1.2, insecure: true } }');
    assert.deepEqual([request.tls.minVersion, request.tls.maxVersion, request.tls.insecure], ['TLSv1', 'TLSv1.2', true]);
  });

  it('joins addresses of one name', async () => {
    const { request } = await moduleOf('{ resolve: ["mail.example.com:192.0.2.1", "mail.example.com:[2001:db8::1]"] }');
    assert.deepEqual([...request.resolve], [['mail.example.com', ['192.0.2.1', '2001:db8::1']]]);
  });

  it('takes a proxy with a password from a variable alone', async () => {
    const { request } = await moduleOf('{ proxy_env: PROXY }');
    assert.equal(request.proxy?.password?.reveal(), 'proxy word');
    assert.deepEqual(await problemsOf('modules:\n  m: { proxy: "socks5://u:pw@192.0.2.1:1080" }\n'), [
      'm.yml:2:15: modules.m.proxy: a password has no place in this file: name a variable with proxy_env',
    ]);
  });

  it('lays its own over what the command line says', async () => {
    const base = { ...DEFAULT_REQUEST, ports: [2525], warnDays: 3, strict: true };
    const loaded = await readConfiguration('m.yml', 'modules: { a: { ports: 587 }, b: }', { ...context, base });
    assert.ok(loaded.ok);
    const [a, b] = [...loaded.configuration.modules.values()].map(({ request }) => request);
    assert.deepEqual([a?.ports, a?.warnDays, a?.strict], [[587], 3, true]);
    assert.deepEqual(b?.ports, [2525]);
  });

  it('understands an anchor', async () => {
    const { modules } = await good('modules:\n  a: { expect: &e [tls>=1.2] }\n  b: { expect: *e }\n');
    assert.equal(modules.get('b')?.request.expectations[0]?.text, 'tls>=1.2');
  });
});

describe('the roots of a module', () => {
  it('are those of the file that it names, beside the configuration', async () => {
    writeFileSync(inFolder('roots.jks'), keystoreSample('jks'));
    const { modules } = await good('modules:\n  a: { tls: { trust: roots.jks } }\n  b: { tls: { trust: node } }\n  c: {}\n');
    const { trust } = modules.get('a')?.request.tls ?? {};
    assert.deepEqual([trust?.kind, trust?.path, trust?.certificates.length], ['file', inFolder('roots.jks'), 1]);
    assert.equal(modules.get('b')?.request.tls.trust?.kind, 'node');
    assert.equal(modules.get('c')?.request.tls.trust, undefined);
  });

  it('are complained of where they cannot be read', async () => {
    const problems = await problemsOf("modules:\n  a: { tls: { trust: 'java:nope' } }\n");
    assert.match(problems.join('\n'), /^m\.yml:2:22: modules\.a\.tls\.trust: cannot read .*nope: no such file$/);
  });
});

describe('credentials', () => {
  const withLogin = (credentials: string, more = 'allowed_targets: [mail.example.com]\n'): string =>
    `${more}modules:\n  m:\n    credentials: ${credentials}\n`;

  it('come from a variable', async () => {
    const { modules } = await good(withLogin('{ user: bob, password_env: PW }'));
    const credentials = await modules.get('m')?.login?.credentials();
    assert.equal(credentials?.user, 'bob');
    assert.equal(credentials?.password?.reveal(), 'correct horse');
    assert.equal(credentials?.token, null);
    assert.ok(seen.includes('correct horse'));
  });

  it('come from a file, and from the file as it is now', async () => {
    writeFileSync(inFolder('token'), 'first\n', { mode: 0o600 });
    const { modules, notices } = await good(withLogin('{ user: bob, token_file: token }'));
    const login = modules.get('m')?.login;
    assert.deepEqual(notices, []);
    assert.equal((await login?.credentials())?.token?.reveal(), 'first');
    writeFileSync(inFolder('token'), 'second');
    assert.equal((await login?.credentials())?.token?.reveal(), 'second');
    rmSync(inFolder('token'));
    assert.equal((await login?.credentials())?.token?.reveal(), 'second', 'the last one stands');
  });

  it('says that others can read the file', { skip: process.platform === 'win32' }, async () => {
    writeFileSync(inFolder('shared'), 'x');
    chmodSync(inFolder('shared'), 0o644);
    const { notices } = await good(withLogin('{ user: bob, password_file: shared }'));
    assert.match(notices.join('\n'), /chmod 600/);
  });

  it('take mechanisms', async () => {
    const { modules } = await good(
      withLogin('{ user: bob, password_env: PW, mechanisms: [plain, LOGIN], exclude_mechanisms: login }'),
    );
    assert.deepEqual(modules.get('m')?.request.auth, {
      only: ['PLAIN', 'LOGIN'],
      exclude: ['LOGIN'],
      all: false,
      allowInsecure: false,
    });
  });

  it('want a list of hosts that may get them', async () => {
    assert.match(
      (await problemsOf(withLogin('{ user: bob, password_env: PW }', ''))).join('\n'),
      /m\.yml:3:5: modules\.m: .*allowed_targets/,
    );
    await good('modules:\n  m: { allowed_targets: mail.example.com, credentials: { user: bob, password_env: PW } }');
  });

  const refused: readonly (readonly [credentials: string, complaint: RegExp])[] = [
    [
      '{ user: bob, password: hunter2 }',
      /^m\.yml:4:31: modules\.m\.credentials\.password: a secret has no place in this file: .*password_env/,
    ],
    ['{ user: bob, token: hunter2 }', /credentials\.token: a secret has no place/],
    ['{ user: bob }', /credentials: the secret is missing/],
    ['{ password_env: PW }', /credentials: the user is missing/],
    ['{ user: bob, password_env: PW, token_env: PW }', /credentials\.token_env: give one of/],
    ['{ user: bob, password_env: NOT_THERE }', /credentials\.password_env: the environment variable 'NOT_THERE' is not set/],
    ['{ user: bob, password_env: EMPTY }', /credentials\.password_env: .* is empty/],
    ['{ user: bob, password_file: not-there }', /credentials\.password_file: cannot read not-there: no such file/],
    ['{ user: bob, pasword_env: PW }', /unknown setting 'pasword_env': did you mean password_env\?/],
  ];
  for (const [credentials, complaint] of refused) {
    it(`refuses ${credentials}`, async () => {
      const problems = await problemsOf(withLogin(credentials));
      assert.match(problems.join('\n'), complaint);
      assert.doesNotMatch(problems.join('\n'), /hunter2/);
    });
  }
});

describe('complaints', () => {
  it('are all said at once, in the order of the file', async () => {
    const text = `allowed_target: [x]
modules:
  a:
    ports: [587, 99999]
    strict: yes
    warn-days: 3
  b: [1]
  c: { timeout: { s: 1 }, expect: [tls>=1.2, nonsense], tls: { ca_file: nope.pem } }
`;
    assert.deepEqual(
      (await problemsOf(text)).map((line) => line.replace(/: use tls.*/, '')),
      [
        "m.yml:1:1: unknown setting 'allowed_target': did you mean allowed_targets?",
        'm.yml:4:18: modules.a.ports: port 99999 does not exist: ports go from 1 to 65535',
        "m.yml:5:13: modules.a.strict: 'yes' is neither true nor false",
        "m.yml:6:5: modules.a: unknown setting 'warn-days': did you mean warn_days?",
        'm.yml:7:6: modules.b: a mapping is wanted, not a list',
        'm.yml:8:17: modules.c.timeout: a single value is wanted, not a mapping',
        "m.yml:8:46: modules.c.expect: 'nonsense' is no assertion",
        'm.yml:8:73: modules.c.tls.ca_file: cannot read nope.pem: no such file',
      ],
    );
  });

  const files: readonly (readonly [text: string, complaint: RegExp])[] = [
    ['', /^m\.yml:1:1: the file is empty$/],
    ['- a\n', /^m\.yml:1:1: a mapping is wanted, not a list$/],
    ['modules: {}\n', /modules: there is no module in it/],
    ['{}\n', /modules are missing/],
    ['modules: { a: , a: }\n', /m\.yml:1:17: the same setting stands here twice/],
    ['modules:\n  "a b": {}\n', /m\.yml:2:10: modules\.a b: a module name is of letters/],
    ['modules: { m: { protocol: jmap } }\n', /modules\.m\.protocol: .*smtp, imap, pop3, graph, ews/],
    ['modules: { m: { protocol: graph, cloud: moon } }\n', /modules\.m\.cloud: .*us-gov/],
    ['modules: { m: { protocol: imap, cloud: us-gov } }\n', /modules\.m: cloud wants protocol graph or ews$/],
    ['modules: { m: { protocol: graph, modes: starttls } }\n', /modules\.m: /],
    ['modules: { m: { ports: [25, 993] } }\n', /modules\.m: ports 25,993 mixes smtp and imap.* protocol$/],
    ['modules: { m: { tls: { min_version: 1.3, max_version: 1.2 } } }\n', /min_version is above max_version/],
    ['modules: { m: { tls: { client_cert_file: x } } }\n', /go together/],
    ['modules: { m: { allowed_targets: ["192.0.2.0/33"] } }\n', /no network/],
    ['modules: { m: { ports: } }\n', /modules\.m\.ports: it is empty/],
    ['modules: { m: { secret: hunter2 } }\n', /modules\.m\.secret: a secret has no place/],
    ['modules:\n  m: { ports: 25\n n: "hunter2\n', /no valid YAML/],
    ['modules: *nowhere\n', /m\.yml:1:10: the alias leads nowhere/],
    ['modules: { m: }\n---\na: 1\n', /several documents/],
  ];
  for (const [text, complaint] of files) {
    it(`refuses ${JSON.stringify(text)}`, async () => {
      const problems = await problemsOf(text);
      assert.ok(
        problems.some((line) => complaint.test(line)),
        problems.join('\n'),
      );
      assert.doesNotMatch(problems.join('\n'), /hunter2/);
    });
  }

  it('name a file that is not there', async () => {
    const loaded = await loadConfiguration(inFolder('nowhere.yml'), context);
    assert.ok(!loaded.ok);
    assert.match(loaded.problems.join('\n'), /^--config: cannot read .*nowhere\.yml: no such file$/);
  });
});

describe('without a file', () => {
  it('there is a module for each kind of service', async () => {
    const loaded = await loadConfiguration(null, context);
    assert.ok(loaded.ok);
    const ports = [...loaded.configuration.modules.values()].map(
      ({ name, request }) => `${name} ${request.ports} ${request.modes}`,
    );
    assert.deepEqual(ports, [
      'default null null',
      'smtp null null',
      'imap null null',
      'pop3 null null',
      'mx 25 starttls',
      'submissions 465 tls',
      'submission 587 starttls',
      'imaps 993 tls',
      'pop3s 995 tls',
    ]);
  });
});

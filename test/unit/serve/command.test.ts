// `mailprobe serve` as a process: the configuration check, the line that says where it listens, signals, exit codes.
import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { after, describe, it } from 'node:test';
import { PROGRAM } from '../../scenarios/support/built-program.ts';
import { fetchFrom } from '../../support/exporter.ts';

const folder = mkdtempSync(join(tmpdir(), 'mp-serve-command-'));
const file = join(folder, 'modules.yml');
const standing = new Set<ChildProcessByStdio<null, Readable, Readable>>();
after(() => {
  for (const child of standing) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

class Service {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #ended: Promise<unknown>;
  stdout = '';
  stderr = '';

  constructor(...args: readonly string[]) {
    this.#child = spawn(process.execPath, [PROGRAM, 'serve', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', PW: 'correct horse' },
    });
    standing.add(this.#child);
    this.#ended = once(this.#child, 'close').finally(() => standing.delete(this.#child));
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
  }

  /** Resolves when stderr has it. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.stderr);
      if (match) return match;
      if (this.#child.exitCode !== null) throw new Error(`it ended without ${pattern}: ${this.stderr}`);
      await Promise.race([once(this.#child.stderr, 'data'), this.#ended]);
    }
  }

  async url(): Promise<string> {
    return (await this.says(/msg=listening url=(http:\/\/127\.0\.0\.1:\d+\/)/))[1] ?? '';
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async exitCode(): Promise<number | null> {
    await this.#ended;
    return this.#child.exitCode;
  }
}

const read = async (url: string): Promise<string> => (await fetch(url)).text();
const GOOD = 'allowed_targets: [mail.example.com]\nmodules:\n  own: { credentials: { user: bob, password_env: PW } }\n';

describe('mailprobe serve', () => {
  it('checks a configuration and ends', async () => {
    writeFileSync(file, GOOD);
    const service = new Service('--config', file, '--check-config');
    assert.deepEqual([await service.exitCode(), service.stdout, service.stderr], [0, 'OK: own\n', '']);
  });

  it('says all that is wrong with one, and does not start', async () => {
    writeFileSync(file, 'modules:\n  own: { ports: x, stricct: true }\n');
    for (const more of [['--check-config'], ['--listen', '127.0.0.1:0']]) {
      const service = new Service('--config', file, ...more);
      assert.equal(await service.exitCode(), 2);
      assert.equal(service.stdout, '');
      assert.deepEqual(service.stderr.replaceAll(folder, '').split('\n'), [
        'mailprobe: /modules.yml:2:17: modules.own.ports: the port must be a number from 1 to 65535',
        "mailprobe: /modules.yml:2:20: modules.own: unknown setting 'stricct': did you mean strict?",
        '',
      ]);
    }
  });

  it('says that the address is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const bound = taken.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    const service = new Service('--listen', `127.0.0.1:${port}`);
    assert.equal(await service.exitCode(), 2);
    assert.equal(service.stderr, `mailprobe: --listen: cannot listen on 127.0.0.1:${port}: something listens there already\n`);
    taken.close();
  });

  it('warns where others can reach it', async () => {
    const service = new Service('--listen', '0.0.0.0:0');
    await service.says(/level=warn msg="not on loopback/);
    service.kill('SIGTERM');
    assert.equal(await service.exitCode(), 0);
  });

  it('reads its configuration anew at SIGHUP, and keeps the old one where the new is wrong', {
    skip: process.platform === 'win32',
  }, async () => {
    writeFileSync(file, GOOD);
    const service = new Service('--config', file, '--listen', '127.0.0.1:0');
    const url = await service.url();
    const modulesAt = async (): Promise<string[]> =>
      [...(await read(`${url}metrics`)).matchAll(/probes_total\{module="(\w+)",verdict="ok"/g)].map(([, name = '']) => name);
    assert.deepEqual(await modulesAt(), ['own']);

    writeFileSync(file, 'modules: { other: , third: }');
    service.kill('SIGHUP');
    await service.says(/msg="configuration loaded anew" modules=2/);
    assert.deepEqual(await modulesAt(), ['other', 'third']);

    writeFileSync(file, 'modules: { other: { port: 1 } }');
    service.kill('SIGHUP');
    await service.says(
      /level=error msg="configuration not loaded, the old one stays" problem=".*modules\.yml:1:21: modules\.other: unknown setting 'port'/,
    );
    assert.deepEqual(await modulesAt(), ['other', 'third']);
    assert.match(await read(`${url}metrics`), /config_last_reload_successful 0\n/);

    service.kill('SIGTERM');
    assert.equal(await service.exitCode(), 0);
    assert.equal(service.stdout, '');
    assert.doesNotMatch(service.stderr, /correct horse/);
  });

  it('is asked by the names that it is given, and by no other', async () => {
    const service = new Service('--listen', '127.0.0.1:0', '--web-host', 'Exporter.lab.test', '--web-host', 'exporter');
    const { origin } = new URL(await service.url());
    const statusAs = async (host: string): Promise<number> =>
      (await fetchFrom(origin, '/-/healthy', { headers: { Host: host } })).status;
    for (const host of ['127.0.0.1', 'localhost:9725', 'exporter.lab.test', 'exporter:9725'])
      assert.equal(await statusAs(host), 200);
    for (const host of ['evil.example', 'lab.test']) assert.equal(await statusAs(host), 403);
    service.kill('SIGTERM');
    assert.equal(await service.exitCode(), 0);
  });

  it('ends with 130 at Ctrl-C', { skip: process.platform === 'win32' }, async () => {
    const service = new Service('--listen', '127.0.0.1:0');
    assert.equal(await read(`${await service.url()}-/healthy`), 'healthy\n');
    service.kill('SIGINT');
    assert.equal(await service.exitCode(), 130);
  });
});

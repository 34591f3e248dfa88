// The Dockerfile of the deployments, built by Buildah, and what it makes of the package run as a container would be: a file
// system that nobody writes to, no root, no capability, a network of its own. No registry is asked: bases of the same names
// are made here, of this machine's Node and the libraries that it needs.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text as read } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { labRootPem } from '../../src/lab/certificates.ts';
import { startLab } from '../../src/lab/lab.ts';
import { findProgram, programPath, programsAreMissing } from './support/packages.ts';
import { Sandbox } from './support/sandbox.ts';

const DOCKERFILE = join(import.meta.dirname, 'fixtures/deploy/Dockerfile');
const ROOT = join(import.meta.dirname, '../..');
const IMAGE = 'mailprobe:test';

/** A container of a root and a user, with what is mounted at /tmp, and a network of its own where nothing is. */
const CONTAIN = `
root=$0 user=$1 mount=$2
shift 2
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
if [ -n "$mount" ]; then mount $mount "$root/tmp"; else ip link set lo up; fi
exec chroot --userspec="$user" "$root" "$@"
`;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function reasonToSkip(): string | false {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'Buildah is run as root here';
  return programsAreMissing(['buildah', 'ip'], ['buildah', 'iproute2']);
}

function output(command: string, words: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(command, words, {
    encoding: 'utf8',
    input,
    env: { PATH: process.env.PATH ?? '' },
  });
  assert.equal(status, 0, `${command} ${words.join(' ')}: ${stderr}${stdout}`);
  return stdout;
}

/** Copies a file and the libraries that the loader wants for it to where they are, or the file to `place`. */
function copyProgram(file: string, root: string, place = file): void {
  const copy = (from: string, to: string): void => {
    mkdirSync(dirname(join(root, to)), { recursive: true });
    cpSync(realpathSync(from), join(root, to));
  };
  copy(file, place);
  for (const [, library = ''] of output('ldd', [file]).matchAll(/(?:^|=>)\s*(\/\S+) \(/gm)) copy(library, library);
}

/** Node, npm and a shell, as Docker's image of Node has them. */
function makeNodeBase(root: string): void {
  copyProgram(process.execPath, root, '/usr/local/bin/node');
  for (const name of ['sh', 'env']) copyProgram(programPath(name), root, `/usr/bin/${name}`);
  symlinkSync('usr/bin', join(root, 'bin'));
  const npm = dirname(dirname(realpathSync(findProgram('npm') ?? '')));
  cpSync(npm, join(root, 'usr/local/lib/node_modules/npm'), { recursive: true, dereference: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/local/bin/npm'));
  for (const name of ['tmp', 'root', 'proc', 'dev', 'etc']) mkdirSync(join(root, name), { recursive: true });
}

/** Node alone, where distroless has it; and what a container's runtime puts into each. */
function makeDistrolessBase(root: string): void {
  copyProgram(process.execPath, root, '/nodejs/bin/node');
  for (const name of ['tmp', 'home/nonroot', 'proc', 'dev', 'etc']) mkdirSync(join(root, name), { recursive: true });
  cpSync('/etc/hosts', join(root, 'etc/hosts'));
}

describe('the container image', { skip: reasonToSkip() }, () => {
  let sandbox: Sandbox;
  let root = '';
  let config: { readonly User: string; readonly Entrypoint: readonly string[]; readonly Cmd?: readonly string[] };
  /** Without a network: the package is all that npm is to install. */
  const buildah = (...words: readonly string[]): string => {
    const store = ['--storage-driver', 'vfs', '--root', sandbox.path('store'), '--runroot', sandbox.path('run')];
    return output('unshare', ['--net', 'buildah', ...store, ...words]);
  };

  /** The image in a container: what is written to its file system fails. */
  const started = async (mount: string, ...words: readonly string[]): Promise<Ended> => {
    const within = ['--mount', ...(mount === '' ? ['--net'] : []), 'sh', '-ec', CONTAIN, root, config.User, mount];
    const child = spawn('unshare', [...within, ...config.Entrypoint, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', HOME: '/home/nonroot' },
    });
    const [stdout, stderr, [code]] = await Promise.all([read(child.stdout), read(child.stderr), once(child, 'close')]);
    return { code, stdout, stderr };
  };
  const run = (...words: readonly string[]): Promise<Ended> => started('', ...words);

  before(() => {
    sandbox = new Sandbox();
    const build = ['bud', '--isolation', 'chroot', '--pull=never', '--layers=false'];
    const bases = [...readFileSync(DOCKERFILE, 'utf8').matchAll(/^FROM (\S+)/gm)].map(([, name = '']) => name);
    assert.equal(bases.length, 2);
    for (const [at, make] of [makeNodeBase, makeDistrolessBase].entries()) {
      const folder = sandbox.makeFolder(`base-${at}`);
      make(folder);
      const text = 'FROM scratch\nCOPY . /\nENV PATH=/usr/local/bin:/usr/bin:/bin\n';
      buildah(...build, '--tag', bases[at] ?? '', '--file', sandbox.writeFile(`base-${at}.txt`, text), folder);
    }
    const context = sandbox.makeFolder('context');
    const npm = ['pack', ROOT, '--json', '--ignore-scripts', '--pack-destination', context];
    const [{ filename }] = JSON.parse(output('npm', npm)) as [{ filename: string }];
    buildah(...build, '--build-arg', `PACKAGE=./${filename}`, '--tag', IMAGE, '--file', DOCKERFILE, context);
    config = JSON.parse(buildah('inspect', '--type', 'image', IMAGE)).OCIv1.config;
    root = buildah('mount', buildah('from', '--pull=never', IMAGE).trim()).trim();
  });
  after(() => sandbox?.close());

  it('is no root, starts the program, and holds the package alone', () => {
    assert.equal(config.User, '65532:65532');
    for (const file of config.Entrypoint) assert.ok(existsSync(join(root, file)), file);
    assert.equal(config.Cmd, undefined);
    assert.ok(!existsSync(join(root, 'mailprobe/node_modules')));
    assert.ok(!existsSync(join(root, 'opt')));
  });

  it('says its version, and refuses wrong input with exit code 2', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    assert.deepEqual(await run('--version'), { code: 0, stdout: `${version}\n`, stderr: '' });
    assert.equal((await run('check', 'no host!')).code, 2);
  });

  it('checks a login with what is mounted for it, and writes nothing', async () => {
    const lab = await startLab('healthy');
    try {
      sandbox.makeFolder('given');
      sandbox.writeFile('given/root.pem', labRootPem(), 0o644);
      // As Kubernetes mounts a secret: fsGroup, defaultMode.
      chownSync(sandbox.writeFile('given/password', lab.account.password, 0o440), 0, Number(config.User.split(':')[1]));
      const ports = Object.values(lab.ports).join(',');
      const target = ['check', lab.host, '--port', ports, '--resolve', `${lab.host}:${lab.address}`, '--ca', '/tmp/root.pem'];
      const login = ['--user', lab.account.user, '--password-file', '/tmp/password'];
      const { code, stdout, stderr } = await started(`--bind ${sandbox.path('given')}`, ...target, ...login, '--json');
      assert.equal(code, 0, stderr + stdout);
      assert.equal(JSON.parse(stdout).credentials.status, 'accepted');
      assert.equal(stderr, '');
    } finally {
      await lab.close();
    }
  });

  it('has the lab in it, which alone wants a place for files', async () => {
    const without = await started('', 'lab', 'expired-certificate', '--json');
    assert.equal(without.code, 2);
    assert.match(without.stderr, /\/tmp.*EROFS/);
    const { code, stdout, stderr } = await started('-t tmpfs tmpfs', 'lab', 'expired-certificate', '--json');
    assert.equal(code, 1, stderr);
    assert.equal(JSON.parse(stdout).findings[0].id, 'cert-expired');
  });

  it('asks the system for a name', async () => {
    const { code, stdout } = await run('check', 'localhost', '--port', '1', '--json');
    assert.equal(code, 1);
    assert.equal(JSON.parse(stdout).findings[0].id, 'tcp-refused');
  });

  it('has nowhere to write to: says so where it is told to', async () => {
    const { code, stderr } = await run('check', '127.0.0.1', '--port', '1', '--output', '/home/nonroot/report.json');
    assert.equal(code, 2);
    assert.match(stderr, /report\.json/);
  });
});

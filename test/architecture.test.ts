// Holds the map of the house true: who may import whom, which packages live in which room, what must not be anywhere.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';

const SRC = 'src';

/** Which rooms each room may look into, besides itself. */
const MAY_SEE: Readonly<Record<string, readonly string[]>> = {
  model: [],
  net: ['model'],
  sasl: ['model'],
  knowledge: ['model'],
  explain: ['model', 'knowledge'],
  protocols: ['model', 'net', 'sasl'],
  oauth: ['model', 'net'],
  probe: ['model', 'net', 'sasl', 'knowledge', 'protocols', 'oauth'],
  diagnose: ['model', 'knowledge', 'sasl'],
  report: ['model', 'sasl'],
  lab: ['model'],
  check: ['model', 'net', 'probe', 'diagnose', 'report'],
  batch: ['model', 'net', 'probe'],
  serve: ['model', 'net', 'knowledge', 'probe', 'report', 'check'],
  cli: [
    'model',
    'net',
    'sasl',
    'knowledge',
    'explain',
    'protocols',
    'oauth',
    'probe',
    'diagnose',
    'report',
    'lab',
    'check',
    'batch',
    'serve',
  ],
};

/** Packages that live in some rooms only; all others may be used wherever they are needed. */
const PACKAGE_ROOMS: Readonly<Record<string, RegExp>> = {
  commander: /^cli\//,
  ora: /^cli\//,
  inquirer: /^cli\//,
  chalk: /^(cli\/|report\/formats\/text)/,
  'node-forge': /^(lab\/|net\/pkcs12|net\/ocsp)/,
  'openid-client': /^oauth\//,
  'dns-packet': /^net\/dns\//,
  yaml: /^serve\//,
};

/** Node's own modules by which a room would reach the network or the terminal. */
const NETWORK = new Set([
  'node:net',
  'node:tls',
  'node:dns',
  'node:dgram',
  'node:http',
  'node:https',
  'node:http2',
  'node:child_process',
  'node:worker_threads',
]);
const WITHOUT_NETWORK = ['model', 'sasl', 'knowledge', 'explain', 'diagnose', 'report'];
/** `net.isIP` is arithmetic on a string. */
const ONLY_IS_IP = /import \{ isIP(v[46])? \} from 'node:net'/;

interface Import {
  readonly file: string;
  readonly target: string;
  readonly statement: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

const IMPORT = /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s*'([^']+)'/g;

const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(SRC, file), 'utf8');
  return [...text.matchAll(IMPORT)].map(([statement, ...targets]) => ({
    file,
    target: targets.find(Boolean) ?? '',
    statement: statement.trim(),
  }));
});

const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : '');
const roomOfTarget = ({ file, target }: Import): string => roomOf(relative(SRC, join(SRC, dirname(file), target)));

describe('architecture', () => {
  it('reads the imports of the whole tree', () => {
    assert.ok(imports.length > 100, `${imports.length} imports found`);
  });

  for (const [room, seen] of Object.entries(MAY_SEE)) {
    it(`${room} sees ${seen.length > 0 ? seen.join(', ') : 'nothing'} besides itself`, () => {
      const wrong = imports
        .filter(({ file, target }) => roomOf(file) === room && target.startsWith('.'))
        .filter((one) => ![room, ...seen].includes(roomOfTarget(one)))
        .map(({ file, target }) => `${file} imports ${target}`);
      assert.deepEqual(wrong, []);
    });
  }

  it('every room is on the map', () => {
    const rooms = new Set(files.map(roomOf).filter(Boolean));
    assert.deepEqual(
      [...rooms].filter((room) => !(room in MAY_SEE)),
      [],
    );
  });

  it('packages stay in their rooms', () => {
    const wrong = imports.filter(({ file, target }) => {
      const owner = PACKAGE_ROOMS[target.split('/')[0] ?? ''];
      return owner && !owner.test(file);
    });
    assert.deepEqual(
      wrong.map(({ file, target }) => `${file} imports ${target}`),
      [],
    );
  });

  it('what judges and words cannot reach a socket', () => {
    const wrong = imports
      .filter(({ file, target }) => WITHOUT_NETWORK.includes(roomOf(file)) && NETWORK.has(target))
      .filter(({ statement }) => !ONLY_IS_IP.test(statement));
    assert.deepEqual(
      wrong.map(({ file, target }) => `${file} imports ${target}`),
      [],
    );
  });

  it('no code can say MAIL, RCPT, DATA or BDAT to a server', () => {
    const speaking = files.filter((file) => /^(protocols|probe|net|sasl)\//.test(file));
    const wrong = speaking.filter((file) => /['"`](MAIL FROM|RCPT TO|DATA|BDAT)\b/.test(readFileSync(join(SRC, file), 'utf8')));
    assert.deepEqual(wrong, []);
  });

  it('what a run has seen goes by the one call that takes the secrets out', () => {
    const running = files.filter((file) => /\brunPlan\(/.test(readFileSync(join(SRC, file), 'utf8')));
    assert.deepEqual(running.sort(), ['check/check.ts', 'probe/run.ts']);
  });

  it('every file says at its head what it owns', () => {
    assert.deepEqual(
      files.filter((file) => !/^(#!.*\n)?\/\/ /.test(readFileSync(join(SRC, file), 'utf8'))),
      [],
    );
  });

  it('no room is called utils, helpers, common or manager', () => {
    assert.deepEqual(
      files.filter((file) => /(^|\/)(([a-z-]+-)?(utils?|helpers?|manager)|common)(\.ts|\/)/.test(file)),
      [],
    );
  });

  it('tests are fed the same at every run: fast-check through test/support/property.ts alone, and no Math.random', () => {
    const tests = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|mjs)$/.test(name));
    const wrong = tests
      .filter((name) => !['support/property.ts', 'architecture.test.ts'].includes(name))
      .filter((name) => /from 'fast-check'|Math\.random\(/.test(readFileSync(join('test', name), 'utf8')));
    assert.deepEqual(wrong, []);
  });
});

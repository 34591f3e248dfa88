// Holds the map of the house true: who may import whom, which packages live in which room, what must not be anywhere.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';

const SRC = 'src';

/** The table of rooms in src/README.md, as it says who may see whom: `nothing`, `all`, or names. */
function readRooms(): ReadonlyMap<string, readonly string[]> {
  const rows = [...readFileSync(join(SRC, 'README.md'), 'utf8').matchAll(/^\| `([a-z]+)\/` +\|.*\| ([a-z, ]+?) +\|$/gm)].map(
    ([, room = '', seen = '']) => [room, seen] as const,
  );
  const all = rows.map(([room]) => room);
  const seenBy = (words: string): string[] => (words === 'all' ? all : words === 'nothing' ? [] : words.split(', '));
  return new Map(rows.map(([room, words]) => [room, seenBy(words)]));
}

const ROOMS = readRooms();

/** Packages that live in some rooms only; all others may be used wherever they are needed. */
const PACKAGE_ROOMS: Readonly<Record<string, RegExp>> = {
  commander: /^cli\//,
  ora: /^cli\//,
  inquirer: /^cli\//,
  chalk: /^(cli\/|report\/formats\/text)/,
  'node-forge': /^(lab\/|net\/pkcs12|net\/ocsp)/,
  'openid-client': /^oauth\//,
  'dns-packet': /^net\/dns\//,
  yaml: /^(?:serve|settings)\//,
  saxes: /^settings\//,
  'jsonc-parser': /^settings\//,
  ajv: /^saved\//,
  '@modelcontextprotocol/server': /^mcp\//,
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
const WITHOUT_NETWORK = ['model', 'sasl', 'knowledge', 'explain', 'diagnose', 'report', 'settings'];
/** `net.isIP` is arithmetic on a string. */
const ONLY_IS_IP = /import \{ isIP(v[46])? \} from 'node:net'/;

interface Import {
  readonly file: string;
  readonly target: string;
  readonly statement: string;
  readonly isLate: boolean;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

const IMPORT = /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s*'([^']+)'/g;

const textOf = new Map(files.map((file) => [file, readFileSync(join(SRC, file), 'utf8')]));

const imports: Import[] = [...textOf].flatMap(([file, text]) =>
  [...text.matchAll(IMPORT)].map(([statement, ...targets]) => ({
    file,
    target: targets.find(Boolean) ?? '',
    statement: statement.trim(),
    // A module that is loaded when it is run (a command, a format) is not needed before; a type taken from it is.
    isLate: targets[1] !== undefined && !new RegExp(`typeof import\\(\\s*'${targets[1].replaceAll('.', '\\.')}'`).test(text),
  })),
);

/** The files that each file needs before it can run or be checked. */
const needs = new Map(
  files.map((file) => [
    file,
    imports
      .filter((one) => one.file === file && one.target.startsWith('.') && !one.isLate)
      .map(({ target }) => join(dirname(file), target)),
  ]),
);

/** The shortest way from a file back to itself; undefined where there is none. */
function findCycle(start: string): string[] | undefined {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of needs.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, start];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}

const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : '');
const roomOfTarget = ({ file, target }: Import): string => roomOf(relative(SRC, join(SRC, dirname(file), target)));

const MAX_FILE_LINES = 250;
const MAX_FUNCTION_LINES = 64;

/** Files that are one table of data each: as long as what they list. */
const isTable = (file: string): boolean =>
  /^knowledge\/|^clients\/families\/|^lab\/scenarios\/|^cli\/options\/(options|[a-z-]+-options)\.ts$/.test(file);

const EXPORTED = /^export (?:async )?(?:const|let|function\*?|class|interface|type|enum) ([A-Za-z0-9_$]+)/gm;

/** What commands export is one interface; the lab has its own SASL and MD4, lest a fault of ours be hidden by itself. */
const isSharedByDesign = (name: string, where: readonly string[]): boolean =>
  (name === 'run' && where.every((file) => file.startsWith('cli/commands/'))) ||
  (where.length === 2 && where.some((file) => file.startsWith('lab/')) && where.some((file) => file.startsWith('sasl/'))) ||
  (name === 'check' && where.includes('index.ts'));

/** Functions and methods with their length, by the indentation that the formatter holds: from the opening line to its close. */
function functionsOf(text: string): { readonly name: string; readonly lines: number }[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const opening =
      /^(\s*)(?:export |static |private )*(?:async )?(?:function\*? )?(?:const )?([#\w]+)(?: =|\(|<).*(?:\{|=>|\()$/.exec(line);
    const [, indent = '', name = ''] = opening ?? [];
    const isFunction =
      opening && /function|=>|\)(: [^=]*)? \{$/.test(line) && !/^\s*(if|for|while|switch|catch|return|describe)\b/.test(line);
    if (!isFunction) return [];
    const isOutside = (other: string): boolean =>
      /\S/.test(other) && other.search(/\S/) <= indent.length && !/^\s*[)}].*[{(]$/.test(other);
    const end = lines.findIndex((other, index) => index > at && isOutside(other));
    return end < 0 ? [] : [{ name, lines: end - at + (/^\s*[})\]]/.test(lines[end] ?? '') ? 1 : 0) }];
  });
}

describe('architecture', () => {
  it('reads the imports of the whole tree', () => {
    assert.ok(imports.length > 100, `${imports.length} imports found`);
  });

  it('reads the table of rooms', () => {
    assert.ok(ROOMS.size > 10, `${ROOMS.size} rooms found`);
    assert.deepEqual(
      [...ROOMS.values()].flat().filter((room) => !ROOMS.has(room)),
      [],
    );
  });

  for (const [room, seen] of ROOMS) {
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
    assert.deepEqual([...rooms].sort(), [...ROOMS.keys()].sort());
  });

  it('no two files need each other, not even for a type', () => {
    const cycles = files.map(findCycle).filter((way) => way !== undefined);
    assert.deepEqual(
      cycles.map((way) => way.join(' -> ')),
      [],
    );
  });

  it(`a file has at most ${MAX_FILE_LINES} lines, but for tables`, () => {
    const long = [...textOf].filter(([file, text]) => !isTable(file) && text.split('\n').length - 1 > MAX_FILE_LINES);
    assert.deepEqual(
      long.map(([file]) => file),
      [],
    );
  });

  it(`a function has at most ${MAX_FUNCTION_LINES} lines`, () => {
    const long = [...textOf].flatMap(([file, text]) =>
      functionsOf(text)
        .filter(({ lines }) => lines > MAX_FUNCTION_LINES)
        .map(({ name, lines }) => `${file} ${name}: ${lines}`),
    );
    assert.deepEqual(long, []);
  });

  it('no two exported things share a name', () => {
    const places = new Map<string, string[]>();
    for (const [file, text] of textOf) {
      for (const name of new Set([...text.matchAll(EXPORTED)].map(([, found = '']) => found))) {
        places.set(name, [...(places.get(name) ?? []), file]);
      }
    }
    const shared = [...places].filter(([name, where]) => where.length > 1 && !isSharedByDesign(name, where));
    assert.deepEqual(
      shared.map(([name, where]) => `${name}: ${where.join(', ')}`),
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
    const speaking = files.filter((file) => !/^(knowledge|lab|explain|diagnose|report)\//.test(file));
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

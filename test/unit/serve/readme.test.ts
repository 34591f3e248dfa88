// The page's examples for monitoring are the files that the interop suite holds to promtool and to the parser: word by word.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const FIXTURES = 'test/interop/fixtures';
/** Not for readers: what promtool tests the alerts with. */
const UNQUOTED = ['prometheus/alerts-test.yml'];

const readme = readFileSync('src/serve/README.md', 'utf8');
const quoted = new Map(
  [...readme.matchAll(/<!-- ((?:prometheus|deploy)\/\S+) -->\n```\w+\n(.*?)\n```\n/gs)].map(([, path = '', text = '']) => [
    path,
    text,
  ]),
);

describe('the examples of the page', { skip: quoted.size === 0 && 'it quotes none of them' }, () => {
  const files = ['prometheus', 'deploy'].flatMap((folder) =>
    readdirSync(join(FIXTURES, folder)).map((name) => `${folder}/${name}`),
  );
  for (const path of files.filter((name) => !UNQUOTED.includes(name))) {
    it(`quotes ${path}`, () => assert.equal(quoted.get(path), readFileSync(join(FIXTURES, path), 'utf8').trimEnd()));
  }
});

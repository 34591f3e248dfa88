// What is loaded before the first connection of a check: what leads to it, and neither the rules nor the formats nor what
// only a terminal or another command needs. Told by the files that the built program has read, not by a clock.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { makeFolder, notBuilt, run } from '../scenarios/support/built-program.ts';

/** Bytes of JavaScript; Node 20 compiles some 20 in a microsecond. Help and options of every command are among them. */
const MOST_BYTES = 520_000;
const MOST_FILES = 22;

const folder = makeFolder();
after(folder.remove);

describe('before the first connection', { skip: notBuilt }, () => {
  /** The files of the bundle, and of Node, that were loaded when a socket was first told to connect. */
  async function loadedFor(
    ...args: string[]
  ): Promise<{ readonly files: readonly string[]; readonly ofNode: readonly string[] }> {
    const seen = join(folder.path, 'seen.json');
    const watch = folder.file(
      'watch.cjs',
      `const { Socket } = require('node:net');
       const connect = Socket.prototype.connect;
       Socket.prototype.connect = function (...args) {
         Socket.prototype.connect = connect;
         require('node:fs').writeFileSync(${JSON.stringify(seen)}, JSON.stringify({ files: Object.keys(require.cache), ofNode: process.moduleLoadList }));
         return connect.apply(this, args);
       };`,
    );
    await run(args, { env: { NODE_OPTIONS: `--require=${watch}` } });
    const { files, ofNode } = JSON.parse(readFileSync(seen, 'utf8')) as { readonly files: string[]; readonly ofNode: string[] };
    return { files: files.filter((file) => /[\\/]dist[\\/]/.test(file)), ofNode };
  }

  it('a check loads a few files, none of the rules and none of the formats', async () => {
    const { files, ofNode } = await loadedFor('check', '127.0.0.1', '-p', '1', '-m', 'starttls');
    const names = files.map((file) => file.replace(/^.*[\\/]/, ''));
    assert.ok(
      names.some((name) => name.startsWith('check-')),
      `${names}`,
    );
    assert.deepEqual(
      names.filter((name) =>
        /^(?:judge|knowledge|formats|ora|build|dist|lab|batch|serve|wizard|settings-tables|published|providers)-/.test(name),
      ),
      [],
    );
    // The lists of codes are large, and are for `explain`: whatever chunk they are in, none of it.
    assert.deepEqual(
      files.filter((file) => readFileSync(file, 'utf8').includes('MOZILLA_PKIX_ERROR_')),
      [],
    );
    // Where this machine is, and what networks drop, is for a port that was dropped.
    assert.deepEqual(
      files.filter((file) => /asn\.cymru\.com|7783-7084-3265/.test(readFileSync(file, 'utf8'))),
      [],
    );
    // Of a dozen modules for the sake of a clock.
    assert.ok(!ofNode.includes('NativeModule perf_hooks'), 'performance.now() of Node itself was called');
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes in ${names}`);
    assert.ok(names.length <= MOST_FILES, `${names.length} files: ${names}`);
  });
});

// A script of the tests as a process of its own. .build/test.mjs bundles those that it lists, since compiling all that one
// imports takes longer than what it does; without the test runner they are compiled where they run. No test of its own.
import { relative, resolve } from 'node:path';

const { MAILPROBE_TEST_SCRIPTS: bundles } = process.env;

/** What follows `node`; `path`: from the project's folder, a script among those that .build/test.mjs lists. */
export const testScript = (path: string): readonly string[] =>
  bundles === undefined
    ? ['--import', 'tsx', resolve(path)]
    : ['--enable-source-maps', resolve(bundles, relative('.', path).replace(/\.ts$/, '.mjs'))];

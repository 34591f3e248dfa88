// What `bin/mailprobe.js` runs, as a function of its words and streams. .build/test.mjs bundles it into one script, which
// fresh-program.ts runs afresh for each command line. No test of its own.
import { registerSecret } from '../../src/cli/login/redaction.ts';
import { findSecretWords } from '../../src/cli/login/secret-words.ts';
import { main } from '../../src/cli/main.ts';
import type { Io } from '../../src/cli/terminal/io.ts';
import { Secret } from '../../src/model/secret.ts';

/** Resolves with the exit code. */
export function runMain(argv: readonly string[], io: Io): Promise<number> {
  for (const word of findSecretWords(argv, io.env)) registerSecret(new Secret(word));
  return main(argv, io);
}

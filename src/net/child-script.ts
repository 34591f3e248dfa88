// What the child process of child-call.ts runs, and how this program starts itself as one: Node is given the script, a single
// executable a word of its own. Must not know what is called, nor who waits for it.
import { basename } from 'node:path';

const SCRIPT = `
const dns = process.getBuiltinModule('node:dns'), crypto = process.getBuiltinModule('node:crypto');
const die = () => process.kill(process.pid, 'SIGKILL');
const CALLS = {
  addresses: ({ host, family }, done) =>
    dns.lookup(host, { all: true, verbatim: true, family }, (error, addresses) =>
      done(error ? { systemCode: error.code || 'ENOTFOUND' } : { addresses })),
  key: ({ password, salt, iterations, bytes, hash }, done) =>
    crypto.pbkdf2(password, Buffer.from(salt, 'base64'), iterations, bytes, hash, (error, key) =>
      done({ key: error ? '' : key.toString('base64') })),
};
let rest = '';
process.stdout.on('error', die);
process.stdin.setEncoding('utf8').on('error', die).on('end', die).on('data', (text) => {
  const lines = (rest + text).split('\\n');
  rest = lines.pop();
  for (const line of lines) {
    const { id, call } = JSON.parse(line);
    CALLS[call.kind](call, (answer) => process.stdout.write(JSON.stringify({ id, answer }) + '\\n'));
  }
});`;

/** The first argument of a single executable that is to be the child, and no command of anybody's. */
const CHILD_WORD = '--serve-child-calls';

let isStartedByWord = false;

/** Runs the script where this process was started to be the child. Only a single executable of ours asks. */
export function becomesChild(argv: readonly string[]): boolean {
  if (argv.length !== 1 || argv[0] !== CHILD_WORD) return false;
  new Function(SCRIPT)();
  return true;
}

/** This process is a single executable of ours: what `becomesChild` is asked in. */
export function startChildrenByWord(): void {
  isStartedByWord = true;
}

/** Null: the program that runs is neither Node nor ours (Electron, an application in one file), and must not be started. */
export function childArguments(): readonly string[] | null {
  if (isStartedByWord) return [CHILD_WORD];
  return /^node/i.test(basename(process.execPath)) ? ['-e', SCRIPT] : null;
}

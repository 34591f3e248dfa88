// The process around a command: its environment, its streams, its crashes and its end. The only file that calls
// process.exit. Must not know any command.
import { isSea } from 'node:sea';
import { Secret } from '../model/secret.ts';
import { shorten } from '../model/shorten.ts';
import { becomesChild, startChildrenByWord } from '../net/child-script.ts';
import { registerSecret, safeLine, scrubSecrets } from './login/redaction.ts';
import { findSecretWords } from './login/secret-words.ts';
import { main, wantsNagios } from './main.ts';
import { EXIT } from './output/exit-code.ts';
import { describeSystemError } from './terminal/input.ts';
import { processIo } from './terminal/io.ts';

const MAX_MESSAGE = 500;

/** Certificates are always judged here; the variable would only make Node print a warning of its own. */
function takeOffTlsSwitch(): void {
  const value = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  if (value === '0') {
    process.stderr.write(
      'mailprobe: NODE_TLS_REJECT_UNAUTHORIZED is ignored: certificates are judged all the same (see --insecure)\n',
    );
  }
}

/** One line for what is our own fault; the stack only where it was asked for. */
function describeCrash(error: unknown): string {
  const message = error instanceof Error ? error.message || error.name : String(error);
  const line = `mailprobe: internal error: ${shorten(safeLine(message), MAX_MESSAGE)}`;
  if (!process.env.MAILPROBE_DEBUG || !(error instanceof Error) || error.stack === undefined) return `${line}\n`;
  return `${line}\n${scrubSecrets(error.stack).split('\n').slice(1).map(safeLine).join('\n')}\n`;
}

function crash(error: unknown): void {
  process.stderr.write(describeCrash(error));
  process.exit(EXIT.internal);
}

/** A reader that went away (`| head`) is no fault of ours: go on to the end in silence. */
function survivesClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'EOF' || error.code === 'ERR_STREAM_DESTROYED') return;
    process.stderr.write(`mailprobe: cannot write the result: ${describeSystemError(error)}\n`);
    process.exit(EXIT.internal);
  });
}

/** Resolves when all that was written has left the process; at once where nobody reads any more. */
const flush = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    if (stream.writableLength === 0 || stream.destroyed || !stream.writable) resolve();
    else stream.write('', () => resolve());
  });

export async function start(argv: readonly string[]): Promise<void> {
  if (isSea()) {
    if (becomesChild(argv)) return;
    startChildrenByWord();
  }
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  for (const word of findSecretWords(argv, process.env)) registerSecret(new Secret(word));
  takeOffTlsSwitch();
  const isPlugin = wantsNagios(argv);
  survivesClosedPipe(process.stdout);
  survivesClosedPipe(process.stderr);
  try {
    process.exitCode = await main(argv, processIo());
  } catch (error) {
    // A plugin's caller reads stdout alone.
    if (isPlugin) process.stdout.write('MAILPROBE UNKNOWN - internal error of mailprobe, see its stderr\n');
    return crash(error);
  }
  await Promise.all([flush(process.stdout), flush(process.stderr)]);
  // A stray handle (a socket in its last throes, a DNS thread) must not delay the end.
  process.exit();
}

// What surrounds the straight line of a check: one clock, signals, the spinner and notices. Other commands (lab,
// batch) check through here too. Must not know how anything is probed or judged.
import type { Plan } from '../model/plan.ts';
import { visibleText } from '../model/visible-text.ts';
import { Deadline } from '../net/deadline.ts';
import { type FormatName, formatOfFile } from '../report/formats/index.ts';
import type { CheckOptions } from './options/options.ts';
import { onInterrupt } from './terminal/interrupt.ts';
import type { Io } from './terminal/io.ts';
import { type Progress, startProgress } from './terminal/progress.ts';

/** The format by its option, else by the ending of the file that it goes to. */
export function formatOf({ json, format, output }: CheckOptions): FormatName {
  if (json) return 'json';
  return format ?? (output === undefined ? null : formatOfFile(output)) ?? 'text';
}

/** Says something on stderr that is not the result; not with `--quiet`. */
export function notice(io: Io, options: CheckOptions, text: string): void {
  if (!options.quiet) io.stderr.write(`mailprobe: ${visibleText(text)}\n`);
}

/** What the user should know before the first packet: how secrets were read, and what the options risk. */
export function noticesOf(plan: Pick<Plan, 'credentials' | 'auth' | 'tls'>): readonly string[] {
  const { credentials, auth, tls } = plan;
  const store =
    tls.trust?.isIntact === false
      ? [`--trust: whether ${tls.trust.name} was altered could not be told without its passphrase (MAILPROBE_TRUST_PASSPHRASE)`]
      : [];
  if (credentials === null) return store;
  return [
    ...store,
    ...credentials.notices,
    ...(auth.all
      ? ['--auth-all: each mechanism is a login attempt of its own; with a wrong password this can lock the account']
      : []),
    ...(auth.allowInsecure ? ['--allow-insecure-auth: the credentials may go over an unencrypted connection'] : []),
    ...(tls.insecure ? ['--insecure: the credentials may go to a server that cannot prove who it is'] : []),
  ];
}

/** What is asked of connections over time takes longer than a check, and may show in the server's log. */
export function overTimeNotices({ hold, pool, protocol }: Pick<Plan, 'hold' | 'pool' | 'protocol'>): readonly string[] {
  const silentMs = (hold?.silencesMs ?? []).reduce((sum, ms) => sum + ms, 0);
  const longest = silentMs < 120_000 ? `${Math.round(silentMs / 1_000)} s` : `${Math.round(silentMs / 60_000)} min`;
  return [
    ...(hold ? [`--hold: takes up to ${longest} when the check is done; Ctrl-C ends it with what is known by then`] : []),
    ...(pool && protocol !== 'smtp'
      ? [`--pool: each connection that does not log in may be a line in the server's log; up to ${pool} of them here`]
      : []),
  ];
}

export interface RunFrame {
  readonly deadline: Deadline;
  readonly progress: Progress;
}

/** Runs `work` under one clock of `totalMs`, with Ctrl-C heard and the spinner turning, and puts all that away after it. */
export async function withDeadlineAndProgress<T>(
  { totalMs, text, io, quiet, signal }: { totalMs: number; text: string; io: Io; quiet: boolean; signal?: AbortSignal },
  work: (frame: RunFrame) => Promise<T>,
): Promise<T> {
  const deadline = new Deadline(totalMs);
  const release = onInterrupt(() => deadline.interrupt());
  const stopListening = signal === undefined ? () => {} : deadline.interruptBy(signal);
  const progress = startProgress(io, quiet, text);
  try {
    return await work({ deadline, progress });
  } finally {
    progress.stop();
    release();
    stopListening();
    deadline.release();
  }
}

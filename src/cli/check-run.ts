// What surrounds the straight line of a check: one clock, signals, the spinner, notices, and the way to the host of a
// mailbox. Other commands (lab, batch) check through here too. Must not know how anything is probed or judged.
import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import { Deadline } from '../net/deadline.ts';
import { decideProtocol, type PlanRequest } from '../probe/plan.ts';
import { onInterrupt } from './interrupt.ts';
import { type Io, processIo } from './io.ts';
import type { CheckOptions, FormatName } from './options.ts';
import { type Progress, startProgress } from './progress.ts';
import { safeLine } from './secrecy.ts';

export const formatOf = ({ json, format }: CheckOptions): FormatName => (json ? 'json' : (format ?? 'text'));

/** Says something on stderr that is not the result; not with `--quiet`. */
export function notice(io: Io, options: CheckOptions, text: string): void {
  if (!options.quiet) io.stderr.write(`mailprobe: ${safeLine(text)}\n`);
}

/** What the user should know before the first packet: how secrets were read, and what the options risk. */
export function noticesOf(plan: Pick<Plan, 'credentials' | 'auth' | 'tls'>): readonly string[] {
  const { credentials, auth, tls } = plan;
  if (credentials === null) return [];
  return [
    ...credentials.notices,
    ...(auth.all
      ? ['--auth-all: each mechanism is a login attempt of its own; with a wrong password this can lock the account']
      : []),
    ...(auth.allowInsecure ? ['--allow-insecure-auth: the credentials may go over an unencrypted connection'] : []),
    ...(tls.insecure ? ['--insecure: the credentials may go to a server that cannot prove who it is'] : []),
  ];
}

export interface RunFrame {
  readonly deadline: Deadline;
  readonly progress: Progress;
}

/** Runs `work` under one clock of `totalMs`, with Ctrl-C heard and the spinner turning, and puts all that away after it. */
export async function framed<T>(
  { totalMs, text, io, quiet }: { totalMs: number; text: string; io: Io; quiet: boolean },
  work: (frame: RunFrame) => Promise<T>,
): Promise<T> {
  const deadline = new Deadline(totalMs);
  const release = onInterrupt(() => deadline.interrupt());
  const progress = startProgress(io, quiet, text);
  try {
    return await work({ deadline, progress });
  } finally {
    progress.stop();
    release();
    deadline.release();
  }
}

export interface FoundHost {
  readonly target: Target;
  /** The request, with what the domain says of ports and modes where the options leave that open, and how it was found. */
  readonly request: PlanRequest;
}

/**
 * The host that serves a mailbox; any other target stays as it is. A domain that names no server is checked itself: then
 * the report shows what is wrong with its DNS.
 */
export async function resolveMailbox(target: Target, request: PlanRequest, deadline: Deadline): Promise<FoundHost> {
  const { mailbox } = target;
  if (mailbox === null) return { target, request };
  const { resolveMailbox: findHost } = await import('../probe/mailbox.ts');
  const { dnsServer, resolve, proxy } = request;
  const protocol = decideProtocol(target, request);
  const route = await findHost(target, { protocol, dnsServer, resolve, httpAllowed: proxy === null }, deadline);
  if (!route.ok) {
    return {
      target,
      request: { ...request, discovery: { domain: mailbox.domain, source: 'guess', detail: route.error.message } },
    };
  }
  return {
    target: { ...target, host: route.host },
    request: { ...request, ports: request.ports ?? route.ports, modes: request.modes ?? route.modes, discovery: route.note },
  };
}

/**
 * One `check` as if typed: `argv` is what follows the word. Writes to `io` and resolves with the exit code; usage errors
 * included. Rejects only for what is our own fault.
 */
export async function checkOnce(argv: readonly string[], io: Io = processIo()): Promise<number> {
  const { main } = await import('./main.ts');
  return main(['check', ...argv], io);
}

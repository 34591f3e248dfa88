// The sign-in of the device flow (RFC 8628): takes a person minutes in a browser, so it comes before the check's own
// clock starts. Shows address and code on stderr, waits, and hands the token on. Must not know what is checked.
import type { Credentials } from '../../model/plan.ts';
import { visibleText } from '../../model/visible-text.ts';
import { Deadline } from '../../net/deadline.ts';
import type { Roots } from '../../net/roots.ts';
import type { DeviceCode } from '../../oauth/fetch-token.ts';
import { LIMITS } from '../../request/limits.ts';
import { onInterrupt, PromptAborted } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { type Progress, startProgress } from '../terminal/progress.ts';
import { processRedactor, registerSecret } from './redaction.ts';

export interface SignInOptions extends Roots {
  /** No spinner and no word of success; address and code are shown all the same. */
  readonly quiet: boolean;
}

/** `900` → `15 min`. */
const describeLife = (seconds: number): string => (seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`);

/** What the user has to do, each address and the code on a line that can be copied. */
function instructions(code: DeviceCode, user: string): string {
  const { userCode, address, addressWithCode, expiresInSeconds } = code;
  return [
    `To sign in as ${user}, open this address in a browser on any device:`,
    '',
    `    ${address}`,
    '',
    `and enter this code, which is good for ${describeLife(expiresInSeconds)}:`,
    '',
    `    ${userCode}`,
    '',
    ...(addressWithCode === null ? [] : ['The same with the code filled in:', '', `    ${addressWithCode}`, '']),
  ]
    .map((line) => `${visibleText(line)}\n`)
    .join('');
}

/** Counts the code's life down in the spinner. Returns what ends that. */
function countDown(progress: Progress, lifeSeconds: number): () => void {
  const end = performance.now() + lifeSeconds * 1_000;
  const say = (): void => {
    const left = Math.max(0, Math.round((end - performance.now()) / 1_000));
    progress.say(`Waiting for the sign-in (${describeLife(left)} left, Ctrl-C gives up)`);
  };
  say();
  const timer = setInterval(say, 1_000);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * The credentials with the token of a sign-in by device code, or with why there is none; any others unchanged. Throws
 * PromptAborted at Ctrl-C. Never throws for what the provider does or says.
 */
export async function signIn(credentials: Credentials | null, options: SignInOptions, io: Io): Promise<Credentials | null> {
  const oauth = credentials?.oauth;
  if (!credentials || oauth?.flow !== 'device-code') return credentials;
  const { fetchToken } = await import('../../oauth/fetch-token.ts');
  const deadline = new Deadline(LIMITS.signInMs);
  const release = onInterrupt(() => deadline.interrupt());
  const progress = startProgress(io, options.quiet, `Asking ${oauth.issuer} for a sign-in`);
  let stopCounting = (): void => {};
  let waiting: Progress | null = null;
  try {
    const result = await fetchToken(oauth, {
      ...options,
      deadline,
      redactor: processRedactor,
      onDeviceCode(code) {
        progress.stop();
        io.stderr.write(instructions(code, credentials.user));
        waiting = startProgress(io, options.quiet, 'Waiting for the sign-in');
        stopCounting = countDown(waiting, code.expiresInSeconds);
      },
    });
    if (deadline.isInterrupted) throw new PromptAborted();
    if (!result.ok) return { ...credentials, tokenRequest: result.failure };
    registerSecret(result.token, credentials.user);
    return { ...credentials, token: result.token };
  } finally {
    stopCounting();
    progress.stop();
    (waiting as Progress | null)?.stop();
    release();
    deadline.release();
  }
}

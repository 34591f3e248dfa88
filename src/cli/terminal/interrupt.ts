// Ctrl-C, Ctrl-Break and SIGTERM: the first ends the run early with what was found, the second ends the process at once.
// Must not know what runs.
import { EXIT } from '../output/exit-code.ts';
import { INTERRUPT_SIGNALS, signalsOf } from './signals.ts';

/** The user gave up where there is nothing to report yet (a prompt, a sign-in): the process ends with 130. */
export class PromptAborted extends Error {
  override readonly name = 'PromptAborted';
}

/** The user wants to go back to where the question came from. */
export class PromptBack extends Error {
  override readonly name = 'PromptBack';
}

/** Calls `interrupt` at the first signal. Returns what takes the handlers off again. */
export function onInterrupt(interrupt: () => void): () => void {
  let isSecond = false;
  const handle = (): void => {
    if (isSecond) process.exit(EXIT.interrupted);
    isSecond = true;
    interrupt();
  };
  const signals = signalsOf(INTERRUPT_SIGNALS);
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.off(signal, handle);
  };
}

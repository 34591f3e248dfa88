// Questions on a terminal that cannot move its cursor (TERM=dumb: an editor's shell window, a serial console): plain
// lines, numbered choices, no escape sequence. Must not know what the answers are for.
import { PromptAborted, PromptBack } from './interrupt.ts';
import { type Prompter, withWayBack } from './prompter.ts';
import { INTERRUPT_SIGNALS, signalsOf } from './signals.ts';

const SIGNALS = signalsOf(INTERRUPT_SIGNALS);

const say = (text: string): void => {
  process.stderr.write(text);
};

const CONTROL = { interrupt: '\x03', end: '\x04', eraseLine: '\x15' } as const;

/** Hands each chunk that is typed to `take` until it gives an answer. Throws PromptAborted. */
function listen(take: (typed: string) => string | null): Promise<string> {
  const { stdin } = process;
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      stdin.off('data', onData).off('end', abort).pause();
      for (const signal of SIGNALS) process.off(signal, abort);
    };
    const abort = (): void => {
      stop();
      say('\n');
      reject(new PromptAborted());
    };
    const onData = (chunk: Buffer | string): void => {
      try {
        const answer = take(chunk.toString());
        if (answer === null) return;
        stop();
        resolve(answer);
      } catch {
        abort();
      }
    };
    stdin.on('data', onData).on('end', abort).resume();
    for (const signal of SIGNALS) process.on(signal, abort);
  });
}

/** The terminal's own line editing and echo. */
function readLine(): Promise<string> {
  let line = '';
  return listen((typed) => {
    line += typed;
    const end = line.search(/[\r\n]/);
    return end < 0 ? null : line.slice(0, end);
  });
}

/** Key by key, since only raw mode is without echo. */
async function readHidden(): Promise<string> {
  const keys: string[] = [];
  process.stdin.setRawMode(true);
  try {
    const answer = await listen((typed) => {
      for (const key of typed) {
        if (key === '\r' || key === '\n') return keys.join('');
        if (key === CONTROL.interrupt || (key === CONTROL.end && keys.length === 0)) throw new PromptAborted();
        if (key === '\x7f' || key === '\b') keys.pop();
        else if (key === CONTROL.eraseLine) keys.length = 0;
        else if (key >= ' ') keys.push(key);
      }
      return null;
    });
    say('\n');
    return answer;
  } finally {
    process.stdin.setRawMode(false);
  }
}

/** Nothing that is asked for looks like it, and it needs no key of its own. */
const BACK = '<';

const shown = (message: string, hasWayBack: boolean | undefined, key: string): string =>
  hasWayBack ? withWayBack(message, key) : message;

export const plainPrompter: Prompter = {
  async text({ message, initial, validate, hasWayBack }) {
    const question = shown(message, hasWayBack, BACK);
    for (;;) {
      say(initial === undefined ? `${question} ` : `${question} [${initial}] `);
      const typed = await readLine();
      if (hasWayBack && typed.trim() === BACK) throw new PromptBack();
      const answer = typed === '' && initial !== undefined ? initial : typed;
      const complaint = await validate?.(answer);
      if (!complaint) return answer;
      say(`  ${complaint}\n`);
    }
  },
  async secret({ message, validate, hasWayBack }) {
    for (;;) {
      say(`${shown(message, hasWayBack, 'nothing')} (not shown) `);
      const answer = await readHidden();
      // No secret is empty, and any other text may be one.
      if (hasWayBack && answer === '') throw new PromptBack();
      const complaint = await validate?.(answer);
      if (!complaint) return answer;
      say(`  ${complaint}\n`);
    }
  },
  async choose({ message, choices, hasWayBack }) {
    const names = [...choices.map(({ name }) => name), ...(hasWayBack ? ['Back'] : [])];
    say(`${message}\n${names.map((name, at) => `  ${at + 1}  ${name}\n`).join('')}`);
    for (;;) {
      say(`Number [1] `);
      const typed = (await readLine()).trim();
      const at = typed === '' ? 0 : /^\d{1,3}$/.test(typed) ? Number(typed) - 1 : -1;
      if (hasWayBack && (typed === BACK || at === choices.length)) throw new PromptBack();
      const chosen = choices[at];
      if (chosen) return chosen.value;
      say(`  a number from 1 to ${names.length}\n`);
    }
  },
};

// Text of many lines at a terminal, up to Ctrl-D. Key by key: a terminal that edits lines itself drops what is longer than
// 4,096 bytes, and its Ctrl-D would end stdin for every question that follows. Must not know what the text is for.
import { StringDecoder } from 'node:string_decoder';
import { visibleText } from '../../model/visible-text.ts';
import { PromptAborted, PromptBack } from './interrupt.ts';
import type { Io } from './io.ts';
import { INTERRUPT_SIGNALS, signalsOf } from './signals.ts';

type Terminal = Pick<NodeJS.ReadStream, 'setRawMode'>;

const KEY = { interrupt: '\x03', end: '\x04', escape: '\x1b' } as const;
const SIGNALS = signalsOf(INTERRUPT_SIGNALS);
/** Arrows and the like, and the marks around what is pasted. */
const SEQUENCE = /\u001b(?:\[[\d;?]*[A-Za-z~]|O[A-Z])/g;

/** What was typed so far, and what the terminal has to show of a further piece. */
class TypedText {
  #text = '';

  get text(): string {
    return this.#text;
  }

  /** Returns the echo. */
  take(typed: string): string {
    let echo = '';
    for (const character of typed.replace(/\r\n?/g, '\n')) {
      if (character === '\x7f' || character === '\b') {
        const last = /[^\n]$/u.exec(this.#text)?.[0];
        if (last === undefined) continue;
        this.#text = this.#text.slice(0, -last.length);
        echo += '\b \b';
      } else {
        this.#text += character;
        echo += character === '\n' || character === '\t' ? character : visibleText(character);
      }
    }
    return echo;
  }
}

/** All up to Ctrl-D, at most `maxLength` characters. Throws PromptAborted at Ctrl-C, PromptBack at Esc. */
export function readPastedText(io: Pick<Io, 'stdin' | 'stderr'>, maxLength: number): Promise<string> {
  const stdin = io.stdin as Io['stdin'] & Partial<Terminal>;
  const decoder = new StringDecoder('utf8');
  const typed = new TypedText();
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      stdin.off('data', onData).off('end', abort).pause();
      for (const signal of SIGNALS) process.off(signal, abort);
      stdin.setRawMode?.(false);
      io.stderr.write('\n');
    };
    const abort = (): void => {
      stop();
      reject(new PromptAborted());
    };
    const onData = (chunk: Buffer | string): void => {
      const piece = typeof chunk === 'string' ? chunk : decoder.write(chunk);
      if (piece === KEY.escape) {
        stop();
        reject(new PromptBack());
        return;
      }
      const keys = piece.replace(SEQUENCE, '');
      if (keys.includes(KEY.interrupt)) return abort();
      const end = keys.indexOf(KEY.end);
      io.stderr.write(typed.take(end < 0 ? keys : keys.slice(0, end)));
      if (end < 0 && typed.text.length < maxLength) return;
      stop();
      resolve(typed.text.slice(0, maxLength));
    };
    stdin.on('data', onData).on('end', abort).resume();
    for (const signal of SIGNALS) process.on(signal, abort);
    stdin.setRawMode?.(true);
  });
}

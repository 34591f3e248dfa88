// What the exporter says of itself: one line an event on stderr, as key=value pairs that log collectors read. Texts are
// made visible here; which secrets are taken out, the caller knows.
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';

export type LogLevel = 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, string | number>>;
export type Log = (level: LogLevel, message: string, fields?: LogFields) => void;

const LONGEST = 500;

/** Quoted where a reader could not tell its end. */
function fieldText(value: string): string {
  const text = shorten(visibleText(value), LONGEST);
  return /^[\w.:/@[\]+,-]+$/.test(text) ? text : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** `write` gets whole lines, `scrub` each text that goes into one beside the message, which is ours. `now`: for tests. */
export function makeLog(write: (line: string) => void, scrub: (text: string) => string, now: () => Date = () => new Date()): Log {
  return (level, message, fields = {}) => {
    const own = Object.entries(fields).map(([key, value]) => ` ${key}=${fieldText(scrub(String(value)))}`);
    write(`ts=${now().toISOString()} level=${level} msg=${fieldText(message)}${own.join('')}\n`);
  };
}

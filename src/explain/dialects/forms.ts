// How a dialect's grammar is written down: forms of lines, tried in their order, with the words under the name `words`.
// Knows no program.
import type { Transaction } from '../../knowledge/fallback.ts';
import type { Speaker } from '../../knowledge/speaker.ts';
import type { Stage } from '../../model/protocol.ts';
import type { Dialect, Said } from '../utterance.ts';

type Extras = Omit<Said, 'speaker' | 'words' | 'exception'>;
export type Form = (line: string) => readonly Said[] | null;

/** Where in a session something was said; empty: nothing tells. */
export interface SessionStep {
  readonly stage?: Stage;
  readonly transaction?: Transaction;
}

/** Where in a session a command stands, under the names that logs have for it. */
const STEPS: readonly (readonly [RegExp, SessionStep])[] = [
  [
    /^(?:after |end[ -]of[ -])?(?:data|message)|^message|^bdat|^\.|^dot|^body|^pipelined end of data|^content/i,
    { transaction: 'data' },
  ],
  [/^mail|^sender|^pipelined mail/i, { transaction: 'mail' }],
  [/^rcpt|^recipient|^pipelined rcpt/i, { transaction: 'rcpt' }],
  [/^auth|^user|^pass|^login|^apop|^sasl/i, { stage: 'auth' }],
  [/^(?:ehlo|helo|lhlo)/i, { stage: 'ehlo' }],
  [/^st(?:art)?t?ls/i, { stage: 'starttls' }],
  [/^(?:initial )?connect|^greeting|^banner|^initial/i, { stage: 'greeting' }],
];

export const stepOf = (command: string): SessionStep => STEPS.find(([pattern]) => pattern.test(command.trim()))?.[1] ?? {};

/** A line of this form is said by `speaker`; groups `words`, `host` and `command` are taken over. Null: it tells nothing. */
export const form =
  (when: RegExp, speaker: Speaker | null, extras: Extras = {}): Form =>
  (line) => {
    const groups = when.exec(line);
    if (groups === null) return null;
    const { words, host, command } = groups.groups ?? {};
    return [
      {
        speaker,
        words: words ?? line,
        ...(host === undefined ? {} : { host: host.toLowerCase() }),
        ...(command === undefined ? {} : stepOf(command)),
        ...extras,
      },
    ];
  };

/** A line of this form belongs to the dialect and says nothing of a failure. */
export const silent =
  (when: RegExp): Form =>
  (line) =>
    when.test(line) ? [] : null;

/** Only where the line bears the mark of the daemon, or of the side, whose form it is. */
export const inFront =
  (mark: RegExp, read: Form): Form =>
  (line) =>
    mark.test(line) ? read(line) : null;

export const readForms =
  (...forms: readonly Form[]): Dialect['read'] =>
  (line) => {
    for (const read of forms) {
      const said = read(line);
      if (said !== null) return said;
    }
    return null;
  };

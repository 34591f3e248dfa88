// What the wizard offers after a check, as a table: each entry with when it is offered and what it does. Whatever an entry
// asks has a way back, which leads here. Must not know how a check is run.
import { DEFAULT_PROTOCOL, defaultPorts } from '../../model/protocol.ts';
import type { Target } from '../../model/target.ts';
import { parseTarget } from '../../request/target.ts';
import { fateOf } from '../batch/batch-logins.ts';
import type { Printable } from '../commands/check.ts';
import type { CheckOptions } from '../options/options.ts';
import type { Io } from '../terminal/io.ts';
import type { Prompter } from '../terminal/prompter.ts';
import type { CheckAnswers, LoginAnswers } from './command-line.ts';
import type { ServerOffer } from './found-servers.ts';
import { explainMessage, hasTranscript, saveReport, showCommandLine, showTextFor, showTranscript } from './next-steps.ts';
import { answersFor, askEndpoint, askLogin, askTarget, withoutPort } from './questions.ts';

/** A check as it was asked for, and what came of it; null: it could not be run so. */
export interface Round {
  readonly answers: CheckAnswers;
  readonly run: { readonly checked: Printable; readonly options: CheckOptions } | null;
  readonly servers: readonly ServerOffer[];
}

export interface Tools {
  readonly prompter: Prompter;
  readonly io: Io;
}

/** What to check next; `menu`: the same question again. */
export type Followed = CheckAnswers | 'menu' | 'quit';

export interface MenuEntry {
  readonly title: (round: Round) => string;
  readonly isOffered: (round: Round) => boolean;
  readonly follow: (round: Round, tools: Tools) => Promise<Followed>;
}

const always = (): boolean => true;
const afterRun = ({ run }: Round): boolean => run !== null;
const targetOf = ({ answers }: Round): Target => parseTarget(answers.target);

/** Not again what was sent and not accepted: promise 2 of the contract. */
export function loginToKeep({ answers, run }: Round): LoginAnswers | null {
  const fate = fateOf(run?.checked.report.credentials ?? null);
  return fate === 'accepted' || fate === 'unsent' ? answers.login : null;
}

/** Whom a login would be for. */
function userOf(round: Round): string | null {
  const { mailbox } = targetOf(round);
  return round.answers.login?.user ?? (mailbox === null ? null : `${mailbox.user}@${mailbox.domain}`);
}

function portToTry({ answers, run }: Round): number {
  const { protocol } = run?.checked.report.target ?? { protocol: DEFAULT_PROTOCOL };
  return run?.checked.report.recommendation?.port ?? answers.port ?? defaultPorts(protocol).at(-1) ?? 587;
}

/** A server that a bare domain names, in its place. */
const serverEntry = ({ host, title }: ServerOffer): MenuEntry => ({
  title: () => title,
  isOffered: always,
  follow: async () => answersFor({ bare: host, target: parseTarget(host) }),
});

const ENTRIES: readonly MenuEntry[] = [
  {
    title: ({ answers }) => (answers.login === null ? 'Log in' : 'Log in with other credentials'),
    isOffered: always,
    follow: async (round, { prompter }) => ({ ...round.answers, login: await askLogin(prompter, userOf(round)) }),
  },
  {
    title: () => 'Sending and reading as well: SMTP, IMAP and POP3 in one report',
    isOffered: ({ answers }) => !answers.all,
    follow: async (round) => ({
      target: withoutPort(targetOf(round)),
      all: true,
      protocol: null,
      port: null,
      mode: null,
      login: loginToKeep(round),
    }),
  },
  {
    title: () => 'I have an error message',
    isOffered: always,
    follow: async (_round, { io }) => {
      await explainMessage(io);
      return 'menu';
    },
  },
  {
    title: () => 'Another port or mode',
    isOffered: always,
    follow: async (round, { prompter }) => ({
      target: withoutPort(targetOf(round)),
      all: false,
      ...(await askEndpoint(prompter, portToTry(round), targetOf(round).host)),
      login: loginToKeep(round),
    }),
  },
  {
    title: () => 'Show the transcript',
    isOffered: ({ run }) => run !== null && hasTranscript(run.checked.report),
    follow: async ({ run }, { io }) => {
      if (run) showTranscript(run.checked, io);
      return 'menu';
    },
  },
  {
    title: () => 'Save the report',
    isOffered: afterRun,
    follow: async ({ run }, { prompter, io }) => {
      if (run) await saveReport(prompter, run.checked, run.options, io);
      return 'menu';
    },
  },
  {
    title: () => 'Text for the customer or the hoster',
    isOffered: afterRun,
    follow: async ({ run }, { prompter, io }) => {
      if (run) await showTextFor(prompter, run.checked, io);
      return 'menu';
    },
  },
  {
    title: () => 'The command line for this check',
    isOffered: always,
    follow: async ({ answers }, { io }) => {
      showCommandLine(answers, io);
      return 'menu';
    },
  },
  {
    title: (round) => (loginToKeep(round) === round.answers.login ? 'Check again' : 'Check again, without the login'),
    isOffered: always,
    follow: async (round) => ({ ...round.answers, login: loginToKeep(round) }),
  },
  {
    title: () => 'Check another host',
    isOffered: always,
    follow: async (_round, { prompter, io }) => {
      const typed = await askTarget(prompter, false);
      if (typed.notice !== null) io.stderr.write(`mailprobe: ${typed.notice}\n`);
      return answersFor(typed);
    },
  },
  { title: () => 'Quit', isOffered: always, follow: async () => 'quit' },
];

/** What is offered after this one. */
export const entriesAfter = (round: Round): readonly MenuEntry[] =>
  [...round.servers.map(serverEntry), ...ENTRIES].filter((entry) => entry.isOffered(round));

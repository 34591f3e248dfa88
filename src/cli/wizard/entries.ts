// What the wizard offers after a check, as a table: each entry with when it is offered and what it does. Whatever an entry
// asks has a way back, which leads here. Must not know how a check is run.
import { DEFAULT_PROTOCOL, defaultPorts, isMailProtocol } from '../../model/protocol.ts';
import type { Target } from '../../model/target.ts';
import { parseTarget } from '../../request/target.ts';
import type { TypedTarget } from '../../request/typed-target.ts';
import { PromptBack } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { type CheckAnswers, checkOf } from './command-line.ts';
import type { ServerOffer } from './found-servers.ts';
import { explainMessage, hasTranscript, saveReport, showCommandLine, showTextFor, showTranscript } from './next-steps.ts';
import { answersForFile, answersForProgram, askProgram, chooseProgram } from './program-question.ts';
import { answersFor, askEndpoint, askLogin, askService, askTarget, withoutPort } from './questions.ts';
import {
  checkAgain,
  type Followed,
  loginToKeep,
  type MenuEntry,
  mayLogInAgain,
  type Round,
  type Tools,
  targetOf,
} from './round.ts';
import { TRUST_ENTRIES, USUAL_ROOTS_ENTRY } from './trust-entries.ts';

const always = (): boolean => true;
const afterRun = ({ run }: Round): boolean => run !== null;

const hasLogin = ({ login, fileLogin }: CheckAnswers): boolean => login !== null || fileLogin;

/** Whom a login would be for. */
function userOf(round: Round): string | null {
  const mailbox = targetOf(round)?.mailbox ?? null;
  const user = round.answers.login?.user ?? round.run?.checked.report.application?.settings.user?.value;
  return user ?? (mailbox === null ? null : `${mailbox.user}@${mailbox.domain}`);
}

/** Another check of the same host, for the same program and by its roots; its lines are of one protocol. */
const atHost = (round: Round, target: Target): CheckAnswers => ({
  ...checkOf(withoutPort(target)),
  client: round.answers.client ?? round.run?.checked.report.application?.settings.family ?? null,
  trust: round.answers.trust,
  login: loginToKeep(round),
});

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

function sayingNotice(typed: TypedTarget, io: Io): TypedTarget {
  if (typed.notice !== null) io.stderr.write(`mailprobe: ${typed.notice}\n`);
  return typed;
}

/** Ahead of the first check: which program, unless it does not matter, and which host, unless its settings file says it. */
export async function askFirst({ prompter, io }: Tools): Promise<CheckAnswers> {
  for (;;) {
    const answer = await askProgram(prompter, false);
    try {
      if (answer.kind === 'file') return await answersForFile(prompter, answer.path);
      if (answer.kind === 'target') return answersFor(sayingNotice(answer.typed, io));
      const program = answer.kind === 'skip' ? null : await chooseProgram(prompter, answer.programs);
      const typed = sayingNotice(await askTarget(prompter), io);
      return program === null ? answersFor(typed) : await answersForProgram(prompter, program, typed);
    } catch (error) {
      if (!(error instanceof PromptBack)) throw error;
    }
  }
}

/** The same after a check: a program is asked about at the host that was checked. */
async function followProgram(round: Round, { prompter, io }: Tools): Promise<Followed> {
  const answer = await askProgram(prompter, true);
  if (answer.kind === 'file') return answersForFile(prompter, answer.path);
  if (answer.kind === 'target') return answersFor(sayingNotice(answer.typed, io));
  const target = targetOf(round);
  if (answer.kind === 'skip') return 'menu';
  const program = await chooseProgram(prompter, answer.programs);
  const bare = round.answers.config === null ? round.answers.target : (target?.host ?? '');
  const typed = target === null ? sayingNotice(await askTarget(prompter), io) : { bare, target };
  return { ...(await answersForProgram(prompter, program, typed)), login: loginToKeep(round) };
}

/** Whether there is a server to be asked in lines: of a mailbox always, and not of a host that a service has for itself. */
function hasMailServer(round: Round): boolean {
  const target = targetOf(round);
  return target !== null && (target.mailbox !== null || isMailProtocol(target.protocol));
}

const ENTRIES: readonly MenuEntry[] = [
  ...TRUST_ENTRIES,
  {
    title: () => 'Log in with the user and password of the file',
    isOffered: (round) =>
      round.run?.checked.report.application?.settings.secret != null && !round.answers.fileLogin && mayLogInAgain(round),
    follow: async ({ answers }) => ({ ...answers, login: null, fileLogin: true }),
  },
  {
    title: ({ answers }) => (hasLogin(answers) ? 'Log in with other credentials' : 'Log in'),
    isOffered: always,
    follow: async (round, { prompter }) => ({
      ...round.answers,
      fileLogin: false,
      login: await askLogin(prompter, userOf(round)),
    }),
  },
  {
    title: () => 'A program that cannot send or read mail, or its settings file',
    isOffered: always,
    follow: followProgram,
  },
  {
    title: () => 'Sending and reading as well: SMTP, IMAP and POP3 in one report',
    isOffered: (round) => !round.answers.all && hasMailServer(round),
    follow: async (round) => {
      const target = targetOf(round);
      return target === null ? 'menu' : { ...atHost(round, target), all: true };
    },
  },
  {
    title: () => 'The same mailbox by Microsoft Graph or Exchange Web Services',
    isOffered: (round) => (targetOf(round)?.mailbox ?? null) !== null,
    follow: async (round, { prompter }) => {
      const target = targetOf(round);
      if (target === null) return 'menu';
      // No mail client speaks either.
      return { ...atHost(round, target), client: null, protocol: await askService(prompter) };
    },
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
    isOffered: hasMailServer,
    follow: async (round, { prompter }) => {
      const target = targetOf(round);
      if (target === null) return 'menu';
      const endpoint = await askEndpoint(prompter, portToTry(round), target.host);
      return { ...atHost(round, target), settingsFor: round.answers.settingsFor, ...endpoint };
    },
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
    title: (round) => (mayLogInAgain(round) || !hasLogin(round.answers) ? 'Check again' : 'Check again, without the login'),
    isOffered: always,
    follow: async (round) => checkAgain(round),
  },
  USUAL_ROOTS_ENTRY,
  {
    title: () => 'Check another host',
    isOffered: always,
    follow: async (_round, { prompter, io }) => {
      return answersFor(sayingNotice(await askTarget(prompter), io));
    },
  },
  { title: () => 'Quit', isOffered: always, follow: async () => 'quit' },
];

/** What is offered after this one. */
export const entriesAfter = (round: Round): readonly MenuEntry[] =>
  [...round.servers.map(serverEntry), ...ENTRIES].filter((entry) => entry.isOffered(round));

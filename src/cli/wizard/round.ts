// One round of the wizard, and what an entry of its menu is: the check as it was asked for, what came of it, and which login may
// go out again. Must not know which entries there are.
import type { Target } from '../../model/target.ts';
import { parseTarget } from '../../request/target.ts';
import { fateOf } from '../batch/batch-logins.ts';
import type { Printable } from '../commands/check.ts';
import type { CheckOptions } from '../options/options.ts';
import type { Io } from '../terminal/io.ts';
import type { Prompter } from '../terminal/prompter.ts';
import type { CheckAnswers, LoginAnswers } from './command-line.ts';
import type { ServerOffer } from './found-servers.ts';

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

/** What was asked for, or the host that a settings file names; null: the file could not be read. */
export function targetOf({ answers, run }: Pick<Round, 'answers' | 'run'>): Target | null {
  if (answers.config === null) return parseTarget(answers.target);
  return run === null ? null : parseTarget(run.checked.report.target.host);
}

/** Not again what was sent and not accepted: promise 2 of the contract. */
export function mayLogInAgain({ run }: Round): boolean {
  const fate = fateOf(run?.checked.report.credentials ?? null);
  return fate === 'accepted' || fate === 'unsent';
}

export const loginToKeep = (round: Round): LoginAnswers | null => (mayLogInAgain(round) ? round.answers.login : null);

/** The same check once more, with no login that was refused. */
export const checkAgain = (round: Round): CheckAnswers => ({
  ...round.answers,
  login: loginToKeep(round),
  fileLogin: round.answers.fileLogin && mayLogInAgain(round),
});

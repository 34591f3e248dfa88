// One check of many with the same login: the memory of sent logins beside the straight line, so that a login which was
// refused is not sent again, and one whose answer nobody waited for still counts. Must not know who repeats it, nor how often.
import type { Credentials, Timeouts } from '../model/plan.ts';
import { Deadline } from '../net/deadline.ts';
import type { Redactor } from '../net/redactor.ts';
import { scrubObservations } from '../probe/scrub-observations.ts';
import { SentLoginTurn } from '../probe/sent-login-turn.ts';
import type { SentLogin, SentLogins, Withheld } from '../probe/sent-logins.ts';
import { type Checked, judgeObservations } from './judge-observations.ts';
import { type ToldLogin, toldOf } from './told-login.ts';

/** A login whose answer is waited for though its check is over. */
export interface LateLogin {
  readonly deadline: Deadline;
  /** Resolves when the answer has come, or its time is over. */
  readonly done: Promise<void>;
}

/** What a check is to be handed beside what it has anyway. */
export interface RepeatedCheckHooks {
  readonly loginTurn: SentLoginTurn<ToldLogin>;
  readonly redactor: Redactor;
}

export interface RepeatedCheck {
  readonly checked: Checked;
  /** A login went out. */
  readonly isSent: boolean;
  /** Why none did, by what came of the last one; null: one did, or nothing speaks against it. */
  readonly withheld: Withheld<ToldLogin> | null;
  readonly late: LateLogin | null;
}

export interface RepeatedLogin {
  readonly credentials: Credentials;
  readonly timeouts: Timeouts;
  /** The check's own. */
  readonly deadline: Deadline;
  readonly redactor: Redactor;
  readonly sentLogins: SentLogins<ToldLogin>;
  /** Told of a login that went out and was not accepted, when its end is known. */
  readonly onFailedLogin: (told: ToldLogin, withheld: Withheld<ToldLogin>) => void;
}

/** Runs the check with these credentials, and keeps in mind what it sent. Rejects only for what the check rejects for. */
export async function checkRepeatedly(
  { credentials, timeouts, deadline, redactor, sentLogins, onFailedLogin }: RepeatedLogin,
  check: (hooks: RepeatedCheckHooks) => Promise<Checked>,
): Promise<RepeatedCheck> {
  const key = sentLogins.keyOf(credentials);
  // AUTH may go out in the last moment, and its answer has the time that it always has.
  const answerDeadline = new Deadline(deadline.remainingMs() + timeouts.authMs);
  const loginTurn = new SentLoginTurn({ logins: sentLogins, key, user: credentials.user, deadline, answerDeadline });
  let late: LateLogin | null = null;
  try {
    const checked = await check({ loginTurn, redactor });
    const { login, isAnswered } = loginTurn;
    const learn = (sent: SentLogin<ToldLogin>, { report }: Checked): void => {
      const told = toldOf(report);
      if (told === null || told.credentials.status === 'accepted') return;
      sent.ended(told.credentials.status === 'rejected' ? 'refused' : 'unknown', told);
      const withheld = sentLogins.withheld(key);
      if (withheld !== null) onFailedLogin(told, withheld);
    };
    if (login && isAnswered) learn(login, checked);
    else if (login) {
      const done = withLateAnswer(checked, loginTurn, login, redactor).then((complete) => {
        if (complete) learn(login, complete);
      });
      late = { deadline: answerDeadline, done: done.finally(() => login.ended('unknown')) };
    }
    // Where the host was not even reached, what is known of the login stands all the same.
    const withheld = login ? null : (sentLogins.withheld(key) ?? loginTurn.withheld);
    return { checked, isSent: login !== null, withheld, late };
  } finally {
    if (late === null) {
      answerDeadline.release();
      // Also where a fault of ours has left it without a report.
      loginTurn.login?.ended('unknown');
    }
  }
}

/** The check as if it had waited for the answer to its login; null: there is none, by a fault of ours. */
async function withLateAnswer(
  { plan, observations, report }: Checked,
  turn: SentLoginTurn<ToldLogin>,
  login: SentLogin<ToldLogin>,
  redactor: Redactor,
): Promise<Checked | null> {
  const told = toldOf(report);
  if (told !== null) login.leave(told);
  const attempt = await turn.answer;
  turn.late.deadline.release();
  const { credentials } = observations;
  if (attempt === null || credentials === null) return null;
  const attempts = [...credentials.attempts.slice(0, -1), attempt];
  return judgeObservations(plan, scrubObservations({ ...observations, credentials: { ...credentials, attempts } }, redactor));
}

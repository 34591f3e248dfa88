// Which ways of logging in this run saw refused, so that no recommendation names one of them. Pure.
import { loginFaultOf } from '../diagnose/login-fault.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { FindingId } from '../model/finding.ts';
import type { Observations } from '../model/observation.ts';

export interface RuledOut {
  /** Upper case. */
  readonly mechanisms: readonly string[];
  /** User name and password are not taken, whatever carries them. */
  readonly passwords: boolean;
  /** No login at all: switched off for the account, or by a server that may not be the right one. */
  readonly everything: boolean;
}

const NO_PASSWORDS: readonly FindingId[] = ['auth-basic-disabled', 'auth-oauth-required'];
const NO_LOGIN: readonly FindingId[] = ['auth-protocol-disabled', 'auth-server-unproven'];

/** A wrong password rules nothing out: the right one goes the same way. */
export function ruledOutBy({ credentials: seen }: Observations, { credentials: judged }: Diagnosis): RuledOut {
  const cause = judged?.cause ?? null;
  const faultsMechanism =
    judged !== null && (judged.status === 'accepted' || loginFaultOf(judged) === 'mechanism' || cause === 'auth-protocol-error');
  const attempts = seen?.attempts ?? [];
  const refused = attempts.filter(({ status }) => status !== 'accepted').map(({ mechanism }) => mechanism);
  // Another attempt followed, and nothing had gone out: the mechanism was at fault, whatever became of the next one.
  const passedOver = attempts
    .slice(0, -1)
    .filter(({ status, sent, form }) => status !== 'accepted' && sent === 'nothing' && !form?.isRefused)
    .map(({ mechanism }) => mechanism);
  // In another form of it the login went through.
  const taken = attempts.filter(({ status }) => status === 'accepted').map(({ mechanism }) => mechanism);
  const ruledOut = (faultsMechanism ? refused : passedOver).filter((mechanism) => !taken.includes(mechanism));
  return {
    mechanisms: [...new Set(ruledOut)],
    passwords: cause !== null && NO_PASSWORDS.includes(cause),
    everything: cause !== null && NO_LOGIN.includes(cause),
  };
}

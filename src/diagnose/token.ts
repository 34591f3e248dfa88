// What was wrong with an OAuth token that the server refused. The reply counts where it is precise; else the token's
// own claims and the server's error challenge say more than "not accepted". Reads claims, never a token.
import type { FindingId } from '../model/finding.ts';
import type { AuthAttempt, CredentialsObservation } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { type TokenFault, tokenFaultOf } from '../model/token-fault.ts';
import type { Cause } from './cause.ts';

/** Refusals that leave open what was wrong with the token, or speak of passwords since they speak of them to all. */
const VAGUE: readonly FindingId[] = [
  'auth-rejected',
  'auth-token-invalid',
  'auth-token-user',
  'auth-token-scope',
  'auth-username-format',
  'auth-app-password-required',
  'auth-api-key-invalid',
];

export const faultOfToken = (
  plan: Plan,
  { claims, user }: CredentialsObservation,
  attempt: AuthAttempt,
  now: string,
): TokenFault => tokenFaultOf({ claims, user, host: plan.host, protocol: plan.protocol, now, challenge: attempt.challenge });

/** The refusal's cause, made more precise where it only says that the token will not do. */
export function tokenCause(cause: Cause, plan: Plan, seen: CredentialsObservation, attempt: AuthAttempt, now: string): Cause {
  if (!VAGUE.includes(cause.code)) return cause;
  const { id } = faultOfToken(plan, seen, attempt, now);
  const isNarrower = id !== 'auth-token-invalid' || !cause.code.startsWith('auth-token-');
  if (!isNarrower || id === cause.code) return cause;
  return { ...cause, code: id, explanation: null };
}

// What became of a login, for whoever would log in once more with the same credentials. Pure.
import { loginFaultOf } from '../diagnose/login-fault.ts';
import type { ReportCredentials } from '../model/report.ts';

/**
 * True: another login with them would be a second guess. What was sent and never answered counts as a refusal, since
 * nobody knows what the server made of it; so does what was sent by a mechanism that was turned down only afterwards.
 */
export function endsLogins(credentials: ReportCredentials | null): boolean {
  if (credentials === null || credentials.attempts.length === 0) return false;
  const fault = loginFaultOf(credentials);
  if (fault === 'mechanism') return credentials.attempts.some(({ sent }) => sent !== 'nothing');
  return fault !== null && fault !== 'protocol' && fault !== 'temporary';
}

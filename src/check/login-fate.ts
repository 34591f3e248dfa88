// What became of a login, for whoever would log in once more with the same credentials. Pure.
import type { FindingId } from '../model/finding.ts';
import type { ReportCredentials } from '../model/report.ts';

/** They fault the protocol, the mechanism or the server: of the credentials themselves nothing was said. */
const FAULTS_NO_CREDENTIALS: ReadonlySet<FindingId> = new Set<FindingId>([
  'auth-protocol-disabled',
  'auth-basic-disabled',
  'auth-oauth-required',
  'auth-mechanism-rejected',
  'auth-encryption-required',
  'auth-no-common-mechanism',
  'auth-not-advertised',
  'auth-temporary-failure',
]);

/**
 * True: another login with them would be a second guess. What was sent and never answered counts as a refusal, since
 * nobody knows what the server made of it.
 */
export function endsLogins(credentials: ReportCredentials | null): boolean {
  if (credentials === null || credentials.attempts.length === 0) return false;
  if (credentials.status === 'accepted' || credentials.status === 'skipped') return false;
  return credentials.cause === null || !FAULTS_NO_CREDENTIALS.has(credentials.cause);
}

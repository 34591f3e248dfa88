// The credentials' fate, as the report gives it. Copies facts; concludes nothing. Knows no secret.
import type { CredentialsDiagnosis } from '../model/diagnosis.ts';
import type { AuthAttempt, CredentialsObservation } from '../model/observation.ts';
import type { ReportAttempt, ReportCredentials } from '../model/report.ts';
import { reportReply } from './endpoint-part.ts';

const replyOf = ({ reply }: AuthAttempt): { readonly reply?: ReturnType<typeof reportReply> } =>
  reply === null ? {} : { reply: reportReply(reply) };

const reportAttempt = (attempt: AuthAttempt): ReportAttempt => ({
  endpoint: attempt.endpoint,
  mechanism: attempt.mechanism,
  status: attempt.status,
  sent: attempt.sent,
  ...(attempt.form ? { form: { name: attempt.form.name, refused: attempt.form.isRefused } } : {}),
  ...replyOf(attempt),
});

/** Null where no credentials were given. `user`: for a run that ended before the login's turn came. */
export function reportCredentials(
  observation: CredentialsObservation | null,
  diagnosis: CredentialsDiagnosis | null,
  user: string | null,
): ReportCredentials | null {
  if (diagnosis === null || (observation === null && user === null)) return null;
  const attempts = observation?.attempts ?? [];
  // The attempt that decided: one of the same fate, the last of them; an accepted one stands for all.
  const deciding =
    attempts.find(({ status }) => status === 'accepted') ??
    attempts.findLast(({ status }) => status === diagnosis.status) ??
    attempts.at(-1);
  return {
    user: observation?.user ?? user ?? '',
    status: diagnosis.status,
    endpoint: deciding?.endpoint ?? null,
    mechanism: deciding?.mechanism ?? null,
    cause: diagnosis.cause,
    ...(deciding === undefined ? {} : replyOf(deciding)),
    attempts: attempts.map(reportAttempt),
  };
}

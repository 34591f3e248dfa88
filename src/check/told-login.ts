// What of a login's end is kept in mind, to be told again where the login itself is not sent again. Pure.
import type { Finding } from '../model/finding.ts';
import type { Report, ReportCredentials } from '../model/report.ts';

/** What a report says of its login. */
export interface ToldLogin {
  readonly credentials: ReportCredentials;
  /** Those that were said of the login. */
  readonly findings: readonly Finding[];
}

/** Null: the report has none. */
export function toldOf({ credentials, findings }: Report): ToldLogin | null {
  if (credentials === null) return null;
  const own = findings.filter(({ id, severity }) => id === credentials.cause && severity !== 'info');
  return { credentials: { ...credentials, attempts: [] }, findings: own };
}

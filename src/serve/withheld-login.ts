// What is told of a login: what of its end is kept in mind, and the report of a scrape that did not send it again. Pure.
import type { Finding } from '../model/finding.ts';
import type { Report, ReportCredentials } from '../model/report.ts';
import type { Withheld } from '../probe/sent-logins.ts';

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

const reasonText = ({ reason, retryInMs }: Withheld<ToldLogin>): string => {
  if (reason === 'refused') return 'was refused before and is not tried again until the configuration is loaded anew';
  if (reason === 'under-way') return 'is not sent while the answer to the one before is awaited';
  return `came to no verdict before and is not tried again for ${Math.ceil((retryInMs ?? 0) / 1_000)} seconds`;
};

/** The report of a check that sent no login, as it is to be read: what came of the last one stands, and the check fails by it. */
export function withWithheldLogin(report: Report, user: string, withheld: Withheld<ToldLogin>): Report {
  const { told } = withheld;
  return {
    ...report,
    verdict: 'fail',
    summary: `The login of ${user} ${reasonText(withheld)}.`,
    credentials: told?.credentials ?? report.credentials,
    findings: [...(told?.findings ?? []), ...report.findings.filter(({ id }) => id !== told?.credentials.cause)],
  };
}

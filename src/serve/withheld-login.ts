// The report of a scrape that did not send its login again: what came of the last one stands. Pure.
import type { ToldLogin } from '../check/told-login.ts';
import type { Report } from '../model/report.ts';
import type { Withheld } from '../probe/sent-logins.ts';

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

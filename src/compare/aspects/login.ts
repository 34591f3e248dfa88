// What became of the login, where both runs had one.
import type { ReportCredentials } from '../../model/report.ts';
import { reportedReplyText } from '../../report/wording.ts';
import type { CompareAspect } from './aspect.ts';

const textOf = ({ status, mechanism, cause, reply }: ReportCredentials): string =>
  [
    status,
    ...(mechanism === null ? [] : [`by ${mechanism}`]),
    ...(cause === null ? [] : [`(${cause})`]),
    ...(reply === undefined || status === 'accepted' ? [] : [`"${reportedReplyText(reply)}"`]),
  ].join(' ');

const keyOf = ({ user, status, mechanism, cause }: ReportCredentials): string =>
  [user.toLowerCase(), status, mechanism, cause].join('\n');

export const compareLogin: CompareAspect = ({ a, b }) => {
  const [ofA, ofB] = [a.report.credentials, b.report.credentials];
  if (ofA === null || ofB === null) return { isSeen: false, differences: [] };
  if (keyOf(ofA) === keyOf(ofB)) return { isSeen: true, differences: [] };
  const isOneUser = ofA.user.toLowerCase() === ofB.user.toLowerCase();
  const text = (login: ReportCredentials): string => (isOneUser ? textOf(login) : `${login.user}: ${textOf(login)}`);
  return { isSeen: true, differences: [{ subject: isOneUser ? `login of ${ofA.user}` : 'login', a: text(ofA), b: text(ofB) }] };
};

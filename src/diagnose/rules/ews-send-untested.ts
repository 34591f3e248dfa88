// What nobody can know without sending, said, and how it is looked up.
import { wordingOf } from '../../knowledge/index.ts';
import { ewsLoginOf } from '../ews-login.ts';
import { withEwsNames } from '../ews-rule.ts';
import type { Rule } from '../rule.ts';

export const ewsSendUntested: Rule = {
  id: 'ews-send-untested',
  find(evidence) {
    const login = ewsLoginOf(evidence);
    if (!login?.isAccepted) return [];
    const { title, meaning, fix, owner, reference } = wordingOf('ews-send-untested');
    const asked = login.exchanges.map(
      ({ request, status, errorCode }) => `${request}: ${status}${errorCode === null ? '' : ` ${errorCode}`}`,
    );
    return [
      {
        severity: 'info',
        title: `Not tested: sending as ${login.mailbox}`,
        detail: `${title}. ${meaning}`,
        evidence: asked,
        fix: withEwsNames(fix, login),
        owner,
        endpoints: (evidence.credentials?.seen.attempts ?? []).map(({ endpoint }) => endpoint),
        reference,
      },
    ];
  },
};

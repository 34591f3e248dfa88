// What nobody can know without sending, said, and how it is looked up; the steps that lead there, ticked as far as they are proved.
import { wordingOf } from '../../knowledge/index.ts';
import { graphLoginOf } from '../graph-login.ts';
import { withNames } from '../graph-rule.ts';
import { graphSteps } from '../graph-steps.ts';
import type { Rule } from '../rule.ts';

export const graphSendUntested: Rule = {
  id: 'graph-send-untested',
  find(evidence) {
    const login = graphLoginOf(evidence);
    if (!login?.isAccepted) return [];
    const { title, meaning, fix, owner, reference } = wordingOf('graph-send-untested');
    const asked = login.exchanges.map(({ request, status }) => `${request}: ${status}`);
    return [
      {
        severity: 'info',
        title: `Not tested: sending as ${login.mailbox}`,
        detail: `${title}. ${meaning}`,
        evidence: [...graphSteps(login), ...asked],
        fix: withNames(fix, login),
        owner,
        endpoints: (evidence.credentials?.seen.attempts ?? []).map(({ endpoint }) => endpoint),
        reference,
      },
    ];
  },
};

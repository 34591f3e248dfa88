// Credentials were given and not sent, since a login with the same ones was sent before and was not taken, or nobody
// knows whether it was: one more could lock the account.
import { skippedRule } from '../skipped-rule.ts';

export const loginNotRepeated = skippedRule('login-not-repeated', 'warning', ({ seen }, { plan }) => {
  const { result, at, isOfEarlierRun } = seen.skipped?.earlier ?? { result: 'refused', at: plan.host, isOfEarlierRun: false };
  const before = isOfEarlierRun ? 'an earlier run sent one here' : `one was sent to ${at}`;
  const title = result === 'refused' ? `it was not accepted at ${at} before` : `${before}, and its answer is not known`;
  return {
    title: `The login was not sent once more: ${title}`,
    detail:
      'Another login with the same credentials would count against the same account, and a few that fail can lock it. Everything but the login was checked.',
    evidence: [`${seen.user}: ${result === 'refused' ? `not accepted at ${at}` : `sent to ${at}, no answer known`}`],
    fix: `Find out what became of the earlier login, correct user name or password where it was refused, then check this target by itself: \`mailprobe check ${plan.target.input} --user ${seen.user}\`.`,
    owner: 'you',
  };
});

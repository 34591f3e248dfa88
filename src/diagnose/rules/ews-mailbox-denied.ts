// The login was taken, and has no right to the inbox of this mailbox.
import { ewsRule } from '../ews-rule.ts';

export const ewsMailboxDenied = ewsRule('ews-mailbox-denied', ({ title }, { user, mailbox, impersonated, isOfApplication }) => {
  if (user.toLowerCase() !== mailbox.toLowerCase()) return { title: `${title}: ${mailbox}` };
  if (impersonated !== null || isOfApplication) return {};
  return {
    title: `${user} may not open the own inbox by EWS`,
    detail:
      'The login was taken. Either the account has no mailbox of its own here (a service account), or EWS is refused to it.',
    fix: `Name the mailbox that is meant as the target (\`mailprobe check --protocol ews <mailbox>\`) or with --as; Exchange administrator: \`Get-Mailbox ${user}\` and \`Get-CASMailbox ${user} | fl Ews*\`.`,
  };
});

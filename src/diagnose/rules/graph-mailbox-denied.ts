// The permission is there, and Exchange keeps the login out of this mailbox: by a policy for applications, or since the person has
// no right to it.
import { graphRule } from '../graph-rule.ts';

export const graphMailboxDenied = graphRule('graph-mailbox-denied', ({ title }, { isOfApplication, isOwn, mailbox }) => {
  if (isOfApplication || isOwn) return { title: `${title} (${mailbox})` };
  return {
    title: `Whoever signed in has no right to ${mailbox}`,
    detail: 'The token allows what was asked, and Exchange has not granted this person access to the mailbox of another.',
    fix: `Exchange administrator: \`Add-MailboxPermission -Identity ${mailbox} -User <user> -AccessRights FullAccess\`; to send in its name \`Add-RecipientPermission -Identity ${mailbox} -Trustee <user> -AccessRights SendAs\`.`,
  };
});

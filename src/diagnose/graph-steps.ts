// The known chain of what it takes to send as a mailbox through Graph, in its order: what this check has proved is ticked, what it
// saw missing is not, and what it cannot tell says so. By the token's claims and by what Graph answered. Pure.
import { mayReadInbox, missingToSend } from '../model/graph-permissions.ts';
import type { GraphLogin } from './graph-login.ts';
import { type Proof, stepLines } from './step-list.ts';

export function graphSteps(login: GraphLogin): readonly string[] {
  const { claims, mailbox, isOwn, isOfApplication, isAccepted, exchanges } = login;
  const inbox = exchanges.findLast(({ purpose, status }) => purpose === 'inbox' && status !== 429 && status < 500);
  const user = exchanges.findLast(({ purpose }) => purpose === 'user');
  const isOpen = inbox?.status === 200;
  const isMissing = [inbox, user].some((seen) => seen?.status === 404);
  const isShut = inbox?.status === 403 && mayReadInbox(claims);
  const sends = claims === null ? null : missingToSend(claims, isOwn) === null;
  const steps: readonly (readonly [proof: Proof, text: string])[] = [
    [claims === null ? null : true, `an application is registered${claims?.application ? ` (${claims.application})` : ''}`],
    [isAccepted, 'Graph takes the token'],
    [
      // What Exchange grants by RBAC for Applications stands in no token.
      sends === false && isOfApplication && isOpen ? null : sends,
      isOfApplication
        ? 'Mail.Send (application) is granted, with admin consent'
        : `${isOwn ? 'Mail.Send' : 'Mail.Send.Shared'} (delegated) is consented to`,
    ],
    [isOpen ? true : isMissing ? false : null, `${mailbox} is a mailbox in Exchange Online`],
    [
      isOpen ? true : isShut ? false : null,
      isOfApplication
        ? 'no policy of Exchange keeps the application out of it'
        : `whoever signed in may open it${isOwn ? '' : ' (FullAccess)'}`,
    ],
    [null, `${isOwn || isOfApplication ? 'sending itself' : 'Send As, and sending itself'}: not tested`],
  ];
  return stepLines(steps.map(([proof, text]) => ({ proof, text })));
}

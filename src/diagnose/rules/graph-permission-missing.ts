// The token was taken, and does not carry what it takes to send as this mailbox; or Graph itself says that a permission is missing.
import { missingToSend } from '../../model/graph-permissions.ts';
import type { Evidence } from '../evidence.ts';
import { claimLines, type GraphLogin, graphLoginOf } from '../graph-login.ts';
import { graphRule, withNames } from '../graph-rule.ts';
import type { Draft, Rule } from '../rule.ts';

const SAID = graphRule('graph-permission-missing');

export const graphPermissionMissing: Rule = {
  id: 'graph-permission-missing',
  find(evidence) {
    const said = SAID.find(evidence);
    return said.length > 0 ? said : byClaims(evidence);
  },
};

function byClaims(evidence: Evidence): Draft[] {
  const login = graphLoginOf(evidence);
  if (!login?.isAccepted || login.claims === null) return [];
  const missing = missingToSend(login.claims, login.isOwn);
  if (missing === null) return [];
  return [login.isOfApplication ? ofApplication(login, evidence) : ofPerson(login, missing, evidence)];
}

const REFERENCE = 'https://learn.microsoft.com/graph/permissions-reference#mailsend';

const endpointsOf = ({ credentials }: Evidence): string[] =>
  (credentials?.seen.attempts ?? []).filter(({ status }) => status === 'accepted').map(({ endpoint }) => endpoint);

function ofPerson({ claims, mailbox, isOwn }: GraphLogin, missing: string, evidence: Evidence): Draft {
  return {
    severity: 'error',
    title: `The token does not allow sending${isOwn ? '' : ` as ${mailbox}`}: ${missing} is not among its permissions`,
    detail: isOwn
      ? 'Graph takes the token, and would refuse every message. The permission was not requested, not consented to, or the token is older than the consent.'
      : `Graph takes the token. To send in the name of another mailbox it wants ${missing} beside Exchange's own right (Send As).`,
    evidence: claimLines(claims),
    fix: `Entra admin centre > App registrations > the application > API permissions > Microsoft Graph > Delegated: add ${missing}, consent to it ("Grant admin consent" where users may not), then sign in once more: an old token does not learn of it.`,
    owner: 'provider',
    endpoints: endpointsOf(evidence),
    reference: REFERENCE,
  };
}

/** Two ways give it to an application, and only one of them shows in the token. */
function ofApplication(login: GraphLogin, evidence: Evidence): Draft {
  const { claims, exchanges } = login;
  const hasReachedMailbox = exchanges.some(({ purpose, status }) => purpose === 'inbox' && status === 200);
  return {
    severity: hasReachedMailbox ? 'warning' : 'error',
    title: 'The token carries no permission to send: Mail.Send is not among its roles',
    detail: hasReachedMailbox
      ? 'It reaches the mailbox all the same: what Exchange grants by RBAC for Applications stands in no token, and may or may not cover sending.'
      : 'Graph takes the token. Without Mail.Send, granted in Entra with admin consent or in Exchange by RBAC for Applications, it would refuse every message.',
    evidence: claimLines(claims),
    fix: withNames(
      'Entra admin centre > App registrations > the application > API permissions > Microsoft Graph > Application: add Mail.Send, then "Grant admin consent", and request a new token. Where Exchange grants it: `Test-ServicePrincipalAuthorization -Identity <application id> -Resource <mailbox>` must list Application Mail.Send with InScope True.',
      login,
    ),
    owner: 'provider',
    endpoints: endpointsOf(evidence),
    reference: hasReachedMailbox ? 'https://learn.microsoft.com/exchange/permissions-exo/application-rbac' : REFERENCE,
  };
}

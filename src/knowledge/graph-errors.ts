// What Microsoft Graph's own errors mean, by status, code and words. Facts as data, each with where it is told; looked up
// 2026-11-27. In words of their own only where they say more than the finding's general ones.

import type { Explanation } from '../model/finding.ts';
import { explainBy, type HttpErrorFacts, type HttpRefusal } from './http-error.ts';

const AUTH_ERRORS = 'https://learn.microsoft.com/graph/resolve-auth-errors';
const ACCESS_POLICY = 'https://learn.microsoft.com/graph/auth-limit-mailbox-access';
const TOKEN_CODES = ['invalidauthenticationtoken', 'compacttoken', 'authenticationerror', 'tokenexpired', 'unauthenticated'];

/** The precise ones first. Messages as they stand in the issues and pages named; nobody promises their wording. */
const ERRORS: readonly HttpErrorFacts[] = [
  // microsoftgraph/microsoft-graph-docs issue 16208, 4752.
  {
    id: 'graph-token-refused',
    says: /invalid audience/i,
    title: 'Graph refuses the token: it is for another service or another cloud',
    meaning: 'The audience of the token (aud) is not the Graph of this host.',
    fix: 'Request the token with the scope `https://graph.microsoft.com/.default` (in a national cloud with the host of its own Graph), at the sign-in host of the same cloud.',
    owner: 'you',
    reference: 'https://learn.microsoft.com/graph/deployments',
  },
  {
    id: 'graph-token-refused',
    says: /lifetime validation failed|token (?:has|is) expired|expired or is not yet valid/i,
    title: 'Graph refuses the token: its time is over, or has not come',
    meaning:
      'A token for Graph lives about an hour. Where it is fresh, the clock of the machine that requested or keeps it is wrong.',
    fix: 'Request a new token, and let the application request one before each has expired (refresh token or client credentials). Check the clock of its machine.',
    owner: 'you',
    reference: AUTH_ERRORS,
  },
  // https://learn.microsoft.com/entra/identity/conditional-access/concept-continuous-access-evaluation
  {
    id: 'graph-token-refused',
    says: /continuous access evaluation|claims challenge|insufficient_claims/i,
    title: 'Graph wants a new sign-in: a policy has changed since the token was issued',
    meaning:
      'Continuous access evaluation has ended the token before its time: a password change, a revoked session, or an address that Conditional Access does not allow.',
    fix: 'Sign in once more (the refresh token may be revoked as well). If it comes again, the Entra administrator finds the policy in the sign-in logs.',
    owner: 'provider',
    reference: 'https://learn.microsoft.com/entra/identity/conditional-access/concept-continuous-access-evaluation',
  },
  {
    id: 'graph-token-refused',
    says: /compacttoken parsing failed|jwt is not well formed|invalid jwt|signature validation failed|invalid signature/i,
    title: 'Graph refuses the token: it is damaged, or not of Entra',
    meaning: 'What was sent as a token is cut short, has characters too many, or was issued by somebody else.',
    fix: 'Pass the access token on as it came: not the ID token, not the refresh token, without quotes, line breaks or the word Bearer.',
    owner: 'you',
    reference: AUTH_ERRORS,
  },
  // Met with 401 as well: the token is good, and its tenant has no Exchange Online.
  {
    id: 'graph-mailbox-unavailable',
    codes: ['organizationfromtenantguidnotfound'],
    title: 'The tenant of the token has no mail service',
    meaning:
      'The token is genuine, and Exchange Online does not know the tenant that it was issued for: one without Microsoft 365 licences, or not the one in which the mailbox is.',
    fix: 'Request the token from the tenant in which the mailbox is (its id stands in the Entra overview), or license Exchange Online there.',
    owner: 'provider',
    reference: 'https://learn.microsoft.com/graph/errors',
  },
  // https://learn.microsoft.com/troubleshoot/entra/entra-id/users-groups-entra-apis/error-call-me-endpoint-microsoft-graph
  {
    id: 'graph-permission-missing',
    codes: ['nopermissionsinaccesstoken', 'authorization_identitynotfound'],
    title: 'The token carries no permission at all',
    meaning: 'It was issued, and no permission of Microsoft Graph has been granted to the application in this tenant.',
  },
  { id: 'graph-token-refused', codes: TOKEN_CODES },
  // Application access policy, since 2025 told so in words.
  {
    id: 'graph-mailbox-denied',
    codes: ['erroraccessdenied'],
    says: /raop|apponly accesspolicy|access to odata is disabled/i,
    title: 'An application access policy of Exchange keeps this application out of this mailbox',
    meaning:
      'The permission is granted, and the tenant has restricted the application to other mailboxes (ApplicationAccessPolicy). A change takes half an hour and more to take effect.',
    fix: 'Exchange administrator: `Test-ApplicationAccessPolicy -Identity <mailbox> -AppId <application id>` says Denied; `Get-ApplicationAccessPolicy` names the group of the policy: `Add-DistributionGroupMember -Identity <group> -Member <mailbox>`.',
    owner: 'provider',
    reference: ACCESS_POLICY,
  },
  { id: 'graph-mailbox-denied', codes: ['erroraccessdenied', 'accessdenied', 'erroritemnotfoundoraccessdenied'] },
  // microsoftgraph/microsoft-graph-docs-contrib issue 7401, microsoftgraph/msgraph-sdk-php issue 1412.
  {
    id: 'sender-not-allowed',
    codes: ['errorsendasdenied'],
    title: 'The account may not send from this address',
    meaning:
      'Graph took the login, and Exchange refused the message: its from address is another mailbox, or an address that is not of the account.',
    fix: 'Send as the mailbox of the account (from left out, or its primary address). Or the Exchange administrator grants Send As: `Add-RecipientPermission -Identity <mailbox> -Trustee <account> -AccessRights SendAs`; it takes up to an hour to take effect. A person signed in needs Mail.Send.Shared besides.',
    owner: 'you',
    reference: 'https://learn.microsoft.com/graph/outlook-send-mail-from-other-user',
  },
  { id: 'graph-permission-missing', codes: ['authorization_requestdenied'] },
  {
    id: 'graph-mailbox-unavailable',
    codes: [
      'mailboxnotenabledforrestapi',
      'mailboxnothostedinexchangeonline',
      'errormailboxnotenabledforrestapi',
      'mailboxnotsupportedforrestapi',
    ],
  },
  {
    id: 'graph-mailbox-unavailable',
    codes: ['errormailboxmovedtemporarilyunavailable', 'mailboxstoreunavailable', 'errormailboxstoreunavailable'],
  },
  {
    id: 'graph-mailbox-unknown',
    codes: ['errorinvaliduser', 'request_resourcenotfound', 'resourcenotfound', 'errornonexistentmailbox', 'errorusernotfound'],
  },
  {
    id: 'graph-throttled',
    codes: [
      'toomanyrequests',
      'applicationthrottled',
      'errorthrottlelimitexceeded',
      'activitylimitreached',
      'mailboxconcurrency',
    ],
  },
  { id: 'graph-throttled', statuses: [429] },
  { id: 'server-fault', statuses: [500, 501, 502, 503, 504, 507, 509] },
  { id: 'graph-token-refused', statuses: [401] },
];

export const GRAPH_CODES: ReadonlySet<string> = new Set(ERRORS.flatMap(({ codes }) => codes ?? []));

/** Null: nothing is known of it. */
export const explainGraphError = (refusal: HttpRefusal): Explanation | null => explainBy(ERRORS, refusal, 'Microsoft 365');

// What the Gmail API's own errors mean, by reason, status and words. Facts as data, each with where it is told; looked up 2026-11-27.
// mailprobe asks the Gmail API nothing: they are met in pasted texts alone.
import type { Explanation } from '../model/finding.ts';
import { explainBy, type HttpErrorFacts, type HttpRefusal } from './http-error.ts';

const ERRORS_GUIDE = 'https://developers.google.com/workspace/gmail/api/guides/handle-errors';
const SCOPES = 'https://developers.google.com/workspace/gmail/api/auth/scopes';
const DELEGATION = 'https://developers.google.com/identity/protocols/oauth2/service-account#delegatingauthority';
/** google/rpc/error_details.proto: the reasons beside a status, for all of Google's services. */
const REASONS = 'https://cloud.google.com/apis/design/errors';

/** The precise ones first. */
const ERRORS: readonly HttpErrorFacts[] = [
  {
    id: 'auth-token-scope',
    says: /insufficient authentication scopes|insufficient ?permissions?\b|access_token_scope_insufficient|metadata scope (?:does ?n.t|doesn't) (?:support|allow)/i,
    title: 'The access token lacks the Gmail scope that the request needs',
    meaning:
      'Google took the token, and what its owner agreed to does not cover this request: reading, sending and settings have scopes of their own. A token that was stored before a scope was added does not have it.',
    fix: 'Ask for the scope (https://mail.google.com/ for all, gmail.send, gmail.readonly, gmail.modify or gmail.settings.basic for parts), throw the stored token away (token.json and the like), and authorise the account again.',
    owner: 'you',
    reference: SCOPES,
  },
  {
    id: 'auth-token-user',
    says: /delegation denied for/i,
    title: 'The token is for another Gmail user than the request',
    meaning:
      'The address in the request (userId) is not the account that the token was issued for, and Gmail lets nobody else in.',
    fix: 'Use `me` as userId, or authorise the account named; a service account sets that address as the user to act for (subject).',
    owner: 'you',
    reference: DELEGATION,
  },
  {
    id: 'http-refused',
    says: /mail service not enabled/i,
    title: 'This Google account has no Gmail',
    meaning: 'The account exists, and Gmail is not switched on for it.',
    fix: 'Use an account with a Gmail mailbox; in Workspace the administrator switches the service on: Apps > Google Workspace > Gmail > Service status.',
    owner: 'provider',
    reference: ERRORS_GUIDE,
  },
  {
    id: 'http-refused',
    says: /gmail api has not been used in project|accessnotconfigured|service_disabled|access not configured/i,
    title: 'The Gmail API is switched off in the Google project',
    meaning: 'The sign-in was right, but the project of this client id has not enabled the Gmail API.',
    fix: 'Google Cloud console > APIs & Services > Library > Gmail API > Enable, in the project that the client id belongs to; it takes a few minutes.',
    owner: 'you',
    reference: ERRORS_GUIDE,
  },
  {
    id: 'auth-policy-blocked',
    says: /domainpolicy|domain administrators have disabled gmail apps/i,
    title: 'The administrator of the domain lets no application at Gmail',
    meaning: 'The API controls of the Workspace organisation bar this application.',
    fix: 'Workspace administrator: Security > API controls > App access control, trust the client id.',
    owner: 'provider',
    reference: ERRORS_GUIDE,
  },
  {
    id: 'auth-token-user',
    says: /precondition check failed|failed_?precondition/i,
    title: 'The token belongs to no Gmail mailbox',
    meaning:
      'A service account has no mailbox of its own: it must act for a user of the organisation. Or the Google account has no Gmail, or the mailbox is suspended.',
    fix: 'Set the address of a user of the organisation as the subject of the service account, with domain-wide delegation for the scope; check in the browser that the account has Gmail.',
    owner: 'you',
    reference: DELEGATION,
  },
  {
    id: 'rate-limited',
    says: /ratelimit|rate[_ -]limit|dailylimitexceeded|quota exceeded for quota|resource_exhausted|too many (?:concurrent )?requests|exhausted for user/i,
    title: 'Google limits the requests to Gmail',
    meaning: 'Too many requests, or too much mail, came from this project or user in a short time.',
    fix: 'Wait as long as the answer says (Retry after), then send fewer requests at once.',
    owner: 'you',
    reference: ERRORS_GUIDE,
  },
  { id: 'auth-token-expired', says: /access_token_expired|token (?:has )?expired/i, reference: REASONS },
  {
    id: 'auth-token-invalid',
    says: /invalid credentials|autherror|invalid authentication credentials|unauthenticated|credentials_missing|missing required authentication/i,
    title: 'Google does not accept the access token',
    meaning: 'It is over (a token lives an hour), was revoked, is damaged, or none was sent.',
    fix: 'Let the program fetch a new access token with its refresh token before each has expired; if that is refused too (invalid_grant), authorise the account again.',
    owner: 'you',
    reference: ERRORS_GUIDE,
  },
  { id: 'auth-token-invalid', statuses: [401], reference: ERRORS_GUIDE },
  { id: 'rate-limited', statuses: [429], reference: ERRORS_GUIDE },
  { id: 'server-fault', statuses: [500, 502, 503, 504], reference: ERRORS_GUIDE },
];

/** Null: nothing is known of it. */
export const explainGmailError = (refusal: HttpRefusal): Explanation | null =>
  explainBy(ERRORS, refusal, 'Google (Gmail, Workspace)');

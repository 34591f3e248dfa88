// What identity providers, the Gmail API and the libraries between show in place of a token or a message; and what only talks of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';

const REFUSED = 'oauth-token-request-failed';
const GMAIL = 'https://gmail.googleapis.com/gmail/v1/users/me/messages/send?alt=json';

const CASES: readonly (readonly [string, string, string | undefined])[] = [
  // Pages.
  ['Google: blocked', 'This app is blocked\nThis app tried to access sensitive info in your Google Account.', REFUSED],
  ['Google: in German', 'mailer hat den Überprüfungsprozess von Google nicht abgeschlossen\nFehler 403: access_denied', REFUSED],
  ['Microsoft: a heading alone', 'Need admin approval', REFUSED],
  [
    'Microsoft: a policy',
    "You can't access this right now\nYour sign-in was successful but does not meet the criteria to access this resource.",
    REFUSED,
  ],
  ['a page that talks of a page', 'Users may see a page like "Need admin approval", and ask their administrator.', undefined],
  ['a ban of the system', 'This app is blocked by your system administrator', undefined],
  ['who got the page tells of it', 'We get "Need admin approval" when adding a mailbox in Thunderbird.', REFUSED],
  // Programs and libraries.
  ['Zammad', "Failed to refresh XOAUTH2 access_token of provider 'google'! #<RuntimeError: Request failed! (code: 0)>", REFUSED],
  [
    'a library, in a text of mail',
    'gmail: Error: No access, refresh token, API key or refresh handler callback is set.',
    REFUSED,
  ],
  ['a library, in a text without', 'Error: No access, refresh token, API key or refresh handler callback is set.', undefined],
  ['a token at any service', 'Bearer error="invalid_token", error_description="The token expired at 05/27/2021"', undefined],
  ['a token is no certificate', 'IDX10222: Lifetime validation failed. The token is not yet valid.', undefined],
  // The Gmail API.
  ['Gmail: no scope', `<HttpError 403 when requesting ${GMAIL} returned "Insufficient Permission">`, 'auth-token-scope'],
  [
    'Gmail: another user',
    `<HttpError 403 when requesting ${GMAIL} returned "Delegation denied for a@example.com">`,
    'auth-token-user',
  ],
  ['Gmail: no mailbox', `<HttpError 400 when requesting ${GMAIL} returned "Precondition check failed.">`, 'auth-token-user'],
  ['Gmail: too much', `<HttpError 429 when requesting ${GMAIL} returned "User-rate limit exceeded.">`, 'rate-limited'],
  ['Sheets', '<HttpError 403 when requesting https://sheets.googleapis.com/v4/x returned "Insufficient Permission">', undefined],
  // Exchange's header behind OAuth.
  [
    'diagnostics: time',
    'x-ms-diagnostics: 2000003;reason="The token has expired.";error_category="invalid_lifetime"',
    'auth-token-expired',
  ],
  [
    'diagnostics: audience',
    'x-ms-diagnostics: 2000008;reason="The audience claim value is invalid.";error_category="invalid_resource"',
    'auth-token-scope',
  ],
  // Talk.
  ['what a code means', 'AADSTS50011 indicates that the reply address does not match those configured for the app.', undefined],
  ['what a grant means', 'The error invalid_client is returned when the client secret is wrong.', undefined],
  [
    'a list of codes',
    '| AADSTS50034 | UserAccountNotFound |\n| AADSTS50053 | IdsLocked |\n| AADSTS50055 | InvalidPasswordExpiredPassword |',
    undefined,
  ],
  ['a change of a program', 'fix(oauth): invalid_grant is retried when Outlook tokens are refreshed', undefined],
  ['who tells of their own', 'I get AADSTS50011: The redirect URI does not match when I connect my mailbox.', REFUSED],
];

for (const [name, text, id] of CASES) test(name, () => assert.equal(explainText(text).matches[0]?.id, id));

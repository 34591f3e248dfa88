// Refused logins of which the reply says all there is to say: their words are knowledge's. One that adds what the check
// itself has seen has a file of its own.
import type { FindingId } from '../../model/finding.ts';
import { authRule } from '../auth-rule.ts';
import type { Rule } from '../rule.ts';

const IDS: readonly FindingId[] = [
  // The provider wants an application password.
  'auth-app-password-required',
  // The provider wants a sign-in in a browser first.
  'auth-web-login-required',
  // User name and password are not taken any more, OAuth is.
  'auth-basic-disabled',
  // SMTP, IMAP or POP3 is switched off for the tenant, mailbox or account, for every kind of login.
  'auth-protocol-disabled',
  // A policy of the provider or tenant says no to this login.
  'auth-policy-blocked',
  // A relay's API key is wrong, revoked, or used with the wrong user name.
  'auth-api-key-invalid',
  // Locked, suspended, expired, or a password change is due.
  'auth-account-locked',
  // Too many logins.
  'auth-rate-limited',
  // 530 or 538: TLS first.
  'auth-encryption-required',
  // 454 and other 4xx: the server's own back end.
  'auth-temporary-failure',
  // The account's sending limit or credits are used up, said at login.
  'account-quota-exceeded',
  // The account is not activated, on a trial plan or barred, said at login.
  'account-restricted',
  // POP3: another session holds the mailbox.
  'mailbox-in-use',
];

export const REFUSED_LOGINS: readonly Rule[] = IDS.map((id) => authRule(id));

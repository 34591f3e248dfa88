// Logins that are refused, in the words of the servers that refuse so.
import { imapPorts, imaps, type LabScenario, mailHost, pop3Ports, pop3s, relay, submissions } from '../scenario.ts';

export const REFUSED_LOGIN_SCENARIOS: readonly LabScenario[] = [
  // Postfix with Dovecot or Cyrus SASL words it like this.
  {
    name: 'wrong-password',
    title: 'the password is wrong',
    ports: () => mailHost(),
    check: { login: 'wrong-password' },
    expect: ['auth-rejected'],
  },
  // Gmail, for an account with two-step verification.
  {
    name: 'app-password-required',
    title: 'the provider wants an application password',
    ports: () =>
      mailHost({
        auth: {
          deny: [
            '534-5.7.9 Application-specific password required. For more information, go to',
            '534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor lab-123 - gsmtp',
          ],
        },
      }),
    check: { login: 'password' },
    expect: ['auth-app-password-required'],
  },
  // Gmail, when the sign-in looks unusual.
  {
    name: 'web-login-required',
    title: 'the provider wants a sign-in with a browser first',
    ports: () =>
      mailHost({
        auth: {
          deny: [
            '534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1> Please',
            '534-5.7.14 log in via your web browser and then try again.',
            '534 5.7.14 lab-123 - gsmtp',
          ],
        },
      }),
    check: { login: 'password' },
    expect: ['auth-web-login-required'],
  },
  // Exchange Online, with SMTP AUTH off for the tenant or the mailbox.
  {
    name: 'smtp-auth-disabled',
    title: 'SMTP AUTH is switched off for the tenant',
    ports: () =>
      mailHost({
        auth: {
          deny: '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [LAB0001.test]',
        },
      }),
    check: { login: 'password' },
    expect: ['auth-protocol-disabled'],
  },
  // Exchange Online, since it takes no passwords any more.
  {
    name: 'basic-auth-disabled',
    title: 'the provider takes OAuth instead of passwords',
    ports: () =>
      mailHost({ auth: { deny: '535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [LAB0001.test]' } }),
    check: { login: 'password' },
    expect: ['auth-basic-disabled'],
  },
  // Exchange Online, by conditional access or security defaults.
  {
    name: 'policy-blocked',
    title: 'a policy of the tenant bars this login',
    ports: () =>
      mailHost({
        auth: {
          deny: '535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator. [LAB0001.test]',
        },
      }),
    check: { login: 'password' },
    expect: ['auth-policy-blocked'],
  },
  // Kept from logging in, whatever the password.
  {
    name: 'account-locked',
    title: 'the account is locked',
    ports: () => mailHost({ auth: { deny: '535 5.7.8 Error: authentication failed: account is locked' } }),
    check: { login: 'password' },
    expect: ['auth-account-locked'],
  },
  // Gmail and many others count failures.
  {
    name: 'too-many-logins',
    title: 'too many logins were tried',
    ports: () => mailHost({ auth: { deny: '454 4.7.0 Too many login attempts, please try again later. lab-123 - gsmtp' } }),
    check: { login: 'password' },
    expect: ['auth-rate-limited'],
  },
  // Postfix, while Dovecot or saslauthd does not answer.
  {
    name: 'auth-temporary-failure',
    title: 'the login service behind the server is down',
    ports: () =>
      mailHost({ auth: { deny: '454 4.7.0 Temporary authentication failure: Connection lost to authentication server' } }),
    check: { login: 'password' },
    expect: ['auth-temporary-failure'],
  },
  // Neither PLAIN nor LOGIN: a password is of no use here.
  {
    name: 'oauth-only',
    title: 'only OAuth is offered, and a password is given',
    ports: () => mailHost({ auth: { mechanisms: ['XOAUTH2', 'OAUTHBEARER'] } }),
    check: { login: 'password' },
    expect: ['auth-oauth-required'],
  },
  // Advertised and refused with 504; the next mechanism works.
  {
    name: 'auth-mechanism-refused',
    title: 'the strongest mechanism on offer is refused',
    ports: () => ({
      submissions: submissions({
        auth: { mechanisms: ['CRAM-MD5', 'PLAIN'], on: { 'CRAM-MD5': '504 5.5.4 Unrecognized authentication type' } },
      }),
    }),
    check: { login: 'password', options: ['--auth', 'CRAM-MD5'] },
    expect: ['auth-mechanism-rejected'],
  },
  // 504 faults the mechanism, not the credentials: a second attempt with another one is allowed, and only then.
  {
    name: 'auth-second-mechanism',
    title: 'nothing: the strongest mechanism is refused, the next one is taken',
    ports: () => ({
      submissions: submissions({
        auth: { mechanisms: ['CRAM-MD5', 'PLAIN'], on: { 'CRAM-MD5': '504 5.5.4 Unrecognized authentication type' } },
      }),
    }),
    check: { login: 'password' },
    expect: [],
    logins: 2,
  },
  // The client is set to what the server does not offer.
  {
    name: 'no-common-mechanism',
    title: 'client and server have no login mechanism in common',
    ports: () => mailHost(),
    check: { login: 'password', options: ['--auth', 'SCRAM-SHA-256'] },
    expect: ['auth-no-common-mechanism'],
  },
  // Logins belong on another port: this host only relays.
  {
    name: 'auth-not-offered',
    title: 'no port offers a login',
    ports: () => ({ relay: relay() }),
    check: { login: 'password' },
    expect: ['auth-not-advertised'],
  },
  // AUTH before TLS: a client with STARTTLS set to "if available" gives its password away.
  {
    name: 'auth-over-plaintext',
    title: 'logins are offered before TLS',
    ports: () => mailHost({ auth: { plaintextMechanisms: ['PLAIN', 'LOGIN'] } }),
    expect: ['auth-over-plaintext'],
  },
  // An access token that the server does not take; the challenge says 401.
  {
    name: 'token-rejected',
    title: 'the OAuth token is not accepted',
    ports: () =>
      mailHost({
        auth: {
          mechanisms: ['XOAUTH2'],
          errorChallenge: '{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}',
        },
      }),
    check: { login: 'wrong-token' },
    expect: ['auth-token-invalid'],
  },
  // The same fault over IMAP.
  {
    name: 'imap-wrong-password',
    title: 'the password is wrong, over IMAP',
    ports: () => ({ imaps: imaps(), imap: imapPorts() }),
    check: { login: 'wrong-password', options: ['--protocol', 'imap'] },
    expect: ['auth-rejected'],
  },
  // The same fault over POP3.
  {
    name: 'pop3-wrong-password',
    title: 'the password is wrong, over POP3',
    ports: () => ({ pop3s: pop3s(), pop3: pop3Ports() }),
    check: { login: 'wrong-password', options: ['--protocol', 'pop3'] },
    expect: ['auth-rejected'],
  },
];

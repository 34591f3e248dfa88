// Postfix, while Dovecot or saslauthd does not answer.
import { type LabScenario, mailHost } from '../scenario.ts';

export const authTemporaryFailure: LabScenario = {
  name: 'auth-temporary-failure',
  title: 'the login service behind the server is down',
  ports: () =>
    mailHost({ auth: { deny: '454 4.7.0 Temporary authentication failure: Connection lost to authentication server' } }),
  check: { login: 'password' },
  expect: ['auth-temporary-failure'],
};

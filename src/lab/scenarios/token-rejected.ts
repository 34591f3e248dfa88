// An access token that the server does not take; the challenge says 401.
import { type LabScenario, mailHost } from '../scenario.ts';

export const tokenRejected: LabScenario = {
  name: 'token-rejected',
  title: 'the OAuth token is not accepted',
  ports: () =>
    mailHost({
      auth: { mechanisms: ['XOAUTH2'], errorChallenge: '{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}' },
    }),
  check: { login: 'wrong-token' },
  expect: ['auth-token-invalid'],
};

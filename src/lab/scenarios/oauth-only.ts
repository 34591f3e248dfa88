// Neither PLAIN nor LOGIN: a password is of no use here.
import { type LabScenario, mailHost } from '../scenario.ts';

export const oauthOnly: LabScenario = {
  name: 'oauth-only',
  title: 'only OAuth is offered, and a password is given',
  ports: () => mailHost({ auth: { mechanisms: ['XOAUTH2', 'OAUTHBEARER'] } }),
  check: { login: 'password' },
  expect: ['auth-oauth-required'],
};

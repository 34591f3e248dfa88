// Kept from logging in, whatever the password.
import { type LabScenario, mailHost } from '../scenario.ts';

export const accountLocked: LabScenario = {
  name: 'account-locked',
  title: 'the account is locked',
  ports: () => mailHost({ auth: { deny: '535 5.7.8 Error: authentication failed: account is locked' } }),
  check: { login: 'password' },
  expect: ['auth-account-locked'],
};

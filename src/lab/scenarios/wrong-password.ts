// Postfix with Dovecot or Cyrus SASL words it like this.
import { type LabScenario, mailHost } from '../scenario.ts';

export const wrongPassword: LabScenario = {
  name: 'wrong-password',
  title: 'the password is wrong',
  ports: () => mailHost(),
  check: { login: 'wrong-password' },
  expect: ['auth-rejected'],
};

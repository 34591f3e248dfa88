// Exchange Online, since it takes no passwords any more.
import { type LabScenario, mailHost } from '../scenario.ts';

export const basicAuthDisabled: LabScenario = {
  name: 'basic-auth-disabled',
  title: 'the provider takes OAuth instead of passwords',
  ports: () =>
    mailHost({ auth: { deny: '535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [LAB0001.test]' } }),
  check: { login: 'password' },
  expect: ['auth-basic-disabled'],
};

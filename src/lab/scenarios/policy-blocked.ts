// Exchange Online, by conditional access or security defaults.
import { type LabScenario, mailHost } from '../scenario.ts';

export const policyBlocked: LabScenario = {
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
};

// The client is set to what the server does not offer.
import { type LabScenario, mailHost } from '../scenario.ts';

export const noCommonMechanism: LabScenario = {
  name: 'no-common-mechanism',
  title: 'client and server have no login mechanism in common',
  ports: () => mailHost(),
  check: { login: 'password', options: ['--auth', 'SCRAM-SHA-256'] },
  expect: ['auth-no-common-mechanism'],
};

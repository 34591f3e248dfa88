// A shared host shows its own name instead of the one that the customer was given.
import { type LabScenario, mailHost } from '../scenario.ts';

export const wrongName: LabScenario = {
  name: 'wrong-name',
  title: 'the certificate bears the name of the hosting company',
  ports: () => mailHost({ certificate: 'wrong-name' }),
  expect: ['cert-name-mismatch'],
};

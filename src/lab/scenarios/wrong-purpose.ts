// A certificate made for clients, put on a server.
import { type LabScenario, mailHost } from '../scenario.ts';

export const wrongPurpose: LabScenario = {
  name: 'wrong-purpose',
  title: 'the certificate is not for servers',
  ports: () => mailHost({ certificate: 'wrong-purpose' }),
  expect: ['cert-wrong-purpose'],
};

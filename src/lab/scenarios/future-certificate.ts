// A certificate from the future: the clock of one side is wrong.
import { type LabScenario, mailHost } from '../scenario.ts';

export const futureCertificate: LabScenario = {
  name: 'future-certificate',
  title: 'the certificate is not valid before four days from now',
  ports: () => mailHost({ certificate: 'not-yet-valid' }),
  expect: ['cert-not-yet-valid'],
};

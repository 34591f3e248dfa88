// cert.pem was configured where fullchain.pem belongs: browsers mend this, mail clients do not.
import { type LabScenario, mailHost } from '../scenario.ts';

export const missingIntermediate: LabScenario = {
  name: 'missing-intermediate',
  title: 'the intermediate certificate is not sent',
  ports: () => mailHost({ certificate: 'missing-intermediate' }),
  expect: ['cert-missing-intermediate'],
};

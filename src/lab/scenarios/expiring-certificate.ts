// Still good, and the renewal did not happen.
import { type LabScenario, mailHost } from '../scenario.ts';

export const expiringCertificate: LabScenario = {
  name: 'expiring-certificate',
  title: 'the certificate runs out within days',
  ports: () => mailHost({ certificate: 'expiring-soon' }),
  expect: ['cert-expiring-soon'],
};

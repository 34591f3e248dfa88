// Renewed on disk and never reloaded, or not renewed at all.
import { type LabScenario, mailHost } from '../scenario.ts';

export const expiredCertificate: LabScenario = {
  name: 'expired-certificate',
  title: 'the certificate ran out three days ago',
  ports: () => mailHost({ certificate: 'expired' }),
  expect: ['cert-expired'],
};

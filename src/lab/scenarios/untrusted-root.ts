// A company authority that this machine does not know.
import { type LabScenario, mailHost } from '../scenario.ts';

export const untrustedRoot: LabScenario = {
  name: 'untrusted-root',
  title: 'the certificate comes from an authority that is not trusted here',
  ports: () => mailHost({ certificate: 'untrusted-root' }),
  expect: ['cert-untrusted-root'],
};

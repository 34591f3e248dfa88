// RSA with 1024 bits.
import { type LabScenario, mailHost } from '../scenario.ts';

export const weakKey: LabScenario = {
  name: 'weak-key',
  title: 'the key of the certificate is too short',
  ports: () => mailHost({ certificate: 'weak-key' }),
  expect: ['cert-weak-key'],
};

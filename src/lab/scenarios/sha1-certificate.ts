// OpenSSL at its default security level refuses SHA-1 signatures.
import { type LabScenario, mailHost } from '../scenario.ts';

export const sha1Certificate: LabScenario = {
  name: 'sha1-certificate',
  title: 'the certificate is signed with SHA-1',
  ports: () => mailHost({ certificate: 'sha1' }),
  expect: ['cert-weak-signature'],
};

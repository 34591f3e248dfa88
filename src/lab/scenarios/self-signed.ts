// The certificate that the mail server made for itself when it was installed.
import { type LabScenario, mailHost } from '../scenario.ts';

export const selfSigned: LabScenario = {
  name: 'self-signed',
  title: 'the certificate is self-signed',
  ports: () => mailHost({ certificate: 'self-signed' }),
  expect: ['cert-self-signed'],
};

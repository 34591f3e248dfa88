// More than the 100 KiB of certificates that OpenSSL takes.
import { type LabScenario, mailHost } from '../scenario.ts';

export const tenThousandNames: LabScenario = {
  name: 'ten-thousand-names',
  title: 'the certificate has ten thousand names',
  ports: () => mailHost({ certificate: 'ten-thousand-names' }),
  expect: ['tls-handshake-failed'],
};

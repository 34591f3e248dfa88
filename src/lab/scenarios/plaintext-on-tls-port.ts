// The client is set to TLS, the port begins in plaintext: OpenSSL calls it "wrong version number".
import { type LabScenario, submission } from '../scenario.ts';

export const plaintextOnTlsPort: LabScenario = {
  name: 'plaintext-on-tls-port',
  title: 'TLS is asked of a port that begins in plaintext',
  ports: () => ({ submissions: submission() }),
  check: { options: ['-m', 'tls'] },
  expect: ['mode-mismatch'],
};

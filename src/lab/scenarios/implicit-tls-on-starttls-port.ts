// The client is set to STARTTLS, the port speaks TLS from the first byte.
import { type LabScenario, submissions } from '../scenario.ts';

export const implicitTlsOnStarttlsPort: LabScenario = {
  name: 'implicit-tls-on-starttls-port',
  title: 'STARTTLS is asked of a port that wants TLS at once',
  ports: () => ({ submission: submissions() }),
  check: { options: ['-m', 'starttls'] },
  expect: ['mode-mismatch'],
};

// No STARTTLS and no TLS port: mail and passwords would go in the clear.
import { type LabScenario, relay, submission } from '../scenario.ts';

export const noStarttls: LabScenario = {
  name: 'no-starttls',
  title: 'no port offers TLS',
  ports: () => ({ relay: { ...relay(), tls: 'none' }, submission: { ...submission(), tls: 'none' } }),
  check: { options: ['-m', 'starttls'] },
  expect: ['starttls-not-offered'],
};

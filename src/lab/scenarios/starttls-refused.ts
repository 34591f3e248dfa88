// Postfix says this when it cannot read its certificate or key.
import { type LabScenario, relay, submission } from '../scenario.ts';

export const starttlsRefused: LabScenario = {
  name: 'starttls-refused',
  title: 'STARTTLS is offered, and refused when asked for',
  ports: () => ({
    relay: relay({ on: { STARTTLS: '454 4.7.0 TLS not available due to local problem' } }),
    submission: submission({ on: { STARTTLS: '454 4.7.0 TLS not available due to local problem' } }),
  }),
  expect: ['starttls-rejected'],
};

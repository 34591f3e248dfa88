// RFC 821 only: an old appliance, or a filter that lets no extension through.
import { type LabScenario, relay } from '../scenario.ts';

export const heloOnly: LabScenario = {
  name: 'helo-only',
  title: 'the server knows HELO, not EHLO',
  ports: () => ({ relay: relay({ on: { EHLO: '502 5.5.1 Command not implemented' } }) }),
  expect: ['esmtp-unsupported'],
};

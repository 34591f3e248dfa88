// Warning alerts in place of an answer to the hello, without end.
import { floodRecords } from '../actions.ts';
import { type LabScenario, submissions } from '../scenario.ts';

export const floodOfAlerts: LabScenario = {
  name: 'flood-of-alerts',
  title: 'the TLS handshake drowns in alerts',
  ports: () => ({ submissions: submissions({ handshake: floodRecords(21, Buffer.from([1, 90])) }) }),
  check: { options: ['--greeting-timeout', '2s'] },
  expect: ['tls-handshake-failed'],
};

// A ServerHello that goes wrong half-way.
import { breakHandshake } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const brokenHandshake: LabScenario = {
  name: 'broken-handshake',
  title: 'the TLS handshake turns into garbage',
  ports: () => mailHost({ handshake: breakHandshake }),
  check: { options: ['--greeting-timeout', '2s'] },
  expect: ['tls-handshake-failed'],
};

// The hello is read and never answered.
import { hang } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const silentHandshake: LabScenario = {
  name: 'silent-handshake',
  title: 'the TLS handshake gets no answer',
  ports: () => mailHost({ handshake: hang }),
  check: { options: ['--greeting-timeout', '2s', '--command-timeout', '2s'] },
  expect: ['tls-handshake-failed', 'greeting-timeout'],
};

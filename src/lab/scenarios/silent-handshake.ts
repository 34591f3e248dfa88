// The hello is read and never answered.
import { hang } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const silentHandshake: LabScenario = {
  name: 'silent-handshake',
  title: 'the TLS handshake gets no answer',
  ports: () => mailHost({ handshake: hang }),
  check: { options: ['--timeout', '4s'] },
  expect: ['tls-handshake-failed'],
};

// Half a ServerHello, then nothing: a load balancer whose back end died in mid-handshake.
import { afterFirstBytes, hang, inTurn } from '../actions.ts';
import { type LabScenario, submissions } from '../scenario.ts';

export const stalledHandshake: LabScenario = {
  name: 'stalled-handshake',
  title: 'the TLS handshake begins and stalls',
  ports: () => ({
    submissions: submissions({ handshake: afterFirstBytes(inTurn(Buffer.from([22, 3, 3, 0, 122, 2, 0, 0, 118, 3, 3]), hang)) }),
  }),
  check: { options: ['--greeting-timeout', '2s', '--command-timeout', '2s'] },
  expect: ['tls-handshake-failed', 'greeting-timeout'],
};

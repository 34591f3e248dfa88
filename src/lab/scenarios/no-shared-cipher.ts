// The handshake ends in alert 40: no cipher suite, or no signature algorithm, in common.
import { ALERT, tlsAlert } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const noSharedCipher: LabScenario = {
  name: 'no-shared-cipher',
  title: 'client and server have no cipher in common',
  ports: () => mailHost({ handshake: tlsAlert(ALERT.handshakeFailure) }),
  expect: ['tls-no-shared-cipher'],
};

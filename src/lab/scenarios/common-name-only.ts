// No subjectAltName: Node.js still takes the common name, Go and Chrome do not.
import { type LabScenario, mailHost } from '../scenario.ts';

export const commonNameOnly: LabScenario = {
  name: 'common-name-only',
  title: 'nothing for this client: the certificate has a common name only',
  ports: () => mailHost({ certificate: 'common-name-only' }),
  expect: [],
};

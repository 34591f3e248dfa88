// A mail shield on the client machine breaks TLS open and signs with its own root.
import { type LabScenario, mailHost } from '../scenario.ts';

export const antivirus: LabScenario = {
  name: 'antivirus',
  title: 'an antivirus program stands in the way of TLS',
  ports: () => mailHost({ certificate: 'antivirus' }),
  expect: ['tls-intercepted'],
};

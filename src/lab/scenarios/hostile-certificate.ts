// Subject and names that would move a cursor, set a window title and write to a clipboard.
import { type LabScenario, mailHost } from '../scenario.ts';

export const hostileCertificate: LabScenario = {
  name: 'hostile-certificate',
  title: 'the fields of the certificate attack the terminal',
  ports: () => mailHost({ certificate: 'hostile-fields' }),
  expect: [],
};

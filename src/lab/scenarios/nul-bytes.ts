// NUL within text ends strings in C.
import { type LabScenario, submission } from '../scenario.ts';

export const nulBytes: LabScenario = {
  name: 'nul-bytes',
  title: 'replies carry NUL bytes',
  ports: () => ({ submission: submission({ greeting: Buffer.from('220 mail.lab.test\0 ESMTP\0\r\n') }) }),
  expect: [],
};

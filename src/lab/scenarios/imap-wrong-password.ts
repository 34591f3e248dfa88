// The same fault over IMAP.
import { imap, imaps, type LabScenario } from '../scenario.ts';

export const imapWrongPassword: LabScenario = {
  name: 'imap-wrong-password',
  title: 'the password is wrong, over IMAP',
  ports: () => ({ imaps: imaps(), imap: imap() }),
  check: { login: 'wrong-password', options: ['--protocol', 'imap'] },
  expect: ['auth-rejected'],
};

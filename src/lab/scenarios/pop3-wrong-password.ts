// The same fault over POP3.
import { type LabScenario, pop3, pop3s } from '../scenario.ts';

export const pop3WrongPassword: LabScenario = {
  name: 'pop3-wrong-password',
  title: 'the password is wrong, over POP3',
  ports: () => ({ pop3s: pop3s(), pop3: pop3() }),
  check: { login: 'wrong-password', options: ['--protocol', 'pop3'] },
  expect: ['auth-rejected'],
};

// RFC 5321 §3.1: 554 in place of the greeting.
import { type LabScenario, mailHost } from '../scenario.ts';

export const refusedGreeting: LabScenario = {
  name: 'refused-greeting',
  title: 'the server refuses service in its greeting',
  ports: () => mailHost({ greeting: '554 mail.lab.test No SMTP service here' }),
  expect: ['greeting-refused'],
};

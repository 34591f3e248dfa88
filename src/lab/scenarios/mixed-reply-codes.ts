// RFC 5321 §4.2.1: all lines of a reply bear the same code.
import { type LabScenario, submission } from '../scenario.ts';

export const mixedReplyCodes: LabScenario = {
  name: 'mixed-reply-codes',
  title: 'the lines of one reply disagree about its code',
  ports: () => ({ submission: submission({ on: { EHLO: ['250-mail.lab.test', '550-STARTTLS', '250 SIZE 1000'] } }) }),
  expect: ['reply-malformed'],
};

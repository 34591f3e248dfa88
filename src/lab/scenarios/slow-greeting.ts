// A deliberate delay (Postfix postscreen, Exim delay, sendmail greet_pause): senders of spam do not wait.
import { later } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const slowGreeting: LabScenario = {
  name: 'slow-greeting',
  title: 'the greeting comes after six seconds',
  ports: () => mailHost({ greeting: later(6000) }),
  expect: ['greeting-slow'],
  notes: ['greeting-slow'],
};

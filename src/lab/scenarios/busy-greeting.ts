// What Postfix says when its process limit is reached, and Exim above its load limit.
import { close, inTurn } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const busyGreeting: LabScenario = {
  name: 'busy-greeting',
  title: 'the server is too busy to talk',
  ports: () => mailHost({ greeting: inTurn('421 4.3.2 All server ports are busy', close) }),
  expect: ['greeting-busy'],
};

// The connection is reset at the first command: what a stateful firewall does to sessions that it does not like.
import { reset } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const resetAfterGreeting: LabScenario = {
  name: 'reset-after-greeting',
  title: 'the connection is reset after the greeting',
  ports: () => mailHost({ on: { EHLO: reset } }),
  expect: ['tcp-reset'],
};

// Postfix anvil counts connections by client address; so does most of what stands before a provider.
import { close, inTurn } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const rateLimited: LabScenario = {
  name: 'rate-limited',
  title: 'too many connections from this client',
  ports: () => mailHost({ greeting: inTurn('421 4.7.0 mail.lab.test Error: too many connections from 192.0.2.77', close) }),
  expect: ['rate-limited'],
};

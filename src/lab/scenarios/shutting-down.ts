// RFC 5321 §3.8: a server may close with 421 at any time.
import { close, inTurn } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const shuttingDown: LabScenario = {
  name: 'shutting-down',
  title: 'the server shuts down in mid-dialogue',
  ports: () => mailHost({ on: { EHLO: inTurn('421 4.3.2 mail.lab.test Service shutting down', close) } }),
  expect: ['ehlo-rejected'],
};

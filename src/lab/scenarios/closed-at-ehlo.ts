// FIN without a word at the first command.
import { close } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const closedAtEhlo: LabScenario = {
  name: 'closed-at-ehlo',
  title: 'the server hangs up at EHLO without a reply',
  ports: () => mailHost({ on: { EHLO: close } }),
  expect: ['connection-closed'],
};

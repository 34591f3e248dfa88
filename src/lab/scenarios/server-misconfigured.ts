// Postfix says so when its own tables cannot be read.
import { close, inTurn } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const serverMisconfigured: LabScenario = {
  name: 'server-misconfigured',
  title: 'the server reports a fault in its own configuration',
  ports: () => mailHost({ greeting: inTurn('421 4.3.5 Server configuration error', close) }),
  expect: ['server-fault'],
};

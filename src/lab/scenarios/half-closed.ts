// FIN after the greeting, and the connection stays half open.
import { halfClose } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const halfClosed: LabScenario = {
  name: 'half-closed',
  title: 'the server stops sending and stays',
  ports: () => mailHost({ on: { EHLO: halfClose } }),
  expect: ['connection-closed'],
};

// Nothing depends on the goodbye.
import { reset } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const resetAtQuit: LabScenario = {
  name: 'reset-at-quit',
  title: 'nothing: the connection is reset at QUIT',
  ports: () => mailHost({ on: { QUIT: reset } }),
  expect: [],
};

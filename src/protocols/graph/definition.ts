// Microsoft Graph as the ladder knows it.
import type { HttpServiceDefinition } from '../protocol.ts';
import { GraphSession } from './session.ts';

export const graph: HttpServiceDefinition = {
  name: 'graph',
  open: (door, options) => new GraphSession(door, options),
};

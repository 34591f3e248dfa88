// Exchange Web Services as the ladder knows them.
import type { HttpServiceDefinition } from '../protocol.ts';
import { EwsSession } from './session.ts';

export const ews: HttpServiceDefinition = {
  name: 'ews',
  open: (door, options) => new EwsSession(door, options),
};

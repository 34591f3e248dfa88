// POP3 as the ladder knows it (RFC 1939, RFC 8314 §3.1).
import type { ProtocolDefinition } from '../protocol.ts';
import { Pop3Session } from './session.ts';

export const pop3: ProtocolDefinition = {
  name: 'pop3',
  harmlessLine: 'NOOP',
  open: (channel, options) => new Pop3Session(channel, options),
};

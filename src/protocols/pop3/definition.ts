// POP3 by name and number (RFC 1939, RFC 8314 §3.1).
import type { ProtocolDefinition } from '../protocol.ts';
import { Pop3Session } from './session.ts';

export const pop3: ProtocolDefinition = {
  name: 'pop3',
  defaultPorts: [110, 995],
  meantModes: { 110: 'starttls', 995: 'tls' },
  preferredPorts: [995, 110],
  saslService: 'pop',
  harmlessLine: 'NOOP',
  open: (channel, options) => new Pop3Session(channel, options),
};

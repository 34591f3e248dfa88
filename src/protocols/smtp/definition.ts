// SMTP by name and number (RFC 5321, RFC 6409, RFC 8314).
import type { ProtocolDefinition } from '../protocol.ts';
import { SmtpSession } from './session.ts';

export const smtp: ProtocolDefinition = {
  name: 'smtp',
  defaultPorts: [25, 465, 587],
  meantModes: { 25: 'starttls', 465: 'tls', 587: 'starttls', 2525: 'starttls' },
  preferredPorts: [465, 587, 2525, 25],
  saslService: 'smtp',
  harmlessLine: 'NOOP',
  open: (channel, options) => new SmtpSession(channel, options),
};

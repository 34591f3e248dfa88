// SMTP as the ladder knows it (RFC 5321, RFC 6409, RFC 8314).
import type { ProtocolDefinition } from '../protocol.ts';
import { SmtpSession } from './session.ts';

export const smtp: ProtocolDefinition = {
  name: 'smtp',
  harmlessLine: 'NOOP',
  open: (channel, options) => new SmtpSession(channel, options),
};

// IMAP by name and number (RFC 9051, RFC 8314 §3.2).
import type { ProtocolDefinition } from '../protocol.ts';
import { ImapSession } from './session.ts';

export const imap: ProtocolDefinition = {
  name: 'imap',
  defaultPorts: [143, 993],
  meantModes: { 143: 'starttls', 993: 'tls' },
  preferredPorts: [993, 143],
  saslService: 'imap',
  harmlessLine: 'a0 NOOP',
  open: (channel, options) => new ImapSession(channel, options),
};

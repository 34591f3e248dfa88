// IMAP as the ladder knows it (RFC 9051, RFC 8314 §3.2).
import type { ProtocolDefinition } from '../protocol.ts';
import { ImapSession, UNGREETED_TAG } from './session.ts';

export const imap: ProtocolDefinition = {
  name: 'imap',
  harmlessLine: `${UNGREETED_TAG} NOOP`,
  open: (channel, options) => new ImapSession(channel, options),
};

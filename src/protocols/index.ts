// The list of mail protocols. A new one is its folder, a line here, and its facts in model/protocol.ts.
import type { MailProtocol } from '../model/protocol.ts';
import { imap } from './imap/definition.ts';
import { pop3 } from './pop3/definition.ts';
import type { ProtocolDefinition } from './protocol.ts';
import { smtp } from './smtp/definition.ts';

const DEFINITIONS: readonly ProtocolDefinition[] = [smtp, imap, pop3];

export function protocolNamed(name: MailProtocol): ProtocolDefinition {
  const found = DEFINITIONS.find((protocol) => protocol.name === name);
  if (!found) throw new Error(`no protocol ${name}`);
  return found;
}

// The list of mail protocols. A new one is its folder and a line here.
import type { Protocol } from '../model/protocol.ts';
import { imap } from './imap/definition.ts';
import { pop3 } from './pop3/definition.ts';
import type { ProtocolDefinition } from './protocol.ts';
import { smtp } from './smtp/definition.ts';

const PROTOCOLS: readonly ProtocolDefinition[] = [smtp, imap, pop3];

export function protocolNamed(name: Protocol): ProtocolDefinition {
  const found = PROTOCOLS.find((protocol) => protocol.name === name);
  if (!found) throw new Error(`no protocol ${name}`);
  return found;
}

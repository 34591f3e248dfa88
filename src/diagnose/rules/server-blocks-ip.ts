// A refusal that names a blocklist or the client's address.
import { clientAddressLines } from '../client-address.ts';
import { endpointRule, wordedByReply } from '../rule.ts';

export const serverBlocksIp = endpointRule('server-blocks-ip', (cases, evidence) => {
  const { alternatives } = evidence;
  return {
    ...wordedByReply(cases, {
      title: 'The server blocks the address that this client comes from',
      detail:
        "The refusal names a blocklist, a reputation or the client's own address. Nothing is wrong with user name or password.",
      fix: `Use ${alternatives.join(' or ') || 'a submission port (465 or 587) with login'}, or another network. For a mail server of your own: look the address up at the list named, cure the cause, then ask there for removal.`,
      owner: 'network',
    }),
    evidence: clientAddressLines(cases, evidence),
  };
});

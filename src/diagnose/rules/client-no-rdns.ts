// A refusal that names missing or wrong reverse DNS of the client's address.
import { clientAddressLines } from '../client-address.ts';
import { endpointRule, wordedByReply } from '../rule.ts';

export const clientNoRdns = endpointRule('client-no-rdns', (cases, evidence) => {
  const waysIn = evidence.waysIn();
  return {
    ...wordedByReply(cases, {
      title: 'The server wants reverse DNS for the address of this client',
      detail: 'It looked up the name of the connecting address and found none, or one that does not lead back.',
      fix: `Whoever owns this client's public address (access or hosting provider) sets a PTR record to a name whose A or AAAA record points back.${waysIn.length > 0 ? ` Or use ${waysIn.join(' or ')} with a login, where this is not asked.` : ''}`,
      owner: 'network',
      reference: 'RFC 1912 §2.1',
    }),
    evidence: clientAddressLines(cases, evidence),
  };
});

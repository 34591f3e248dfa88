// Where the EWS of a mailbox is: at the cloud that is named, or in Exchange Online where the domain's mail is there. A login goes there
// as far as what led there vouches for it, as with every mailbox.

import { exchangeCloudOf } from '../model/graph-cloud.ts';
import type { Target } from '../model/target.ts';
import type { Deadline } from '../net/deadline.ts';
import { decideEwsCloud } from '../request/graph-cloud-choice.ts';
import type { PlanRequest } from '../request/plan.ts';
import { resolveMailbox } from './mailbox.ts';
import type { ServiceHost } from './service-host.ts';

/** A text: it was not found, and why. */
export async function findEwsHost(target: Target, request: PlanRequest, deadline: Deadline): Promise<ServiceHost | string> {
  const { mailbox } = target;
  if (mailbox === null) throw new TypeError('the target is no mailbox');
  const { domain } = mailbox;
  const cloud = decideEwsCloud(target, request);
  if (cloud !== null) {
    const detail = `Exchange Online, ${cloud.title}`;
    return { host: cloud.exchangeHost, source: 'provider', proof: 'provider', contradictions: [], domain, detail };
  }
  const { dnsServer, resolve, proxy, credentials } = request;
  // Exchange Online has one host for all that opens a mailbox.
  const route = await resolveMailbox(
    { mailbox, protocol: 'imap' },
    { dnsServer, resolve, httpAllowed: proxy === null, needsProof: credentials !== null },
    deadline,
  );
  if (!route.ok) return route.error.message;
  if (exchangeCloudOf(route.host) === null)
    return `${domain} has its mail at ${route.host}, which is not Exchange Online: name the EWS URL of the server`;
  return { ...route.note, host: route.host };
}

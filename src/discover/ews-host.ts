// Where the EWS of a mailbox is: at the cloud that is named, in Exchange Online where the domain's mail is there, or where the domain's
// Autodiscover says. A login goes there as far as what led there vouches for it, as with every mailbox.

import { exchangeCloudOf } from '../model/graph-cloud.ts';
import type { Target } from '../model/target.ts';
import type { Deadline } from '../net/deadline.ts';
import { DnsClient } from '../net/dns/client.ts';
import { decideEwsCloud } from '../request/graph-cloud-choice.ts';
import type { PlanRequest } from '../request/plan.ts';
import type { DiscoverOptions } from './discover.ts';
import { resolveMailbox } from './mailbox.ts';
import type { ServiceHost } from './service-host.ts';

/** For tests: in place of the real hosts. */
export type EwsSearch = Pick<DiscoverOptions, 'fetch' | 'documentsMs'>;

const DOCUMENTS_MS = 2000;
/** One question about the hosts of the documents, over all tries. */
const QUERY_LIMIT_MS = 1500;
const MAX_FAULTS = 2;
const BY_HAND =
  'name the EWS URL of the server (Outlook: Ctrl and right-click on its icon > Test E-mail AutoConfiguration; Exchange: ' +
  'Get-WebServicesVirtualDirectory | fl *Url*)';

/** A text: it was not found, and why. */
export async function findEwsHost(
  target: Target,
  request: PlanRequest,
  deadline: Deadline,
  search: EwsSearch = {},
): Promise<ServiceHost | string> {
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
    { dnsServer, resolve, httpAllowed: proxy === null, needsProof: credentials !== null, ...search },
    deadline,
  );
  if (route.ok && exchangeCloudOf(route.host) !== null) return { ...route.note, host: route.host };
  const place = route.ok ? `${domain} has its mail at ${route.host}, which is not Exchange Online` : route.error.message;
  if (proxy !== null) return `${place}; through a proxy no Autodiscover is asked: ${BY_HAND}`;
  const published = await askDomain(mailbox, request, deadline, search);
  if (published.service !== null) return published.service;
  const faults = published.faults.slice(0, MAX_FAULTS).join('; ');
  return `${place}, and its Autodiscover names no EWS without a login${faults === '' ? '' : ` (${faults})`}: ${BY_HAND}`;
}

async function askDomain(
  { user, domain }: NonNullable<Target['mailbox']>,
  { dnsServer }: PlanRequest,
  deadline: Deadline,
  { fetch, documentsMs = DOCUMENTS_MS }: EwsSearch,
) {
  const { findPublishedEws } = await import('./published-ews.ts');
  const client = dnsServer && new DnsClient([dnsServer], deadline, QUERY_LIMIT_MS);
  try {
    const { signal } = deadline;
    return await findPublishedEws(domain, {
      ...{ user, signal, client, timeoutMs: deadline.limitMs(documentsMs) },
      ...(fetch && { fetch }),
    });
  } finally {
    client?.close();
  }
}

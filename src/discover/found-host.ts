// The way to the host that a check looks at: a mailbox's domain leads to one, any other target names it. The search itself
// loads when there is a mailbox.
import { isMailProtocol } from '../model/protocol.ts';
import type { Target } from '../model/target.ts';
import type { Deadline } from '../net/deadline.ts';
import { decideCloud } from '../request/graph-cloud-choice.ts';
import { decideProtocol, type PlanRequest } from '../request/plan.ts';
import type { EwsSearch } from './ews-host.ts';
import type { ServiceHost } from './service-host.ts';

export interface FoundHost {
  readonly target: Target;
  /** The request, with what the domain says of ports and modes where the options leave that open, and how it was found. */
  readonly request: PlanRequest;
  /** False where a mailbox's domain names no server of the protocol. */
  readonly isFound: boolean;
}

/** The domain itself is checked then, which is its own. */
const NOTHING_FOUND = { source: 'guess', proof: 'own-domain', contradictions: [] } as const;

const asFound = (target: Target, request: PlanRequest, { host, path, ...note }: ServiceHost): FoundHost => ({
  target: { ...target, host, ...(path === undefined ? {} : { path }) },
  request: { ...request, discovery: note },
  isFound: true,
});

/** Graph is where its cloud has it, whatever the domain says; whether the mailbox is there shows when it is asked. */
function graphHost(target: Target, request: PlanRequest, domain: string): ServiceHost {
  const { host, title } = decideCloud(target, request);
  const detail = `Microsoft Graph, ${title}`;
  return { host, source: 'provider', proof: 'provider', contradictions: [], domain, detail };
}

/**
 * The host that serves a mailbox; any other target stays as it is. A domain that names no server is checked itself: then
 * the report shows what is wrong with its DNS.
 */
export async function findHost(
  target: Target,
  request: PlanRequest,
  deadline: Deadline,
  search: EwsSearch = {},
): Promise<FoundHost> {
  const { mailbox } = target;
  if (mailbox === null) return { target, request, isFound: true };
  const protocol = decideProtocol(target, request);
  if (protocol === 'graph') return asFound(target, request, graphHost(target, request, mailbox.domain));
  if (!isMailProtocol(protocol)) {
    const { findEwsHost } = await import('./ews-host.ts');
    const found = await findEwsHost(target, request, deadline, search);
    if (typeof found !== 'string') return asFound(target, request, found);
    return {
      target,
      request: { ...request, discovery: { ...NOTHING_FOUND, domain: mailbox.domain, detail: found } },
      isFound: false,
    };
  }
  const { resolveMailbox } = await import('./mailbox.ts');
  const { dnsServer, resolve, proxy, credentials } = request;
  const route = await resolveMailbox(
    { mailbox, protocol },
    { dnsServer, resolve, httpAllowed: proxy === null, needsProof: credentials !== null },
    deadline,
  );
  if (!route.ok) {
    const { noServer } = route.discovery;
    return {
      target,
      request: {
        ...request,
        discovery: { ...NOTHING_FOUND, domain: mailbox.domain, detail: route.error.message, ...(noServer ? { noServer } : {}) },
      },
      isFound: false,
    };
  }
  return {
    target: { ...target, host: route.host },
    request: { ...request, ports: request.ports ?? route.ports, modes: request.modes ?? route.modes, discovery: route.note },
    isFound: true,
  };
}

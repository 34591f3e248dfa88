// `check --all`: outgoing and incoming of one account. The same straight line as for one protocol, once a protocol and
// all at once, with the same credentials and one login each.
import { PROTOCOLS, type Protocol } from '../model/protocol.ts';
import type { Target } from '../model/target.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Deadline } from '../net/deadline.ts';
import { type FoundHost, findHost } from '../probe/found-host.ts';
import type { PlanRequest } from '../probe/plan.ts';
import { combineReports, type ProtocolReport } from '../report/combine.ts';
import type { Checked } from './commands/check.ts';

/** Throws UsageError where the target or the options name one protocol or its ports. */
export function refuseOneProtocol({ port, mode }: Target, { ports, protocol }: PlanRequest): void {
  const named = [
    ...(protocol === null ? [] : ['--protocol']),
    ...(ports === null ? [] : ['--port']),
    ...(port === null && mode === null ? [] : ['a target with a port or scheme']),
  ];
  if (named.length > 0) throw new UsageError(`--all probes every protocol on its own ports: leave out ${named.join(' and ')}`);
}

/** The request for one protocol of several; what was asserted is asserted of outgoing mail. */
export const requestFor = (protocol: Protocol, request: PlanRequest): PlanRequest => ({
  ...request,
  protocol,
  expectations: protocol === 'smtp' ? request.expectations : [],
});

/**
 * Checks every protocol by `follow`, and joins the reports. An incoming protocol for which a mailbox's domain names no
 * server is left out.
 */
export async function checkAll(
  target: Target,
  request: PlanRequest,
  deadline: Deadline,
  follow: (found: FoundHost) => Promise<Checked>,
): Promise<Checked> {
  const checkOne = async (protocol: Protocol): Promise<(ProtocolReport & Checked)[]> => {
    const found = await findHost({ ...target, protocol }, requestFor(protocol, request), deadline);
    return found.isFound || protocol === 'smtp' ? [{ protocol, ...(await follow(found)) }] : [];
  };
  const [lead, ...others] = (await Promise.all(PROTOCOLS.map(checkOne))).flat();
  if (!lead) throw new Error('outgoing mail is always checked');
  return { plan: lead.plan, report: combineReports([lead, ...others]) };
}

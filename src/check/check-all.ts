// Outgoing and incoming of one account (`--all`): the same straight line, once a protocol, and the reports joined. Decides
// in which order, since one login must learn from the one before it. Must not know how anything is probed or printed.

import { findHost } from '../discover/found-host.ts';
import { CHECKED_PROTOCOLS, isMailProtocol, PROTOCOLS, type Protocol } from '../model/protocol.ts';
import type { Report } from '../model/report.ts';
import type { Target } from '../model/target.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Deadline } from '../net/deadline.ts';
import { Semaphore } from '../net/semaphore.ts';
import { HostState } from '../probe/host-state.ts';
import { isMadeOutToGraph } from '../probe/token-service.ts';
import { combineReports, type ProtocolReport } from '../report/combine.ts';
import type { PlanRequest } from '../request/plan.ts';
import { type Checked, type CheckHooks, checkFoundHost } from './check.ts';
import { endsLogins } from './login-fate.ts';

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

type Part = ProtocolReport & Checked;

/**
 * Checks every protocol and joins the reports. An incoming protocol for which a mailbox's domain names no server is left
 * out. Without a login all go at once; with one they go one after the other, and what refused the credentials themselves
 * ends the logins: promise 2 of the contract.
 */
export async function checkAll(
  target: Target,
  request: PlanRequest,
  deadline: Deadline,
  hooks: CheckHooks = {},
): Promise<Pick<Checked, 'plan' | 'report'>> {
  // One check of one host: the cap on connections holds over all protocols, and that an address answers is learned once.
  const shared: CheckHooks = {
    connections: new Semaphore(request.maxConnections, undefined, request.pauseMs),
    hostState: new HostState(),
    ...hooks,
  };
  // A token for Graph is shown to Graph alone, and Graph sees no other login: each goes where it is for, once.
  const isGraphs = request.credentials !== null && (await isMadeOutToGraph(request.credentials));
  const withoutLogin = { ...request, credentials: null };
  const ofMail = isGraphs ? withoutLogin : request;
  const checkOne = async (protocol: Protocol, own: PlanRequest): Promise<Part[]> => {
    const found = await findHost({ ...target, protocol }, requestFor(protocol, own), deadline);
    if (!found.isFound && protocol !== 'smtp') return [];
    return [{ protocol, ...(await checkFoundHost(found, deadline, shared)) }];
  };
  const parts =
    ofMail.credentials === null
      ? (await Promise.all(PROTOCOLS.map((protocol) => checkOne(protocol, ofMail)))).flat()
      : await checkInTurn(ofMail, checkOne);
  const [lead, ...others] = await judgedTogether(parts, hooks.verbose ?? false);
  if (!lead) throw new Error('outgoing mail is always checked');
  const services = await askServices(target, isGraphs ? request : withoutLogin, [lead, ...others], deadline, shared);
  // Who was asked without a login tells how a way stands; it is no part of what was asked for.
  const report = combineReports([lead, ...others, ...(isGraphs ? services : [])]);
  return { plan: lead.plan, report: await withWays(report, [lead, ...others, ...services]) };
}

/** Services over HTTP that the mailbox's provider has; with a login, the one that it is for. */
export async function askServices(
  target: Target,
  request: PlanRequest,
  parts: readonly ProtocolReport[],
  deadline: Deadline,
  hooks: CheckHooks,
): Promise<Part[]> {
  if (target.mailbox === null) return [];
  const { providerWaysOf } = await import('../diagnose/ways.ts');
  const hosts = parts.map(({ report }) => report.target.host);
  const known = providerWaysOf(target.input, hosts)?.asks ?? [];
  const asked = CHECKED_PROTOCOLS.filter(
    (protocol) =>
      !isMailProtocol(protocol) && (known.includes(protocol) || (protocol === 'graph' && request.credentials !== null)),
  );
  // What is of mail clients and their connections alone.
  const { hold: _hold, pool: _pool, ...own } = request;
  return Promise.all(
    asked.map(async (protocol) => {
      const found = await findHost({ ...target, protocol }, { ...requestFor(protocol, own), clients: [], modes: null }, deadline);
      return { protocol, ...(await checkFoundHost(found, deadline, hooks)) };
    }),
  );
}

/** Loaded by now, with the rules. */
async function withWays(report: Report, seen: readonly [ProtocolReport, ...ProtocolReport[]]): Promise<Report> {
  const { judgeWays } = await import('../diagnose/ways.ts');
  const ways = judgeWays(seen);
  return ways === null ? report : { ...report, ways };
}

/** They are one host's: where one protocol's ports answer, the address is up, and what is silent for another is blocked. */
async function judgedTogether(parts: readonly Part[], verbose: boolean): Promise<Part[]> {
  // Loaded by now: each of them was judged alone.
  const { judgeObservations } = await import('./judge-observations.ts');
  return parts.map((part) => {
    const others = parts.flatMap(({ observations }) => (observations === part.observations ? [] : observations.dns.addresses));
    const { dns } = part.observations;
    const addresses = dns.addresses.map((one) => {
      const same = others.filter(({ address }) => address === one.address).map(({ ports }) => ports);
      return { ...one, ports: Object.assign({}, ...same, one.ports) as typeof one.ports };
    });
    return {
      ...part,
      ...judgeObservations(part.plan, { ...part.observations, dns: { ...dns, addresses } }, verbose, part.clients),
    };
  });
}

async function checkInTurn(
  request: PlanRequest,
  checkOne: (protocol: Protocol, own: PlanRequest) => Promise<Part[]>,
): Promise<Part[]> {
  const parts: Part[] = [];
  for (const protocol of PROTOCOLS) {
    const isSpent = parts.some(({ report }) => endsLogins(report.credentials));
    parts.push(...(await checkOne(protocol, isSpent ? { ...request, withheldLogin: 'refused-elsewhere' } : request)));
  }
  return parts;
}

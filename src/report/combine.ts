// Outgoing and incoming of one account in one report: a report a protocol, joined. The outgoing one leads; a
// protocol that the host does not have is no fault beside one that works, and the findings of all have one order. Pure.
import { orderFindings } from '../diagnose/order.ts';
import type { Finding } from '../model/finding.ts';
import { isMailProtocol, PROTOCOL_FACTS, type Protocol } from '../model/protocol.ts';
import type { Report, ReportCredentials, Verdict } from '../model/report.ts';

export interface ProtocolReport {
  readonly protocol: Protocol;
  readonly report: Report;
}

const WORST_FIRST: readonly Verdict[] = ['fail', 'warn', 'ok'];
const GRAVEST_LOGIN: readonly ReportCredentials['status'][] = ['rejected', 'error', 'skipped', 'accepted'];

/** Nobody there spoke the protocol: no endpoint got past its connection. */
const isAbsent = ({ report }: ProtocolReport): boolean =>
  report.endpoints.length > 0 &&
  report.endpoints.every(
    ({ steps }) => !steps.some(({ stage, status }) => stage !== 'connect' && stage !== 'proxy' && status === 'ok'),
  );

/** Refused on every port: nothing listens there. What is silent may be blocked on the way, as outgoing mail often is. */
const isRefused = ({ report }: ProtocolReport): boolean =>
  report.endpoints.every(({ failure }) => failure?.code === 'tcp-refused');

/** The host does not have it, while it has another one that works. */
function isNotOffered(part: ProtocolReport, parts: readonly ProtocolReport[]): boolean {
  // A service is a host of its own, and asked because the login is for it.
  if (!isMailProtocol(part.protocol)) return false;
  const anotherWorks = parts.some((other) => other !== part && other.report.verdict !== 'fail');
  const direction = PROTOCOL_FACTS[part.protocol].direction;
  return anotherWorks && isAbsent(part) && (direction === 'incoming' || isRefused(part));
}

const sentence = ({ protocol, report }: ProtocolReport): string => `${PROTOCOL_FACTS[protocol].word}: ${report.summary}`;

/** `parts`: outgoing first, at least one. A protocol that the host does not have is told, and is no fault beside one that works. */
export function combineReports(parts: readonly [ProtocolReport, ...ProtocolReport[]]): Report {
  const [lead] = parts;
  const missing = parts.filter((part) => isNotOffered(part, parts));
  const counted = parts.filter((part) => !missing.includes(part));
  const verdict = WORST_FIRST.find((word) => counted.some(({ report }) => report.verdict === word)) ?? 'fail';
  const found = parts.flatMap((part) =>
    part.report.findings.map((finding) => (missing.includes(part) ? asInfo(finding) : finding)),
  );
  const endpoints = parts.flatMap(({ report }) => report.endpoints);
  const findings = orderFindings(distinct(found), {
    endpoints,
    loginCauses: counted.flatMap(({ report }) => report.credentials?.cause ?? []),
  });
  // The protocol that the first finding is about has the first word.
  const hasFirst = ({ report }: ProtocolReport): boolean =>
    report.findings.some(
      ({ id, title, severity }) => severity !== 'info' && id === findings[0]?.id && title === findings[0].title,
    );
  const told = [...counted.filter(hasFirst), ...counted.filter((part) => !hasFirst(part))];
  return {
    ...lead.report,
    durationMs: Math.max(...parts.map(({ report }) => report.durationMs)),
    verdict,
    summary: [...told.map(sentence), ...missing.map(({ protocol }) => `${PROTOCOL_FACTS[protocol].word} is not offered.`)].join(
      ' ',
    ),
    ...(parts.some(({ report }) => report.interrupted) ? { interrupted: true } : {}),
    ...joinClients(counted),
    ...joinTraces(parts),
    endpoints,
    credentials: joinCredentials(counted.flatMap(({ report }) => report.credentials ?? [])),
    findings,
    recommendations: counted.flatMap(({ protocol, report }) =>
      report.recommendation ? [{ ...report.recommendation, protocol }] : [],
    ),
    parts: parts.map((part) => ({
      target: part.report.target,
      verdict: part.report.verdict,
      summary: part.report.summary,
      isOffered: !missing.includes(part),
      dns: part.report.dns,
      credentials: part.report.credentials,
    })),
  };
}

const asInfo = (finding: Finding): Finding => ({ ...finding, severity: 'info' });

/** What is true of the name or the address is found once a protocol, in the same words. */
function distinct(findings: readonly Finding[]): Finding[] {
  const known = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.id} ${finding.title}`;
    const before = known.get(key);
    known.set(key, before ? { ...before, endpoints: [...new Set([...before.endpoints, ...finding.endpoints])] } : finding);
  }
  return [...known.values()];
}

/** Protocols have the host in common: the first trace stands for all, where there is one. */
function joinTraces(parts: readonly ProtocolReport[]): Pick<Report, 'trace'> {
  const all = parts.flatMap(({ report }) => report.trace ?? []);
  const trace = all.find(({ traces }) => traces.length > 0) ?? all.find(({ address }) => address !== null) ?? all[0];
  return trace ? { trace } : {};
}

/** The gravest fate stands for all; every attempt is listed. */
function joinCredentials(all: readonly ReportCredentials[]): ReportCredentials | null {
  const gravest = GRAVEST_LOGIN.map((status) => all.find((one) => one.status === status)).find((one) => one !== undefined);
  return gravest ? { ...gravest, attempts: all.flatMap(({ attempts }) => attempts) } : null;
}

/** The protocols are asked for in the same words; the change at the server that helps the most clients counts. */
function joinClients(parts: readonly ProtocolReport[]): Pick<Report, 'clients'> {
  const all = parts.flatMap(({ report }) => report.clients ?? []);
  const [first] = all;
  if (first === undefined) return {};
  const [best = null] = all.flatMap(({ bestServerChange }) => bestServerChange ?? []).sort((a, b) => b.brings - a.brings);
  return { clients: { asked: first.asked, views: all.flatMap(({ views }) => views), bestServerChange: best } };
}

// Outgoing and incoming of one account in one report: a report a protocol, joined. The outgoing one leads; of the
// incoming protocols one that works is enough. Pure.
import { type Finding, SEVERITIES } from '../model/finding.ts';
import { PROTOCOL_FACTS, type Protocol } from '../model/protocol.ts';
import type { Report, ReportCredentials, Verdict } from '../model/report.ts';

export interface ProtocolReport {
  readonly protocol: Protocol;
  readonly report: Report;
}

const WORST_FIRST: readonly Verdict[] = ['fail', 'warn', 'ok'];
const GRAVEST_LOGIN: readonly ReportCredentials['status'][] = ['rejected', 'error', 'skipped', 'accepted'];

/** Nobody there spoke the protocol: no endpoint got past its connection. */
const isAbsent = ({ report }: ProtocolReport): boolean =>
  report.endpoints.every(
    ({ steps }) => !steps.some(({ stage, status }) => stage !== 'connect' && stage !== 'proxy' && status === 'ok'),
  );

/** `parts`: outgoing first, at least one. A protocol that the host does not have is told, and is no fault beside one that works. */
export function combineReports(parts: readonly [ProtocolReport, ...ProtocolReport[]]): Report {
  const [lead, ...others] = parts;
  const someIncomingWorks = others.some((part) => part.report.verdict !== 'fail');
  const missing = others.filter((part) => someIncomingWorks && isAbsent(part));
  const counted = parts.filter((part) => !missing.includes(part));
  const verdict = WORST_FIRST.find((word) => counted.some(({ report }) => report.verdict === word)) ?? 'fail';
  const findings = parts.flatMap((part) =>
    part.report.findings.map((finding) => (missing.includes(part) ? asInfo(finding) : finding)),
  );
  return {
    ...lead.report,
    durationMs: Math.max(...parts.map(({ report }) => report.durationMs)),
    verdict,
    summary: [
      ...counted.map(({ protocol, report }) => `${PROTOCOL_FACTS[protocol].word}: ${report.summary}`),
      ...missing.map(({ protocol }) => `${PROTOCOL_FACTS[protocol].word} is not offered.`),
    ].join(' '),
    ...(parts.some(({ report }) => report.interrupted) ? { interrupted: true } : {}),
    endpoints: parts.flatMap(({ report }) => report.endpoints),
    credentials: joinCredentials(counted.flatMap(({ report }) => report.credentials ?? [])),
    findings: distinct(findings).sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    recommendations: counted.flatMap(({ protocol, report }) =>
      report.recommendation ? [{ ...report.recommendation, protocol }] : [],
    ),
    parts: parts.map(({ report }) => ({
      target: report.target,
      verdict: report.verdict,
      dns: report.dns,
      credentials: report.credentials,
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

/** The gravest fate stands for all; every attempt is listed. */
function joinCredentials(all: readonly ReportCredentials[]): ReportCredentials | null {
  const gravest = GRAVEST_LOGIN.map((status) => all.find((one) => one.status === status)).find((one) => one !== undefined);
  return gravest ? { ...gravest, attempts: all.flatMap(({ attempts }) => attempts) } : null;
}

// Plan, observations and diagnosis become the one report that every format prints. Pure; knows no format.
import type { ClientsReport } from '../model/application-settings.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Finding } from '../model/finding.ts';
import type { Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Protocol } from '../model/protocol.ts';
import type { Report } from '../model/report.ts';
import { withoutEnd } from '../model/text-ends.ts';
import { reportCredentials } from './credentials-part.ts';
import { reportDns } from './dns-part.ts';
import { reportEndpoint, roundMs } from './endpoint-part.ts';
import { reportOverTime } from './over-time-part.ts';
import { recommend } from './recommendation.ts';
import { summarise } from './summary.ts';
import { reportTrace } from './trace-part.ts';
import { reportTrust } from './trust-part.ts';
import { judge, judgedEndpoints } from './verdict.ts';

export interface ReportParts {
  readonly plan: Plan;
  readonly observations: Observations;
  readonly diagnosis: Diagnosis;
  /** Absent or null: nobody asked who can use the server. */
  readonly clients?: ClientsReport | null;
  readonly toolVersion: string;
  /** With the transcripts. */
  readonly verbose: boolean;
}

export function buildReport({ plan, observations, diagnosis, clients, toolVersion, verbose }: ReportParts): Report {
  const judgement = judge(plan, observations, diagnosis);
  // Something may work that is not what was asked for; only where nothing does is there nothing to recommend.
  const recommendation = recommend(plan, observations, diagnosis);
  const hasCertificate = plan.tls.clientCertificate !== null;
  const endpoints = judgedEndpoints(observations, diagnosis).map((endpoint) =>
    reportEndpoint(endpoint, observations, { verbose, hasCertificate }),
  );
  return {
    schemaVersion: 1,
    tool: { name: 'mailprobe', version: toolVersion },
    target: {
      input: plan.target.input,
      protocol: plan.protocol,
      host: plan.host,
      ports: plan.ports,
      modes: plan.modes,
      ...(plan.target.path === undefined ? {} : { path: plan.target.path }),
      ...(plan.discovery === null ? {} : { discovered: plan.discovery.detail }),
    },
    startedAt: observations.startedAt,
    durationMs: roundMs(observations.durationMs),
    verdict: judgement.verdict,
    summary: summarise(plan, observations, diagnosis, judgement, recommendation),
    ...(observations.interrupted ? { interrupted: true as const } : {}),
    dns: reportDns(observations.dns),
    trust: reportTrust(plan),
    endpoints,
    ...(plan.application ? { application: { ...plan.application, correction: null } } : {}),
    credentials: reportCredentials(observations.credentials, diagnosis.credentials, plan.credentials?.user ?? null),
    findings: diagnosis.findings,
    recommendation,
    ...reportOverTime(observations),
    ...(clients ? { clients } : {}),
    ...(observations.routeTrace ? { trace: reportTrace(observations.routeTrace) } : {}),
  };
}

/** The report of a target that could not be read at all: `batch` prints it in its place and goes on. */
export function buildBadTargetReport(parts: {
  /** As given, as visible text. */
  readonly input: string;
  readonly protocol: Protocol;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finding: Finding;
  readonly toolVersion: string;
}): Report {
  const { input, protocol, startedAt, finding, toolVersion } = parts;
  return {
    schemaVersion: 1,
    tool: { name: 'mailprobe', version: toolVersion },
    target: { input, protocol, host: input, ports: [], modes: [] },
    startedAt,
    durationMs: 0,
    verdict: 'fail',
    summary: `${withoutEnd(finding.title.trim(), '.')}.`,
    dns: null,
    endpoints: [],
    credentials: null,
    findings: [finding],
    recommendation: null,
  };
}

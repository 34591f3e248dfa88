// The report as JUnit XML for CI: a test case for the verdict, each endpoint, the login and each finding. Has failures
// exactly where the check fails, so that the build and the exit code agree.

import type { Finding } from '../../model/finding.ts';
import { MODE_FACTS } from '../../model/protocol.ts';
import type { Report, ReportEndpoint } from '../../model/report.ts';
import { isFailing, OWNER_WORDS, reportedReplyText, totalMs } from '../wording.ts';
import { escapeMarkup } from './markup.ts';
import type { FormatOptions } from './options.ts';

type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly message: string }
  | { readonly kind: 'failure'; readonly type: string; readonly message: string; readonly lines: readonly string[] };

interface TestCase {
  readonly name: string;
  readonly group: string;
  readonly seconds: number;
  readonly outcome: Outcome;
  readonly output: readonly string[];
}

const PASSED: Outcome = { kind: 'passed' };

const findingLines = ({ detail, evidence, fix, owner, reference }: Finding): string[] => [
  detail,
  ...evidence.map((fact) => `Seen: ${fact}`),
  ...(fix === '' ? [] : [`Do: ${fix}`]),
  `Who must act: ${OWNER_WORDS[owner]}`,
  ...(reference === null ? [] : [`See: ${reference}`]),
];

/** Findings that fail the build: errors, and with `--strict` warnings; none where the check does not fail. */
const counts = (report: Report, strict: boolean, { severity }: Finding): boolean =>
  isFailing(report, strict) && (severity === 'error' || (strict && severity === 'warning'));

function verdictCase(report: Report, strict: boolean): TestCase {
  const outcome: Outcome = isFailing(report, strict)
    ? { kind: 'failure', type: report.verdict, message: report.summary, lines: [report.summary] }
    : PASSED;
  return { name: 'verdict', group: 'verdict', seconds: report.durationMs / 1000, outcome, output: [report.summary] };
}

function endpointCase(report: Report, strict: boolean, endpoint: ReportEndpoint): TestCase {
  const { id, port, mode, address, status, failure } = endpoint;
  const isBlamed = report.findings.some((finding) => counts(report, strict, finding) && finding.endpoints.includes(id));
  const said = failure === null ? status : `${failure.code} at ${failure.stage}: ${failure.message}`;
  let outcome: Outcome = PASSED;
  if (status === 'failed' && isBlamed) {
    const reply = failure?.reply === undefined ? [] : [`Reply: ${reportedReplyText(failure.reply)}`];
    outcome = { kind: 'failure', type: failure?.code ?? status, message: said, lines: [said, ...reply] };
  } else if (status !== 'ok') {
    outcome = { kind: 'skipped', message: status === 'mismatch' ? `the port speaks another mode (${said})` : said };
  }
  const name = `${port} ${MODE_FACTS[mode].word} at ${address}`;
  return { name, group: 'endpoint', seconds: (totalMs(endpoint) ?? 0) / 1000, outcome, output: [] };
}

function loginCase(report: Report): TestCase[] {
  const { credentials } = report;
  if (credentials === null) return [];
  const message = `login ${credentials.status}${credentials.cause === null ? '' : ` (${credentials.cause})`}`;
  const lines = [message, ...(credentials.reply === undefined ? [] : [`Reply: ${reportedReplyText(credentials.reply)}`])];
  const outcome: Outcome =
    credentials.status === 'accepted' ? PASSED : { kind: 'failure', type: credentials.cause ?? 'login', message, lines };
  return [{ name: `login of ${credentials.user}`, group: 'login', seconds: 0, outcome, output: [] }];
}

function findingCase(report: Report, strict: boolean, finding: Finding): TestCase {
  const { id, title } = finding;
  const lines = findingLines(finding);
  const isFailure = counts(report, strict, finding);
  return {
    name: `${id}: ${title}`,
    group: 'finding',
    seconds: 0,
    outcome: isFailure ? { kind: 'failure', type: id, message: title, lines } : PASSED,
    output: isFailure ? [] : [`${finding.severity}: ${title}`, ...lines],
  };
}

function outcomeXml(outcome: Outcome): string {
  if (outcome.kind === 'passed') return '';
  const message = escapeMarkup(outcome.message);
  if (outcome.kind === 'skipped') return `      <skipped message="${message}"/>\n`;
  const text = outcome.lines.map(escapeMarkup).join('\n');
  return `      <failure type="${escapeMarkup(outcome.type)}" message="${message}">${text}</failure>\n`;
}

function caseXml(host: string, { name, group, seconds, outcome, output }: TestCase): string {
  const out = output.length === 0 ? '' : `      <system-out>${output.map(escapeMarkup).join('\n')}</system-out>\n`;
  const attributes = `classname="${escapeMarkup(`mailprobe.${host}.${group}`)}" name="${escapeMarkup(name)}" time="${seconds.toFixed(3)}"`;
  const inner = outcomeXml(outcome) + out;
  return inner === '' ? `    <testcase ${attributes}/>\n` : `    <testcase ${attributes}>\n${inner}    </testcase>\n`;
}

export function junit(report: Report, { strict }: FormatOptions): string {
  const { host } = report.target;
  const cases = [
    verdictCase(report, strict),
    ...report.endpoints.map((endpoint) => endpointCase(report, strict, endpoint)),
    ...loginCase(report),
    ...report.findings.map((finding) => findingCase(report, strict, finding)),
  ];
  const count = (kind: Outcome['kind']): number => cases.filter(({ outcome }) => outcome.kind === kind).length;
  const totals =
    `tests="${cases.length}" failures="${count('failure')}" errors="0" skipped="${count('skipped')}" ` +
    `time="${(report.durationMs / 1000).toFixed(3)}"`;
  const timestamp = escapeMarkup(report.startedAt.replace(/(\.\d+)?Z$/, ''));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="mailprobe" ${totals}>\n`,
    `  <testsuite name="${escapeMarkup(`mailprobe ${host}`)}" ${totals} timestamp="${timestamp}">\n`,
    ...cases.map((testCase) => caseXml(host, testCase)),
    '  </testsuite>\n</testsuites>\n',
  ].join('');
}

// The five tools as functions: arguments in, the summary and the facts out. Throws UsageError for what a model can mend.
// Knows nothing of the Model Context Protocol nor of streams.
import { toolVersion } from '../check/tool-version.ts';
import { compareReports } from '../compare/compare.ts';
import { loadComparisonFormat } from '../compare/formats/index.ts';
import { labelRuns } from '../compare/run-labels.ts';
import { discover } from '../discover/discover.ts';
import { explainText } from '../explain/explain.ts';
import { wordingOf } from '../knowledge/wording.ts';
import { isFindingId } from '../model/finding.ts';
import type { MailProtocol } from '../model/protocol.ts';
import type { Report } from '../model/report.ts';
import { UsageError } from '../model/usage-error.ts';
import { Deadline } from '../net/deadline.ts';
import { loadFormat } from '../report/formats/index.ts';
import type { PlanRequest } from '../request/plan.ts';
import { parseReport } from '../saved/read-report.ts';
import type { AskedCheck, CallFrame, GuardedChecks } from './guarded-checks.ts';

/** What a tool answers: to be read first, then to be worked with. */
export interface ToolAnswer {
  readonly text: string;
  readonly facts: Record<string, unknown>;
}

export interface LabDoor {
  readonly list: () => Promise<readonly { readonly name: string; readonly title: string }[]>;
  readonly check: (scenario: string, frame: Pick<CallFrame, 'signal' | 'onWaits'>) => Promise<Report>;
}

const PAGE = { verbose: false, quiet: false, colour: false, columns: 100, strict: false, warnDays: null };

const pageOf = async (report: Report): Promise<string> => (await loadFormat('text'))(report, PAGE);

export async function checkTool(checks: GuardedChecks, asked: AskedCheck, frame: CallFrame): Promise<ToolAnswer> {
  const { id, report, login } = await checks.check(asked, frame);
  const note = login ? `\n${login.note}\n` : '';
  return { text: `${await pageOf(report)}${note}\nThis report is ${id}.\n`, facts: { id, report, login } };
}

export async function labTool(
  checks: GuardedChecks,
  lab: LabDoor,
  { scenario }: { readonly scenario?: string },
  frame: CallFrame,
): Promise<ToolAnswer> {
  if (scenario === undefined) {
    const scenarios = await lab.list();
    const rows = scenarios.map(({ name, title }) => `${name}: ${title}`);
    return { text: `${scenarios.length} scenarios\n${rows.join('\n')}\n`, facts: { scenarios } };
  }
  const report = await lab.check(scenario, frame);
  const id = checks.keep(report);
  return { text: `${await pageOf(report)}\nThis report is ${id}.\n`, facts: { id, report } };
}

export function explainTool(checks: GuardedChecks, given: { readonly text: string }): ToolAnswer {
  const text = checks.scrub(given.text);
  const id = text.trim().toLowerCase();
  if (isFindingId(id)) {
    const words = wordingOf(id);
    const { title, meaning, fix } = words;
    return { text: `${title}\n${meaning}\n${fix}\n`, facts: { recognised: true, matches: [{ id, ...words }] } };
  }
  const { recognised, matches, heard } = explainText(text);
  const [best] = matches;
  const first =
    recognised && best
      ? `${best.title} (${best.id}, ${best.confidence})\n${best.meaning}\n${best.fix}\nWho acts: ${best.owner}\n`
      : `Not recognised.${heard === null ? '' : ` Heard: ${heard}`}\n`;
  return { text: first, facts: { recognised, matches: [...matches], heard } };
}

const WAITED_FOR = { records: 'waiting for DNS', documents: 'waiting for what the domain publishes over HTTPS' } as const;

export async function discoverTool(
  checks: GuardedChecks,
  { dnsServer, resolve, timeouts }: PlanRequest,
  { address, protocol }: { readonly address: string; readonly protocol?: MailProtocol },
  { signal, onProgress }: CallFrame,
): Promise<ToolAnswer> {
  const { mailbox, host, literal, port, mode } = checks.readTarget(address);
  if (mailbox === null && (literal !== 0 || port !== null || mode !== null))
    throw new UsageError('address: give a mail address or a domain, without port or scheme');
  const deadline = new Deadline(timeouts.totalMs);
  const stopListening = deadline.interruptBy(signal);
  try {
    const onWait = (what: 'records' | 'documents'): void => onProgress(WAITED_FOR[what]);
    const options = { dnsServer, resolve, protocol: protocol ?? ('all' as const), httpAllowed: true, onWait };
    const asked = mailbox ? { user: mailbox.user, domain: mailbox.domain } : { domain: host };
    const { domain, candidates, provider, mx, isNullMx, notes, unavailable, error } = await discover(asked, options, deadline);
    const listed = (server: string): string => (checks.allows(server) ? '' : ', not on the list of allowed hosts');
    const rows = candidates.map(
      (one) => `${one.protocol} ${one.host}:${one.port} ${one.mode} (${one.confidence}, ${one.source})${listed(one.host)}`,
    );
    const found = candidates.length > 0;
    const head = found ? `Servers of ${domain}, the best first:` : `No servers were found for ${domain}.`;
    const facts = { domain, found, provider, candidates: [...candidates], mx, nullMx: isNullMx, notes, unavailable, error };
    return { text: `${[head, ...rows].join('\n')}\n`, facts };
  } finally {
    stopListening();
    deadline.release();
  }
}

type AskedRun = string | Record<string, unknown>;

export async function diffTool(
  checks: GuardedChecks,
  { before, after }: { readonly before: AskedRun; readonly after: AskedRun },
): Promise<ToolAnswer> {
  const read = (run: AskedRun, what: string): Report =>
    typeof run === 'string' ? checks.reportOf(run) : parseReport(checks.scrub(JSON.stringify(run)), what).report;
  const [first, second] = [read(before, 'before'), read(after, 'after')];
  const [a, b] = labelRuns({ report: first, name: null }, { report: second, name: null });
  const comparison = compareReports({ label: a, report: first }, { label: b, report: second }, toolVersion());
  const text = (await loadComparisonFormat('text'))(comparison, { colour: false, columns: 100, verbose: false, quiet: false });
  return { text, facts: { ...comparison } };
}

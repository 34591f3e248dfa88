// Runs the built program as a user would, and reads its report. Knows no server.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingId } from '../../../src/model/finding.ts';
import type { Report, ReportEndpoint } from '../../../src/model/report.ts';

const ROOT = join(import.meta.dirname, '../../..');
const RUN_WITHIN_MS = 300_000;

export interface ProgramRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** The words of a command that runs the rest of its line elsewhere, as in a network namespace. */
  readonly within?: readonly string[];
}

export function runProgram(args: readonly string[], { env = {}, stdin = '', within = [] }: RunOptions = {}): Promise<ProgramRun> {
  const program = join(ROOT, 'bin/mailprobe.js');
  if (!existsSync(join(ROOT, 'dist/mailprobe.cjs'))) throw new Error('there is no build: npm run build');
  const [command = '', ...words] = [...within, process.execPath, program, ...args];
  const child = spawn(command, words, {
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8', ...env },
    timeout: RUN_WITHIN_MS,
  });
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
  });
}

export interface CheckRun extends ProgramRun {
  readonly report: Report;
}

/** `mailprobe check … --json --verbose`. Throws, with all that was written, where that gives no report. */
export async function runCheck(args: readonly string[], options: RunOptions = {}): Promise<CheckRun> {
  const run = await runProgram(['check', ...args, '--json', '--verbose'], options);
  try {
    return { ...run, report: JSON.parse(run.stdout) as Report };
  } catch (cause) {
    throw new Error(`no report, exit ${run.code}:\n${run.stdout}${run.stderr}`, { cause });
  }
}

/** The endpoint of a port and mode. Throws where the report has none. */
export function endpointOf({ endpoints }: Report, port: number, mode: string): ReportEndpoint {
  const found = endpoints.find((endpoint) => endpoint.port === port && endpoint.mode === mode);
  if (!found) throw new Error(`no endpoint ${port}/${mode} among ${endpoints.map(({ id }) => id).join(', ')}`);
  return found;
}

/** What was found beyond mere information, in order. */
export const faultsOf = ({ findings }: Report): FindingId[] =>
  findings.filter(({ severity }) => severity !== 'info').map(({ id }) => id);

/** For the message of an assertion: what was found, why, and what was said to whom. */
export function describeReport({ summary, findings, endpoints }: Report): string {
  const found = findings.map(({ id, severity, evidence }) => `${severity} ${id}: ${evidence.join(' | ')}`);
  const said = endpoints.map(({ id, status, failure, transcript }) =>
    [`${id} ${status} ${failure?.code ?? ''}`, ...transcript.map(({ direction, line }) => `  ${direction}: ${line}`)].join('\n'),
  );
  return [summary, ...found, ...said].join('\n');
}

// Runs the straight line of a check in process against a lab or any host: options as typed, secrets as objects, every
// output format at the end. For tests alone; shares no judgement with them.
import { Readable } from 'node:stream';
import { type Checked as Check, checkTarget as check } from '../../../src/check/check.ts';
import { CHECK } from '../../../src/cli/commands/check-spec.ts';
import type { CommandArguments } from '../../../src/cli/commands/command.ts';
import { makeProgram } from '../../../src/cli/main.ts';
import type { CheckOptions } from '../../../src/cli/options/options.ts';
import { readRequest } from '../../../src/cli/options/request.ts';
import type { Io } from '../../../src/cli/terminal/io.ts';
import { clientCertificate } from '../../../src/lab/certificates.ts';
import type { Lab } from '../../../src/lab/lab.ts';
import type { Credentials, Plan } from '../../../src/model/plan.ts';
import type { Report } from '../../../src/model/report.ts';
import { Secret } from '../../../src/model/secret.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import type { FindOtherTrust } from '../../../src/probe/context.ts';
import { FORMAT_NAMES, type FormatName, loadFormat } from '../../../src/report/formats/index.ts';
import type { PlanRequest } from '../../../src/request/plan.ts';
import { parseTarget } from '../../../src/request/target.ts';

/** Where neither scenario nor test names a limit. None of these comes near it, on a machine ten times slower neither. */
export const GUARD_MS = 60_000;

export interface Checked extends Check {
  /** How long after the end of its time the check was over; 0: before it. */
  readonly overrunMs: number;
  readonly texts: Readonly<Record<FormatName, string>>;
}

const nowhere = { write: () => true };
const silentIo: Io = { stdout: nowhere, stderr: nowhere, stdin: Readable.from([]), env: {} };

async function parseOptions(argv: readonly string[]): Promise<CheckOptions> {
  let parsed: CommandArguments = { positionals: [], options: {} };
  const program = makeProgram(
    silentIo,
    ({ given }) => {
      parsed = given;
    },
    [CHECK],
  );
  await program.parseAsync(['check', ...argv], { from: 'user' });
  return parsed.options as CheckOptions;
}

/** What a command line does not carry. */
export interface Untypable {
  readonly credentials?: Credentials | null;
  readonly tls?: Partial<PlanRequest['tls']>;
  /** For whoever would interrupt it. */
  readonly onDeadline?: (deadline: Deadline) => void;
  readonly proxyLogin?: { readonly user: string; readonly password: Secret } | null;
  /** In place of this machine's list of roots, or Node's. */
  readonly findOtherTrust?: FindOtherTrust;
}

/** One check of `target` with these options, and with what can't be typed. */
export async function checkTarget(
  target: string,
  argv: readonly string[],
  { credentials = null, tls = {}, proxyLogin = null, onDeadline, findOtherTrust }: Untypable = {},
): Promise<Checked> {
  const typed = !credentials?.user ? argv : [...argv, '--user', credentials.user];
  const request = await readRequest(await parseOptions([target, ...typed]), silentIo);
  const proxy = request.proxy && proxyLogin ? { ...request.proxy, ...proxyLogin } : request.proxy;
  const whole = { ...request, tls: { ...request.tls, ...tls }, proxy, credentials };
  const deadline = new Deadline(whole.timeouts.totalMs);
  onDeadline?.(deadline);
  let timeIsUpAt = Number.POSITIVE_INFINITY;
  deadline.onOver(() => {
    timeIsUpAt = performance.now();
  });
  const hooks = { verbose: true, ...(findOtherTrust ? { findOtherTrust } : {}) };
  const checked = await check(parseTarget(target), whole, deadline, hooks);
  deadline.release();
  const overrunMs = Math.max(0, performance.now() - timeIsUpAt);
  return { ...checked, overrunMs, texts: await renderAll(checked.report, checked.plan) };
}

export async function renderAll(report: Report, plan: Pick<Plan, 'strict' | 'warnDays'>): Promise<Record<FormatName, string>> {
  const options = { verbose: true, quiet: false, colour: false, columns: 100, strict: plan.strict, warnDays: plan.warnDays };
  const rendered = await Promise.all(
    FORMAT_NAMES.map(async (name): Promise<[FormatName, string]> => [name, (await loadFormat(name))(report, options)]),
  );
  return Object.fromEntries(rendered) as Record<FormatName, string>;
}

const NO_CREDENTIALS = { user: '', password: null, token: null, oauth: null, notices: [] } as const;

/** What the scenario's login calls for; `secret`: in place of the account's own. */
export function credentialsOf({ scenario, account }: Lab, secret?: string): Credentials | null {
  const { user, password, token } = account;
  switch (scenario.check?.login) {
    case 'password':
      return { ...NO_CREDENTIALS, user, password: new Secret(secret ?? password) };
    case 'wrong-password':
      return { ...NO_CREDENTIALS, user, password: new Secret(secret ?? `not ${password}`) };
    case 'token':
      return { ...NO_CREDENTIALS, user, token: new Secret(secret ?? token) };
    case 'wrong-token':
      return { ...NO_CREDENTIALS, user, token: new Secret(secret ?? `${token}.old`) };
    case 'certificate':
      return { ...NO_CREDENTIALS, user };
    case 'anonymous':
      return { ...NO_CREDENTIALS };
    default:
      return null;
  }
}

/** The check that `mailprobe lab` would run. `more`: laid over the scenario's options. */
export function checkLab(lab: Lab, more: readonly string[] = [], secret?: string): Promise<Checked> {
  const { scenario, account } = lab;
  const certificate = scenario.check?.login === 'certificate' ? clientCertificate(account.user) : null;
  const options = scenario.check?.options ?? [];
  return checkTarget(
    lab.host,
    [
      ...['--port', Object.values(lab.ports).join(','), '--resolve', `${lab.host}:${lab.address}`],
      ...(options.includes('--timeout') ? [] : ['--timeout', `${GUARD_MS}ms`]),
      ...options,
      ...more,
    ],
    {
      credentials: credentialsOf(lab, secret),
      tls: {
        extraRoots: [lab.caPem],
        ...(certificate
          ? { clientCertificate: { certificatePem: certificate.chainPem, keyPem: new Secret(certificate.keyPem) } }
          : {}),
      },
    },
  );
}

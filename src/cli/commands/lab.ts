// `mailprobe lab`: brings up the embedded mail server with one fault and runs the ordinary check against it. Knows how
// to start both; knows nothing of any fault nor of how it is found.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namesNear } from '../../knowledge/near-names.ts';
import { clientCertificate } from '../../lab/certificates.ts';
import { findScenario, type Lab, startLab } from '../../lab/lab.ts';
import type { LabScenario } from '../../lab/scenario.ts';
import { SCENARIOS } from '../../lab/scenarios/index.ts';
import type { Report } from '../../model/report.ts';
import { quoteInput, shownPath, UsageError } from '../../model/usage-error.ts';
import { formatOf, notice } from '../check-run.ts';
import { parseArguments } from '../main.ts';
import type { CheckOptions } from '../options/options.ts';
import { EXIT } from '../output/exit-code.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import type { CheckFollower } from './check.ts';
import type { CommandArguments } from './command.ts';

const SECRET_VARIABLE = 'MAILPROBE_LAB_SECRET';

interface LabOptions extends CheckOptions {
  readonly list?: boolean;
  readonly keep?: boolean;
}

function listScenarios(options: LabOptions, io: Io): number {
  if (options.json) {
    const rows = SCENARIOS.map(({ name, title, expect }) => ({ name, title, expect }));
    io.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return EXIT.ok;
  }
  const width = Math.max(...SCENARIOS.map(({ name }) => name.length));
  for (const { name, title } of SCENARIOS) io.stdout.write(`${name.padEnd(width)}  ${title}\n`);
  return EXIT.ok;
}

async function chooseScenario(wanted: string): Promise<LabScenario> {
  const found = await findScenario(wanted);
  if (found) return found;
  const near = namesNear(
    wanted.toLowerCase(),
    SCENARIOS.map(({ name }) => name),
  );
  const hint = near.length > 0 ? `; there is ${near.join(', ')}` : '';
  throw new UsageError(`no scenario is called ${quoteInput(wanted)}${hint}; see mailprobe lab --list`);
}

/** The secret that the scenario's login calls for; null: none. */
function secretOf({ scenario, account }: Lab): string | null {
  switch (scenario.check?.login) {
    case 'password':
      return account.password;
    case 'token':
      return account.token;
    case 'wrong-password':
      return `not ${account.password}`;
    case 'wrong-token':
      return `${account.token}.old`;
    default:
      return null;
  }
}

/** The options of a check name certificates and keys by their files. */
async function makeFolder(): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), 'mailprobe-lab-'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `no folder for its certificates can be made in ${shownPath(tmpdir())} (${code}): name another in ${process.platform === 'win32' ? 'TEMP' : 'TMPDIR'}`,
      'lab',
    );
  }
}

async function loginArguments({ scenario, account }: Lab, folder: string): Promise<readonly string[]> {
  const login = scenario.check?.login;
  if (login === 'certificate') {
    const { chainPem, keyPem } = clientCertificate(account.user);
    const [cert, key] = [join(folder, 'client.pem'), join(folder, 'client.key')];
    await writeFile(cert, chainPem);
    await writeFile(key, keyPem, { mode: 0o600 });
    return ['--user', account.user, '--client-cert', cert, '--client-key', key];
  }
  if (login === undefined || login === 'anonymous') return [];
  return ['--user', account.user, login.endsWith('token') ? '--token-env' : '--password-env', SECRET_VARIABLE];
}

/** What one would type after `mailprobe check` for this lab. */
async function checkArguments(lab: Lab, folder: string): Promise<readonly string[]> {
  const root = join(folder, 'root.pem');
  await writeFile(root, lab.caPem);
  return [
    lab.host,
    ...['--port', Object.values(lab.ports).join(',')],
    ...['--resolve', `${lab.host}:${lab.address}`],
    ...['--ca', root],
    ...(await loginArguments(lab, folder)),
    ...(lab.scenario.check?.options ?? []),
  ];
}

// The user's own password or proxy has no business in a demonstration.
function labIo(io: Io, secret: string | null): Io {
  const { MAILPROBE_PASSWORD: _password, MAILPROBE_PROXY: _proxy, ...env } = io.env;
  return { ...io, env: secret === null ? env : { ...env, [SECRET_VARIABLE]: secret } };
}

const portsLine = (lab: Lab): string =>
  Object.entries(lab.ports)
    .map(([role, port]) => `${role} ${lab.address}:${port}`)
    .join(', ');

function nextLine({ scenario }: Lab): string {
  const at = SCENARIOS.findIndex(({ name }) => name === scenario.name);
  const next = SCENARIOS[(at + 1) % SCENARIOS.length];
  return `try next: mailprobe lab ${next?.name} (${next?.title}); all of them: mailprobe lab --list`;
}

/** Waits for Ctrl-C or SIGTERM, which is the ordinary way to end a lab that was kept. */
async function untilInterrupted(): Promise<void> {
  let release = () => {};
  await new Promise<void>((resolve) => {
    release = onInterrupt(resolve);
  });
  release();
}

async function keepUp(lab: Lab, folder: string, options: LabOptions, io: Io): Promise<void> {
  const plain = formatOf(options) === 'text' && options.output === undefined;
  const { user, password, token } = lab.account;
  // One document and nothing else on stdout where a program reads it.
  (plain ? io.stdout : io.stderr).write(
    [
      '',
      `The lab stays up until Ctrl-C: ${portsLine(lab)}`,
      `  host ${lab.host} (--resolve ${lab.host}:${lab.address}), root certificate ${join(folder, 'root.pem')}`,
      `  user ${user}, password "${password}", token ${token}`,
      '',
    ].join('\n'),
  );
  await untilInterrupted();
}

/** The report of a scenario's check, in silence; its server is up for that alone. Throws UsageError for an unknown one. */
export async function checkScenario(wanted: string, io: Io, follower: CheckFollower): Promise<Report> {
  const scenario = await chooseScenario(wanted);
  const folder = await makeFolder();
  const lab = await startLab(scenario);
  try {
    const silent = { write: () => true };
    const quietIo: Io = { stdout: silent, stderr: silent, stdin: io.stdin, env: labIo(io, secretOf(lab)).env };
    const { positionals, options } = await parseArguments(['check', ...(await checkArguments(lab, folder)), '--quiet'], quietIo);
    const { runCheckCommand } = await import('./check.ts');
    return (await runCheckCommand({ positionals, options }, quietIo, follower)).report;
  } finally {
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  }
}

export async function run({ positionals, options: given }: CommandArguments, io: Io): Promise<number> {
  const options = given as LabOptions;
  if (options.list) return listScenarios(options, io);
  const scenario = await chooseScenario(positionals[0] ?? 'healthy');
  const { list: _list, keep, ...checkOptions } = options;
  const folder = await makeFolder();
  const lab = await startLab(scenario);
  try {
    notice(io, options, `lab ${scenario.name}: ${scenario.title} (${portsLine(lab)})`);
    const { positionals: target, options: own } = await parseArguments(['check', ...(await checkArguments(lab, folder))], io);
    const { run: runCheck } = await import('./check.ts');
    const code = await runCheck({ positionals: target, options: { ...own, ...checkOptions } }, labIo(io, secretOf(lab)));
    if (keep && code !== EXIT.interrupted) await keepUp(lab, folder, options, io);
    else notice(io, options, nextLine(lab));
    return code;
  } finally {
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  }
}

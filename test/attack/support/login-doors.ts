// The ways into the program for the login counter: the engine, the library, `--all`, `batch` and `serve` in process, and the
// built command.
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { checkAll } from '../../../src/check/check-all.ts';
import { run as runBatch } from '../../../src/cli/commands/batch.ts';
import { COMMANDS } from '../../../src/cli/commands/index.ts';
import { makeProgram } from '../../../src/cli/main.ts';
import type { Io } from '../../../src/cli/terminal/io.ts';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import { check } from '../../../src/index.ts';
import type { ApplicationRequest, ClientLogin } from '../../../src/model/application-settings.ts';
import type { Credentials } from '../../../src/model/plan.ts';
import { portsByPreference } from '../../../src/model/protocol.ts';
import type { ReportCredentials } from '../../../src/model/report.ts';
import { Secret } from '../../../src/model/secret.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { runPlan } from '../../../src/probe/run.ts';
import type { PlanRequest } from '../../../src/request/plan.ts';
import { DEFAULT_REQUEST, makePlan } from '../../../src/request/plan.ts';
import { parseTarget } from '../../../src/request/target.ts';
import type { Configuration } from '../../../src/serve/module.ts';
import { makeFolder } from '../../scenarios/support/built-program.ts';
import { startDnsServer } from '../../support/dns-server.ts';
import { fetchFrom, startExporter } from '../../support/exporter.ts';
import { runFresh } from '../../support/fresh-program.ts';
import type { Door, DoorRequest, DoorVerdict } from './login-counter.ts';

const credentialsOf = ({ user, password, token }: DoorRequest): Credentials => ({
  user,
  password: token === null ? new Secret(password) : null,
  token: token === null ? null : new Secret(token),
  oauth: null,
  notices: [],
});

/** What no door but `check` itself has options for, as they would be read. */
const requestOf = (given: DoorRequest): PlanRequest => ({
  ...DEFAULT_REQUEST,
  protocol: given.protocol,
  ports: [given.port],
  modes: ['tls'],
  resolve: new Map([[given.host, [given.address]]]),
  tls: { ...DEFAULT_REQUEST.tls, extraRoots: [given.caPem] },
  timeouts: { ...DEFAULT_REQUEST.timeouts, totalMs: given.timeoutMs },
  auth: { ...DEFAULT_REQUEST.auth, only: given.only },
  credentials: credentialsOf(given),
});

const verdictOf = (credentials: ReportCredentials | null | undefined): DoorVerdict => ({
  status: credentials?.status ?? null,
  cause: credentials?.cause ?? null,
  sent: credentials?.attempts.map(({ sent }) => sent ?? 'nothing') ?? null,
});

/** Nothing is told of a login that another door would tell. */
const UNTOLD: DoorVerdict = { status: null, cause: null, sent: null };

/** The engine: plan, run, diagnose. `login`: as the client of an application's file would send it. */
const engineDoor =
  (login?: ClientLogin): Door =>
  async (given) => {
    const made = makePlan(parseTarget(given.host), requestOf(given));
    const plan = login
      ? { ...made, application: { file: 'settings', settings: {}, traps: [], login } as unknown as ApplicationRequest }
      : made;
    const deadline = new Deadline(plan.timeouts.totalMs);
    try {
      const { observations } = await runPlan(plan, deadline);
      const { credentials } = diagnose(plan, observations);
      const attempts = observations.credentials?.attempts ?? [];
      return { status: credentials?.status ?? null, cause: credentials?.cause ?? null, sent: attempts.map(({ sent }) => sent) };
    } finally {
      deadline.release();
    }
  };

export const throughEngine = engineDoor();
export const throughEngineAs = (login: ClientLogin): Door => engineDoor(login);

/** `mailprobe check`. */
export const throughCheck: Door = async ({ protocol, host, address, port, user, password, token, caPem, timeoutMs, only }) => {
  const folder = makeFolder();
  try {
    const argv = [
      ...['check', host, '--protocol', protocol, '--port', `${port}`, '--mode', 'tls', '--json'],
      ...['--resolve', `${host}:${address}`, '--ca', folder.file('root.pem', caPem)],
      ...['--timeout', `${timeoutMs}ms`, '--user', user],
      ...(only === null ? [] : ['--auth', only.join(',')]),
      ...(token === null ? [] : ['--token-env', 'LOGIN_TOKEN']),
    ];
    const env = token === null ? { MAILPROBE_PASSWORD: password } : { LOGIN_TOKEN: token };
    const { stdout, stderr } = await runFresh(argv, { env });
    if (stdout === '') throw new Error(stderr);
    const { credentials } = JSON.parse(stdout);
    return {
      status: credentials.status,
      cause: credentials.cause,
      sent: credentials.attempts.map(({ sent }: { sent: string }) => sent),
    };
  } finally {
    folder.remove();
  }
};

/** `import { check } from 'mailprobe'`. */
export const throughLibrary: Door = async (given) => {
  const { credentials } = await check(given.host, { request: requestOf(given) });
  return verdictOf(credentials);
};

/** `--all` for a mailbox whose domain names one server, of one protocol. */
export const throughAll: Door = async (given) => {
  const domain = given.host.split('.').slice(1).join('.');
  const srv = portsByPreference(given.protocol).find(({ mode }) => mode === 'tls')?.srv ?? '';
  const dns = await startDnsServer({
    [domain]: {},
    [given.host]: { A: [given.address] },
    [`${srv}.${domain}`]: { SRV: [[0, 0, given.port, given.host]] },
  });
  const deadline = new Deadline(given.timeoutMs);
  try {
    const request = { ...requestOf(given), protocol: null, ports: null, dnsServer: { address: '127.0.0.1', port: dns.port } };
    const { report } = await checkAll(parseTarget(`ada@${domain}`), request, deadline);
    const part = report.parts?.find(({ target }) => target.protocol === given.protocol);
    return verdictOf(part?.credentials ?? report.credentials);
  } finally {
    deadline.release();
    await dns.close();
  }
};

async function batchOnce(argv: readonly string[], env: Io['env']): Promise<void> {
  const nowhere = {
    write: (_text: string, done?: () => void) => {
      done?.();
      return true;
    },
  };
  const io: Io = { stdout: nowhere, stderr: nowhere, stdin: Readable.from([]), env };
  let ran: Promise<unknown> = Promise.resolve();
  const program = makeProgram(
    io,
    ({ given }) => {
      ran = runBatch(given, io);
    },
    COMMANDS,
  );
  await program.parseAsync(['batch', ...argv], { from: 'user' });
  await ran;
}

/** `batch` over a list that has the host twice, and then `--resume` of the same. */
export const throughBatch: Door = async (given) => {
  const folder = makeFolder();
  try {
    const line = `${given.host} port=${given.port} mode=tls protocol=${given.protocol} address=${given.address}`;
    const [list, out] = [folder.file('list', `${line}\n${line} servername=${given.host}\n`), join(folder.path, 'out.jsonl')];
    const argv = [
      ...[list, '-o', out, '--resume', out, '--workers', '1', '--ca', folder.file('root.pem', given.caPem)],
      ...['--timeout', `${given.timeoutMs}ms`, '--user', given.user],
      ...(given.only === null ? [] : ['--auth', given.only.join(',')]),
      ...(given.token === null ? [] : ['--token-env', 'LOGIN_TOKEN']),
    ];
    const env = given.token === null ? { MAILPROBE_PASSWORD: given.password } : { LOGIN_TOKEN: given.token };
    for (const _run of ['first', 'resumed']) await batchOnce(argv, env);
    return UNTOLD;
  } finally {
    folder.remove();
  }
};

const SCRAPES = 3;

/** Scrapes of one module, one after the other. */
export const throughServe: Door = async (given) => {
  const { credentials, ...request } = requestOf(given);
  if (credentials === null) throw new Error('there is no login');
  const login = { user: given.user, credentials: async () => credentials };
  const module = { name: 'login', request: { ...request, credentials: null }, login, allowedTargets: null };
  const configuration: Configuration = { modules: new Map([['login', module]]), allowedTargets: null, notices: [] };
  const { base, exporter } = await startExporter(configuration);
  try {
    for (let scrape = 0; scrape < SCRAPES; scrape += 1) await fetchFrom(base, `/probe?module=login&target=${given.host}`);
    return UNTOLD;
  } finally {
    await exporter.close(0);
  }
};

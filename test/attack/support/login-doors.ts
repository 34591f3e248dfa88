// The ways into the program for the login counter: the engine in process, and the built command.
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import { Secret } from '../../../src/model/secret.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { DEFAULT_REQUEST, makePlan } from '../../../src/probe/plan.ts';
import { runPlan } from '../../../src/probe/run.ts';
import { parseTarget } from '../../../src/probe/target.ts';
import { makeFolder, run } from '../../scenarios/support/built-program.ts';
import type { Door } from './login-counter.ts';

/** The engine: plan, run, diagnose. */
export const throughEngine: Door = async ({ protocol, host, address, port, user, password, token, caPem, timeoutMs, only }) => {
  const plan = makePlan(parseTarget(host), {
    ...DEFAULT_REQUEST,
    protocol,
    ports: [port],
    modes: ['tls'],
    resolve: new Map([[host, [address]]]),
    tls: { ...DEFAULT_REQUEST.tls, extraRoots: [caPem] },
    timeouts: { ...DEFAULT_REQUEST.timeouts, totalMs: timeoutMs },
    auth: { ...DEFAULT_REQUEST.auth, only },
    credentials: {
      user,
      password: token === null ? new Secret(password) : null,
      token: token === null ? null : new Secret(token),
      oauth: null,
      notices: [],
    },
  });
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

/** `mailprobe check`, as built. */
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
    const { stdout, stderr } = await run(argv, { env });
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

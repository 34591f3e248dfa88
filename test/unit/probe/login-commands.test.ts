// How the login coordinator chooses between SASL mechanisms and a protocol's own login commands.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AuthOptions, Credentials } from '../../../src/model/plan.ts';
import { Secret } from '../../../src/model/secret.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { Redactor } from '../../../src/net/redactor.ts';
import { LoginCoordinator } from '../../../src/probe/login-coordinator.ts';
import { EndpointRecorder } from '../../../src/probe/recorder.ts';
import type { LoginResult, Session } from '../../../src/protocols/protocol.ts';
import { DEFAULT_REQUEST, makePlan } from '../../../src/request/plan.ts';

const REFUSAL = { code: null, enhanced: 'AUTH', lines: ['[AUTH] no'], status: '-ERR' };
const UNKNOWN = { code: null, enhanced: null, lines: ['Unsupported authentication mechanism.'], status: '-ERR' };

interface Row {
  readonly mechanisms?: string[];
  /** In brackets: only by name. */
  readonly commands?: string[];
  readonly auth?: Partial<AuthOptions>;
  readonly token?: true;
  /** Names that the server says it does not know; every other login is refused. */
  readonly unknown?: string[];
}

/** The names of the attempts, or why there were none with what was offered. */
async function tried({ mechanisms = [], commands = [], auth = {}, token, unknown = [] }: Row): Promise<string> {
  const deadline = new Deadline(60_000);
  const credentials: Credentials = {
    user: 'me@lab.test',
    password: token ? null : new Secret('correct-horse'),
    token: token ? new Secret('a-token') : null,
    oauth: null,
    notices: [],
  };
  const plan = makePlan(
    { input: 'lab.test', protocol: 'pop3', host: 'lab.test', literal: 0, mailbox: null, port: null, mode: null },
    { ...DEFAULT_REQUEST, modes: ['plain'], auth: { only: null, exclude: [], all: false, allowInsecure: true, ...auth } },
  );
  const redactor = new Redactor();
  const logins = new LoginCoordinator(plan, credentials, deadline, redactor);
  const spec = { protocol: 'pop3', address: '192.0.2.1', family: 4, port: 110, mode: 'plain' } as const;
  const recorder = new EndpointRecorder(spec, deadline, redactor);
  const loginCommands = commands.map((name) => ({
    name: name.replace(/[()]/g, ''),
    onlyByName: name.startsWith('('),
    exposesSecret: true,
  }));
  recorder.plaintext = { keywords: [], mechanisms, loginCommands, offersStartTls: false, refusal: null };
  const answer = async (name: string): Promise<LoginResult> => ({
    status: 'rejected',
    reply: unknown.includes(name) ? UNKNOWN : REFUSAL,
    failure: null,
    challenge: null,
    faultsMechanism: false,
    hasSentSecret: !unknown.includes(name),
  });
  const session: Pick<Session, 'authenticate' | 'logIn'> = {
    authenticate: (name) => answer(name),
    logIn: (name) => answer(`command ${name}`),
  };
  // As run.ts does it: with `--auth-all` the endpoint comes back, on a new connection, for each further mechanism.
  do {
    if (await logins.apply(recorder)) await logins.logIn(recorder, session as Session, null);
  } while (logins.takeAnother() !== null);
  deadline.release();
  const { attempts, skipped } = await logins.observation();
  if (skipped) return `${skipped.reason}: ${skipped.offered.join(' ')}`;
  return attempts.map(({ mechanism }) => mechanism).join(' ');
}

const ROWS: readonly [string, Row, string][] = [
  ['a mechanism before a command', { mechanisms: ['PLAIN'], commands: ['USER'] }, 'PLAIN'],
  ['the command where there is no mechanism', { commands: ['USER'] }, 'USER'],
  ['the command where no mechanism fits', { mechanisms: ['GSSAPI', 'XOAUTH2'], commands: ['USER'] }, 'USER'],
  ['the command by name', { mechanisms: ['PLAIN'], commands: ['USER'], auth: { only: ['USER'] } }, 'USER'],
  ['the command excluded', { commands: ['USER'], auth: { exclude: ['USER'] } }, 'no-common-mechanism: USER'],
  ['another one named', { commands: ['USER'], auth: { only: ['PLAIN'] } }, 'no-common-mechanism: USER'],
  ['only by name, not named', { commands: ['USER', '(APOP)'] }, 'USER'],
  ['only by name, named', { commands: ['USER', '(APOP)'], auth: { only: ['APOP'] } }, 'APOP'],
  ['only by name, and nothing else', { commands: ['(APOP)'] }, 'no-common-mechanism: APOP'],
  ['tokens only', { mechanisms: ['XOAUTH2'], commands: ['(LOGIN)'] }, 'oauth-required: XOAUTH2'],
  ['tokens only, the command named', { mechanisms: ['XOAUTH2'], commands: ['(LOGIN)'], auth: { only: ['LOGIN'] } }, 'LOGIN'],
  [
    'tokens and a command, which is excluded',
    { mechanisms: ['XOAUTH2'], commands: ['USER'], auth: { exclude: ['USER'] } },
    'no-common-mechanism: XOAUTH2 USER',
  ],
  ['a token is nothing for a command', { commands: ['USER'], token: true }, 'no-common-mechanism: USER'],
  ['nothing', {}, 'not-advertised: '],
  ['all', { mechanisms: ['PLAIN', 'CRAM-MD5'], commands: ['USER', '(APOP)'], auth: { all: true } }, 'CRAM-MD5 PLAIN USER'],
  ['a mechanism that is not taken', { mechanisms: ['PLAIN'], commands: ['USER'], unknown: ['PLAIN'] }, 'PLAIN USER'],
  ['a mechanism whose credentials are not taken', { mechanisms: ['PLAIN'], commands: ['USER'] }, 'PLAIN'],
];

describe('Login logins, commands beside mechanisms', () => {
  for (const [name, row, expected] of ROWS) it(name, async () => assert.equal(await tried(row), expected));
});

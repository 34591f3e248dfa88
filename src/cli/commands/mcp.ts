// `mailprobe mcp`: reads what an assistant may do, opens the server on stdin and stdout, and ends with its client. stdout
// carries the protocol alone.
import { SCENARIOS } from '../../lab/scenarios/index.ts';
import { GuardedChecks } from '../../mcp/guarded-checks.ts';
import { serveMcp } from '../../mcp/mcp-server.ts';
import { type LoginReference, openLogins } from '../../mcp/named-logins.ts';
import { UsageError } from '../../model/usage-error.ts';
import { parseTargetList, type TargetList } from '../../request/target-list.ts';
import { processRedactor, registerSecret, safeLine } from '../login/redaction.ts';
import type { CheckOptions } from '../options/options.ts';
import { readRequest } from '../options/request.ts';
import { EXIT } from '../output/exit-code.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import type { CheckFollower } from './check.ts';
import type { CommandArguments } from './command.ts';
import { checkScenario } from './lab.ts';

interface McpCommandOptions extends Omit<CheckOptions, 'login'> {
  readonly allow?: readonly string[];
  readonly login?: readonly LoginReference[];
  readonly loginEach?: true;
}

/** Where an assistant may go is for a person to say: without a word, nowhere, and with `any` without a login. */
function allowedHosts({ allow = [], login = [] }: McpCommandOptions): TargetList {
  const isAny = allow.includes('any');
  if (login.length > 0 && (isAny || allow.length === 0))
    throw new UsageError('it wants --allow with the hosts that may have it: an assistant could name any other', '--login');
  return isAny ? { allows: () => true } : parseTargetList(allow);
}

export async function run({ options: given }: CommandArguments, io: Io): Promise<number> {
  const options = given as McpCommandOptions;
  const allowed = allowedHosts(options);
  const { login = [], loginEach, allow: _allow, ...checkOptions } = options;
  const request = await readRequest(checkOptions, io);
  const logins = await openLogins(login, io.env, registerSecret);
  const checks = new GuardedChecks({ request, allowed, logins, repeatsLogins: loginEach === true, redactor: processRedactor });
  const lab = {
    list: async () => SCENARIOS.map(({ name, title }) => ({ name, title })),
    check: (scenario: string, follower: CheckFollower) => checkScenario(scenario, io, follower),
  };
  const onNotice = (text: string): void => void io.stderr.write(`mailprobe: ${text}\n`);
  const onFault = (error: unknown): void => onNotice(safeLine(error instanceof Error ? error.message : String(error)));
  const ended = new Promise<number>((resolve) => {
    onInterrupt(() => resolve(EXIT.interrupted));
    io.stdin.once('end', () => resolve(EXIT.ok));
    io.stdin.once('close', () => resolve(EXIT.ok));
  });
  const server = serveMcp({ checks, request, lab, onFault, onNotice });
  const code = await ended;
  await server.close();
  return code;
}

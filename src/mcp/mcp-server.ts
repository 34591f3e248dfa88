// The tools over the Model Context Protocol on stdin and stdout, by its official SDK. Loaded by `mailprobe mcp` alone; knows
// nothing of mail.
import { fromJsonSchema, McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { toolVersion } from '../check/tool-version.ts';
import { UsageError } from '../model/usage-error.ts';
import type { StageWait } from '../probe/waits.ts';
import type { PlanRequest } from '../request/plan.ts';
import type { CallFrame, GuardedChecks } from './guarded-checks.ts';
import { checkTool, diffTool, discoverTool, explainTool, type LabDoor, labTool, type ToolAnswer } from './mail-tools.ts';
import * as schemas from './tool-schemas.ts';

export interface McpOptions {
  readonly checks: GuardedChecks;
  readonly request: PlanRequest;
  readonly lab: LabDoor;
  /** Told of a fault of ours. */
  readonly onFault: (error: unknown) => void;
  /** Told in our own words of what the client sent and nobody understood. */
  readonly onNotice: (text: string) => void;
}

interface Tool<A> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Record<string, unknown>;
  readonly output: Record<string, unknown>;
  /** Whether it talks to hosts elsewhere. */
  readonly isOpenWorld: boolean;
  readonly call: (given: A, frame: CallFrame) => ToolAnswer | Promise<ToolAnswer>;
}

function waitsText(waits: readonly StageWait[]): string | null {
  const [longest] = waits.toSorted((one, other) => one.sinceMs - other.sinceMs);
  return longest ? `port ${longest.port}: waiting at ${longest.stage}` : null;
}

/** What is waited for goes to the client as it changes, where it asked for that. */
function frameOf({ mcpReq }: ServerContext): CallFrame {
  const progressToken = mcpReq._meta?.progressToken;
  let progress = 0;
  let last = '';
  const onProgress = (message: string): void => {
    if (progressToken === undefined || message === last || mcpReq.signal.aborted) return;
    last = message;
    progress += 1;
    const params = { progressToken, progress, message };
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {}); // The client has gone.
  };
  const onWaits = (waits: readonly StageWait[]): void => {
    const message = waitsText(waits);
    if (message !== null) onProgress(message);
  };
  return { signal: mcpReq.signal, onWaits, onProgress };
}

function addTool<A>(server: McpServer, tool: Tool<A>, onFault: McpOptions['onFault']): void {
  const { name, title, description, input, output, isOpenWorld, call } = tool;
  const config = {
    title,
    description,
    inputSchema: fromJsonSchema<A>(input),
    outputSchema: fromJsonSchema<Record<string, unknown>>(output),
    annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: isOpenWorld },
  };
  server.registerTool(name, config, async (given, context) => {
    try {
      const { text, facts } = await call(given as A, frameOf(context));
      // As the client will read it: what JSON has no word for is not in it.
      const structuredContent = JSON.parse(JSON.stringify(facts)) as Record<string, unknown>;
      return { content: [{ type: 'text' as const, text }], structuredContent };
    } catch (error) {
      if (!(error instanceof UsageError)) onFault(error);
      const text = error instanceof UsageError ? error.message : 'mailprobe itself failed; its log on stderr says where';
      return { content: [{ type: 'text' as const, text }], isError: true };
    }
  });
}

function makeServer({ checks, request, lab, onFault }: McpOptions): McpServer {
  const server = new McpServer({ name: 'mailprobe', version: toolVersion() });
  const add = <A>(tool: Tool<A>): void => addTool(server, tool, onFault);
  add({
    name: 'check',
    title: 'Check a mail host',
    description: 'Why mail does not go through a server, and who must change what. Connects to it, and never sends mail.',
    input: schemas.checkInput(checks.loginNames),
    output: schemas.CHECK_OUTPUT,
    isOpenWorld: true,
    call: (given: Parameters<typeof checkTool>[1], frame) => checkTool(checks, given, frame),
  });
  add({
    name: 'explain',
    title: 'Explain an error',
    description: 'What a server reply, exception, log or error code means, and what to do. Offline.',
    input: schemas.EXPLAIN_INPUT,
    output: schemas.EXPLAIN_OUTPUT,
    isOpenWorld: false,
    call: (given: Parameters<typeof explainTool>[1]) => explainTool(checks, given),
  });
  add({
    name: 'discover',
    title: 'Find mail servers',
    description: 'Which servers and settings serve a mail address or domain. Asks DNS and HTTPS, no mail server.',
    input: schemas.DISCOVER_INPUT,
    output: schemas.DISCOVER_OUTPUT,
    isOpenWorld: true,
    call: (given: Parameters<typeof discoverTool>[2], frame) => discoverTool(checks, request, given, frame),
  });
  add({
    name: 'diff',
    title: 'Compare two reports',
    description: 'What differs between two reports of check, by their ids or whole, and what it means. Offline.',
    input: schemas.DIFF_INPUT,
    output: schemas.DIFF_OUTPUT,
    isOpenWorld: false,
    call: (given: Parameters<typeof diffTool>[1]) => diffTool(checks, given),
  });
  add({
    name: 'lab',
    title: 'Show a fault',
    description: 'Starts a mail server with one chosen fault on loopback, checks it, and ends it; or lists the faults.',
    input: schemas.LAB_INPUT,
    output: schemas.LAB_OUTPUT,
    isOpenWorld: false,
    call: (given: Parameters<typeof labTool>[2], frame) => labTool(checks, lab, given, frame),
  });
  return server;
}

/** The SDK quotes of a message that it does not understand; what stands there may be anything. */
const transportNotice = (error: Error): string =>
  'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)
    ? `the connection to the client failed (${error.code})`
    : 'a message of the client was not understood, and had no effect';

/** Serves until it is closed, or stdin ends. */
export const serveMcp = (options: McpOptions): { readonly close: () => Promise<void> } =>
  serveStdio(() => makeServer(options), { onerror: (error) => options.onNotice(transportNotice(error)) });

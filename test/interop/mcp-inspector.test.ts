// The inspector of the Model Context Protocol, another program than the SDK's client, as the client of `mailprobe mcp`: it finds
// nothing to warn of in the tools, and what they answer is what their schemas say. The inspector wants a newer Node than the
// oldest that mailprobe runs on; both come from npm, and where they do not, the test is skipped and says so.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { notBuilt, PROGRAM } from '../scenarios/support/built-program.ts';
import { assertValidReport } from '../scenarios/support/promises.ts';

const PACKAGES = ['-p', 'node@22', '-p', '@modelcontextprotocol/inspector@2'];
const PATIENCE_MS = 300_000;

function npx(...words: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync('npx', ['--yes', ...PACKAGES, ...words], { encoding: 'utf8', timeout: PATIENCE_MS, maxBuffer: 1 << 26 });
}

function inspectorIsMissing(): string | false {
  const { status, stdout, stderr } = npx('node', '--version');
  if (status === 0 && /^v22\./.test(stdout)) return false;
  const reason = `npx fetches no Node 22 with the inspector: ${stderr.trim().split('\n').at(-1)}`;
  if (process.env.CI) throw new Error(`interop tests cannot run, and CI wants them: ${reason}`);
  process.stderr.write(`interop: the inspector of MCP is NOT tested: ${reason}\n`);
  return reason;
}

/** Of the present Node, which is the one that mailprobe is to run on. */
const inspect = (...words: readonly string[]) =>
  npx('mcp-inspector', '--cli', process.execPath, PROGRAM, 'mcp', '--allow', 'mail.lab.test', ...words);

interface ListedTool {
  readonly name: string;
  readonly outputSchema: Record<string, unknown>;
}

interface Result {
  readonly isError?: boolean;
  readonly content: readonly { readonly text: string }[];
  readonly structuredContent: Readonly<Record<string, unknown>>;
}

describe('the inspector of MCP', { skip: notBuilt || inspectorIsMissing() }, () => {
  let tools: readonly ListedTool[] = [];

  const call = (name: string, given: Readonly<Record<string, unknown>>): Result => {
    const { status, stdout, stderr } = inspect(
      ...['--method', 'tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(given)],
    );
    assert.ok(stdout.startsWith('{'), stderr);
    const result = JSON.parse(stdout) as Result;
    assert.equal(status === 0, result.isError !== true, stderr);
    if (result.isError) return result;
    const schema = tools.find((tool) => tool.name === name)?.outputSchema;
    assert.ok(schema, name);
    const validate = new Ajv2020({ allErrors: true }).compile(schema);
    assert.ok(validate(result.structuredContent), JSON.stringify(validate.errors));
    return result;
  };

  it('lists the tools, and has nothing against their schemas', () => {
    const { status, stdout, stderr } = inspect('--method', 'tools/list', '--strict');
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stderr, /\b[1-9]\d* (?:error|warning)s?\b/);
    const listed = JSON.parse(stdout) as { readonly tools: readonly ListedTool[] };
    tools = listed.tools;
    assert.deepEqual(tools.map(({ name }) => name).sort(), ['check', 'diff', 'discover', 'explain', 'lab']);
  });

  it('calls explain', () => {
    const { structuredContent } = call('explain', {
      text: '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
    });
    const [first] = structuredContent.matches as readonly { readonly id: string }[];
    assert.equal(first?.id, 'auth-protocol-disabled');
  });

  it('calls lab, whose report is one', () => {
    const { content, structuredContent } = call('lab', { scenario: 'expired-certificate' });
    assert.match(content[0]?.text ?? '', /^FAIL .*expired/);
    assertValidReport(JSON.stringify(structuredContent.report));
  });

  it('is told of a host that is not on the list', () => {
    const { isError, content } = call('check', { target: 'mail.elsewhere.test' });
    assert.ok(isError);
    assert.match(content[0]?.text ?? '', /mail\.elsewhere\.test is not on the list of allowed hosts/);
  });
});

// A whole run against scripted servers on loopback: what is probed, in which order it is shown, and what is asked again.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Observations } from '../../../src/model/observation.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { Secret } from '../../../src/model/secret.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { Semaphore } from '../../../src/net/semaphore.ts';
import { type RunHooks, runPlan } from '../../../src/probe/run.ts';
import { Waits } from '../../../src/probe/waits.ts';
import { makePlan } from '../../support/plan.ts';
import { until } from '../../support/until.ts';
import { closedPort, type Script, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const HOUR_MS = 3_600_000;
const servers: ScriptedServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(script: Script = {}): Promise<ScriptedServer> {
  const server = await startScriptedServer(script);
  servers.push(server);
  return server;
}

async function run(more: Partial<Plan>, hooks: RunHooks = {}, deadline = new Deadline(HOUR_MS)): Promise<Observations> {
  const plan = makePlan({
    host: '127.0.0.1',
    literal: 4,
    modes: ['plain'],
    endpointsNamed: true,
    ehloName: 'client.test',
    // The PTR record is asked for here, and refused at once.
    dnsServer: { address: '127.0.0.1', port: await closedPort() },
    ...more,
  });
  try {
    return (await runPlan(plan, deadline, hooks)).observations;
  } finally {
    deadline.release();
  }
}

const portsOf = ({ endpoints }: Observations): number[] => endpoints.map(({ port }) => port);

describe('runPlan', () => {
  it('shows the endpoints in the order of the plan, and of each port whether it took a connection', async () => {
    const [first, second, nothing] = [await serve(), await serve(), await closedPort()];
    const ports = [second.port, nothing, first.port];
    const observations = await run({ ports });
    assert.deepEqual(portsOf(observations), ports);
    assert.deepEqual(
      observations.endpoints.map(({ failure }) => failure?.kind ?? 'none'),
      ['none', 'system', 'none'],
    );
    assert.deepEqual(observations.dns.addresses, [
      { address: '127.0.0.1', family: 4, ports: { [second.port]: 'open', [nothing]: 'refused', [first.port]: 'open' } },
    ]);
    assert.deepEqual([observations.auxiliary, observations.credentials, observations.scans], [[], null, []]);
    await until(() => second.heard[0]?.at(-1) === 'QUIT', 'QUIT');
    assert.deepEqual(second.heard, [['EHLO client.test', 'QUIT']]);
  });

  it('opens no connection where the plan wants no address that there is', async () => {
    const server = await serve();
    const { endpoints, dns } = await run({ ports: [server.port], families: [6] });
    assert.deepEqual([endpoints, dns.addresses[0]?.ports, server.heard], [[], { [server.port]: 'untried' }, []]);
  });

  it('opens no connection before it is admitted, and none after an interrupt', async () => {
    const server = await serve();
    const deadline = new Deadline(HOUR_MS);
    const asked: (readonly string[])[] = [];
    const admit = async (addresses: readonly string[]): Promise<void> => {
      asked.push(addresses);
      deadline.interrupt();
    };
    const { endpoints, interrupted } = await run({ ports: [server.port] }, { admit }, deadline);
    assert.deepEqual([asked, server.heard, interrupted], [[['127.0.0.1']], [], true]);
    const [failure] = endpoints.map((one) => one.failure);
    assert.equal(failure?.kind === 'not-tried' && failure.reason, 'interrupted');
  });

  it('repeats alone what may have been refused for being one of many', async () => {
    const good = await serve();
    const lastWords: (string | undefined)[] = [];
    const greeting = (connection: number): string => {
      lastWords.push(good.heard[0]?.at(-1));
      return connection === 0 ? '421 too many connections\r\n' : '220 ready\r\n';
    };
    const limited = await serve({ greeting, answers: { EHLO: '250 mail.example.org\r\n' } });
    const { endpoints } = await run({ ports: [limited.port, good.port] });
    assert.deepEqual(
      endpoints.map(({ failure, repeatedAfter }) => [failure, repeatedAfter?.kind]),
      [
        [null, 'reply'],
        [null, undefined],
      ],
    );
    // When it was repeated, the other connection had come to its end.
    assert.deepEqual([lastWords.length, lastWords[1]], [2, 'QUIT']);
    assert.equal(good.heard.length, 1);
  });

  it('does not repeat what a single probe was refused', async () => {
    const server = await serve({ greeting: () => '421 not today\r\n' });
    const { endpoints } = await run({ ports: [server.port] });
    assert.deepEqual([endpoints[0]?.repeatedAfter, server.heard.length], [null, 1]);
  });

  it('asks a port that greets in the clear in its other mode, beside the endpoints', async () => {
    const server = await serve();
    const { endpoints, auxiliary } = await run({ ports: [server.port], modes: ['tls'] });
    assert.deepEqual(
      endpoints.map(({ mode, failure }) => [mode, failure?.kind]),
      [['tls', 'tls']],
    );
    assert.deepEqual(
      auxiliary.map(({ mode, greeting }) => [mode, greeting?.code]),
      [['starttls', 220]],
    );
  });

  it('does not ask in another mode what was asked in both', async () => {
    const server = await serve();
    const { endpoints, auxiliary } = await run({ ports: [server.port], modes: ['tls', 'starttls'] });
    assert.deepEqual([endpoints.length, auxiliary], [2, []]);
  });

  it('keeps the cap that it shares with other runs', async () => {
    const server = await serve();
    const connections = new Semaphore(1);
    const held = await connections.acquire();
    assert.equal(held.kind, 'acquired');
    const stages: string[] = [];
    const waits = new Waits((now) => stages.push(now.map(({ port, stage }) => `${stage} ${port === server.port}`).join()));
    const running = run({ ports: [server.port] }, { connections, waits });
    while (connections.waiting === 0) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(server.heard, []);
    if (held.kind === 'acquired') held.release();
    await running;
    assert.equal(server.heard.length, 1);
    // Nothing is waited for while it stands in line, and nothing in the end.
    assert.equal(stages[0], 'connect true');
    assert.ok(stages.includes('greeting true') && stages.includes('ehlo true'));
    assert.equal(stages.at(-1), '');
  });

  it('lets no secret out, also where the server says it', async () => {
    const server = await serve({ greeting: () => '220 hello correct-horse-battery\r\n' });
    const password = new Secret('correct-horse-battery');
    const credentials = { user: 'me', password, token: null, oauth: null, notices: [] };
    const observations = await run({ ports: [server.port], credentials });
    assert.doesNotMatch(JSON.stringify(observations), /correct-horse-battery/);
    assert.deepEqual(observations.endpoints[0]?.greeting?.lines, ['hello ***']);
    assert.equal(observations.credentials?.skipped?.reason, 'plaintext');
  });
});

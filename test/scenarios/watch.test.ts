// A watch of servers that fail by a script: every third connection, one of two addresses, from a moment on. The runs are real
// checks of real sockets; only the time between them is the test's own.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { describe, it } from 'node:test';
import { readRequest } from '../../src/cli/options/request.ts';
import { LAB_HOST, labRootPem } from '../../src/lab/certificates.ts';
import { parseTarget } from '../../src/request/target.ts';
import { concludeWatch, type WatchConclusion } from '../../src/watch/conclusion.ts';
import { type WatchClock, type WatchedRun, watch } from '../../src/watch/watch.ts';
import type { WatchStatistics } from '../../src/watch/watch-statistics.ts';
import { WatchedHost } from '../../src/watch/watched-host.ts';
import { until } from '../support/until.ts';
import { answers, talk } from './support/raw-port.ts';

const EVERY_MS = 30_000;
const GUARD_MS = 60_000;

type Answer = 'works' | 'closes' | 'busy' | 'fails';
/** `address`: of this end; `count`: connections to it before. */
type Script = (address: string, count: number) => Answer;

const EHLO = `250-${LAB_HOST}\r\n250 STARTTLS\r\n`;
const UNDER_TLS = `250-${LAB_HOST}\r\n250 AUTH PLAIN\r\n`;

interface Scripted {
  readonly port: number;
  readonly taken: () => number;
  readonly standing: () => number;
  close(): void;
}

/** A submission server on every address of loopback. */
async function openScripted(script: Script): Promise<Scripted> {
  const counts = new Map<string, number>();
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    const address = socket.localAddress ?? '';
    const count = counts.get(address) ?? 0;
    counts.set(address, count + 1);
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    const answer = script(address, count);
    if (answer === 'closes') socket.end();
    else if (answer === 'busy') socket.end('421 4.3.2 try again later\r\n');
    else
      talk(
        socket,
        `220 ${LAB_HOST} ESMTP\r\n`,
        answers({
          EHLO: answer === 'fails' ? '550 5.3.0 no\r\n' : EHLO,
          HELO: '550 5.3.0 no\r\n',
          STARTTLS: '220 2.0.0 go ahead\r\n',
        }),
        answers({ EHLO: UNDER_TLS }),
      );
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  return {
    port: (server.address() as net.AddressInfo).port,
    taken: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    standing: () => sockets.size,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Time that passes only in sleep. */
class ScriptedClock implements WatchClock {
  #now = 0;
  readonly slept: number[] = [];

  now(): number {
    return this.#now;
  }

  async sleep(ms: number): Promise<void> {
    this.slept.push(ms);
    this.#now += ms;
  }
}

interface Watched {
  readonly statistics: WatchStatistics;
  readonly conclusion: WatchConclusion;
  readonly runs: readonly WatchedRun[];
  readonly clock: ScriptedClock;
}

async function watchScripted(server: Scripted, addresses: readonly string[], count: number): Promise<Watched> {
  const io = { stdout: { write: () => true }, stderr: { write: () => true }, stdin: process.stdin, env: {} };
  const asked = await readRequest({ port: [server.port], mode: ['starttls'], protocol: 'smtp', timeout: GUARD_MS }, io);
  const request = {
    ...asked,
    resolve: new Map([[LAB_HOST, addresses]]),
    tls: { ...asked.tls, extraRoots: [labRootPem()] },
  };
  const host = new WatchedHost({ target: parseTarget(LAB_HOST), request, isEachLogin: false });
  const clock = new ScriptedClock();
  const runs: WatchedRun[] = [];
  const schedule = { everyMs: EVERY_MS, forMs: null, count };
  let underWay = 0;
  const check = async (run: number): ReturnType<WatchedHost['check']> => {
    assert.equal(underWay++, 0, 'runs overlap');
    const checked = await host.check(run);
    underWay -= 1;
    return checked;
  };
  const signal = new AbortController().signal;
  const statistics = await watch({ schedule, check, clock, signal }, { onRun: (run) => void runs.push(run) });
  await host.close();
  return { statistics, conclusion: concludeWatch(statistics, { host: LAB_HOST, strict: false, expectations: [] }), runs, clock };
}

async function watching<T>(script: Script, body: (server: Scripted) => Promise<T>): Promise<T> {
  const server = await openScripted(script);
  try {
    return await body(server);
  } finally {
    server.close();
  }
}

const textOf = ({ findings }: WatchConclusion): string =>
  findings.flatMap(({ title, fix, evidence }) => [title, fix, ...evidence]).join('\n');

describe('watch', () => {
  it('names every third run of a server that refuses each third connection', async () => {
    const script: Script = (_address, count) => (count % 3 === 2 ? 'fails' : 'works');
    await watching(script, async (server) => {
      const { conclusion, statistics } = await watchScripted(server, ['127.0.0.1'], 15);
      assert.equal(server.taken(), 15, 'one connection a run');
      assert.deepEqual(
        conclusion.findings.map(({ id }) => id),
        ['intermittent'],
      );
      assert.match(textOf(conclusion), /failed in 5 of 15 runs: ehlo-rejected \(5\)/);
      assert.deepEqual(
        conclusion.unsteady.map(({ when }) => when.kind === 'periodic' && when.everyRuns),
        [3],
      );
      const [port] = statistics.places;
      assert.equal(
        port
          ?.recent(20)
          .map((mark) => (mark === 'ok' ? '.' : 'x'))
          .join(''),
        '..x..x..x..x..x',
      );
      assert.ok((port?.histogram('tls')?.count ?? 0) === 10, 'times of what succeeded');
    });
  });

  it('names the one address of two that fails a third of the time', {
    skip: process.platform === 'darwin' && 'no 127.0.0.2',
  }, async () => {
    const script: Script = (address, count) => (address === '127.0.0.2' && count % 3 === 1 ? 'fails' : 'works');
    await watching(script, async (server) => {
      const { conclusion, runs } = await watchScripted(server, ['127.0.0.1', '127.0.0.2'], 18);
      assert.ok(
        runs.every(({ result }) => result.places.length === 2),
        'each address in each run',
      );
      assert.match(
        textOf(conclusion),
        new RegExp(`port ${server.port} fails only at 127\\.0\\.0\\.2 \\(6 of 18\\), never at 127\\.0\\.0\\.1 \\(0 of 18\\)`),
      );
      assert.match(textOf(conclusion), /the machine behind 127\.0\.0\.2/);
    });
  });

  it('tells the moment from which it fails, once as a change', async () => {
    const script: Script = (_address, count) => (count >= 4 ? 'fails' : 'works');
    await watching(script, async (server) => {
      const { conclusion, runs } = await watchScripted(server, ['127.0.0.1'], 8);
      assert.deepEqual(
        conclusion.unsteady.map(({ when }) => when.kind),
        ['since'],
      );
      assert.deepEqual(
        runs.flatMap(({ result, changes }) => changes.map(({ isOk, cause }) => [result.run, isOk, cause?.code])),
        [[5, false, 'ehlo-rejected']],
      );
    });
  });

  it('sees through the repetition of what one connection of several met', {
    skip: process.platform === 'darwin' && 'no 127.0.0.2',
  }, async () => {
    // Closed before any greeting, a check repeats it alone; here the repetition succeeds.
    let toClose = 0;
    const script: Script = (address, count) => {
      if (address !== '127.0.0.2' || count !== toClose + 3) return 'works';
      toClose = count + 1;
      return 'closes';
    };
    await watching(script, async (server) => {
      const { conclusion, runs } = await watchScripted(server, ['127.0.0.1', '127.0.0.2'], 18);
      assert.ok(runs.every(({ result }) => result.verdict === 'ok'));
      assert.match(textOf(conclusion), /connection-closed/);
      assert.match(textOf(conclusion), /worked when it was repeated alone/);
      assert.match(textOf(conclusion), /fails only at 127\.0\.0\.2/);
    });
  });

  it('lets no runs overlap, keeps to the interval, and leaves no connection', async () => {
    await watching(
      () => 'works',
      async (server) => {
        const { clock, statistics, conclusion } = await watchScripted(server, ['127.0.0.1'], 6);
        await until(() => server.standing() === 0, 'every connection is closed');
        assert.deepEqual(clock.slept, Array(5).fill(EVERY_MS));
        assert.equal(statistics.runs, 6);
        assert.deepEqual([conclusion.verdict, conclusion.findings], ['ok', []]);
      },
    );
  });

  it('counts nothing of a run that was cut short, and ends', async () => {
    await watching(
      () => 'works',
      async (server) => {
        const asked = await readRequest(
          { port: [server.port], mode: ['starttls'], timeout: GUARD_MS },
          { stdout: { write: () => true }, stderr: { write: () => true }, stdin: process.stdin, env: {} },
        );
        const request = { ...asked, resolve: new Map([[LAB_HOST, ['127.0.0.1']]]) };
        const host = new WatchedHost({ target: parseTarget(LAB_HOST), request, isEachLogin: false });
        const ending = new AbortController();
        const statistics = await watch(
          {
            schedule: { everyMs: EVERY_MS, forMs: null, count: null },
            check: (run) => host.check(run),
            clock: new ScriptedClock(),
            signal: ending.signal,
          },
          {
            onBegin: (run) => {
              if (run < 3) return;
              ending.abort();
              host.interrupt();
            },
          },
        );
        await host.close();
        assert.equal(statistics.runs, 2);
      },
    );
  });
});

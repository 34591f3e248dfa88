// `--trace`: which ports are traced, with what command line and environment, and what becomes of programs that may not, hang, or flood.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import type { AddressObservation, ConnectResult, EndpointObservation } from '../../../src/model/observation.ts';
import type { Plan, ProxyOptions } from '../../../src/model/plan.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import type { TraceSystem } from '../../../src/net/trace-tools.ts';
import { HostState } from '../../../src/probe/host-state.ts';
import { observeRoute, portsToTrace } from '../../../src/probe/route-trace.ts';
import { runPlan } from '../../../src/probe/run.ts';
import { makePlan } from '../../support/plan.ts';
import { until } from '../../support/until.ts';
import { ADDRESS, dropped, fails, refused, silent, twoSyns, works } from '../diagnose/facts.ts';

const undo: (() => void)[] = [];
afterEach(() => {
  for (const one of undo.splice(0)) one();
});

function deadline(totalMs = 3_600_000): Deadline {
  const made = new Deadline(totalMs);
  undo.push(() => made.release());
  return made;
}

/** A system whose programs are these shell scripts. */
function system(programs: Readonly<Record<string, string>>, platform: NodeJS.Platform = 'linux'): TraceSystem {
  const folder = mkdtempSync(join(tmpdir(), 'mailprobe-trace-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, script] of Object.entries(programs))
    writeFileSync(join(folder, name), `#!/bin/sh\nhere=${folder}\n${script}\n`, { mode: 0o755 });
  return { platform, folders: [join(folder, 'none'), folder] };
}

const addressed = (ports: Readonly<Record<number, ConnectResult>>, address = ADDRESS): AddressObservation => ({
  address,
  family: address.includes(':') ? 6 : 4,
  ports,
});
const ENDPOINTS = [fails('25/starttls', dropped), works('587/starttls')];
const ADDRESSES = [addressed({ 25: 'timeout', 465: 'refused', 587: 'open' })];
const PLAN: Pick<Plan, 'bindAddress' | 'proxy'> = { bindAddress: null, proxy: null };
const trace = (on: TraceSystem, plan: Partial<Plan> = {}, endpoints: readonly EndpointObservation[] = ENDPOINTS) =>
  observeRoute({ ...PLAN, ...plan }, endpoints, ADDRESSES, deadline(), on);

const OTHER = '192.0.2.77';
const at = (address: string, ...given: Parameters<typeof fails>): EndpointObservation => fails(given[0], given[1], { address });
const CHOICES: readonly (readonly [
  what: string,
  endpoints: readonly EndpointObservation[],
  addresses: readonly AddressObservation[],
  expected: string | null,
])[] = [
  ['the dropped port and a working one', ENDPOINTS, ADDRESSES, `${ADDRESS}: 25 | 587`],
  ['dropped after two SYNs', [fails('25/starttls', twoSyns)], ADDRESSES, `${ADDRESS}: 25 | 587`],
  ['a refusal where nothing is open', ENDPOINTS, [addressed({ 25: 'timeout', 465: 'refused' })], `${ADDRESS}: 25 | 465`],
  [
    'for clients before 25',
    [fails('465/tls', dropped)],
    [addressed({ 25: 'open', 465: 'timeout', 587: 'open' })],
    `${ADDRESS}: 465 | 587`,
  ],
  [
    'none that works, at most two',
    [fails('25/starttls', dropped), fails('25/tls', dropped), fails('465/tls', dropped), fails('587/starttls', dropped)],
    [addressed({ 25: 'timeout', 465: 'timeout', 587: 'timeout' })],
    `${ADDRESS}: 25,465 | none`,
  ],
  [
    'the address where something answers',
    [fails('25/starttls', dropped), at(OTHER, '25/starttls', dropped)],
    [addressed({ 25: 'timeout' }), addressed({ 25: 'timeout', 587: 'open' }, OTHER)],
    `${OTHER}: 25 | 587`,
  ],
  [
    'no port of mail that this program knows better',
    [fails('993/tls', dropped)],
    [addressed({ 993: 'timeout' })],
    `${ADDRESS}: 993 | none`,
  ],
  ['refused is no dropping', [fails('25/starttls', refused)], [addressed({ 25: 'refused' })], null],
  ['silent after the connect is none either', [fails('25/starttls', silent)], [addressed({ 25: 'open' })], null],
];

describe('which ports are traced', () => {
  for (const [what, endpoints, addresses, expected] of CHOICES)
    it(what, () => {
      const found = portsToTrace(endpoints, addresses);
      assert.equal(found && `${found.address}: ${found.dropped.join()} | ${found.answering ?? 'none'}`, expected);
    });
});

const HOPS = `echo "traceroute to x"; echo " 1  192.168.1.1  1 ms"; case "$*" in *"-p 587"*) echo " 2  ${ADDRESS}  2 ms";; *) echo " 2  *";; esac`;
const DENIED =
  'echo "You do not have enough privileges to use this traceroute method." >&2; echo "socket: Operation not permitted" >&2; exit 1';

describe('tracing', () => {
  it('runs the program once a port, with nothing of this environment, and no shell', async () => {
    process.env.MAILPROBE_PASSWORD = 'correct-horse';
    undo.push(() => delete process.env.MAILPROBE_PASSWORD);
    const on = system({
      traceroute: `printf '%s\\n' "$*" >> $here/args; env | cut -d= -f1 | sort | tr '\\n' ' ' > $here/env; ${HOPS}`,
    });
    const found = await trace(on, { bindAddress: '192.168.1.7' });
    assert.deepEqual(found, {
      address: ADDRESS,
      tool: 'traceroute',
      traces: [
        {
          port: 25,
          isDropped: true,
          hops: [
            { ttl: 1, address: '192.168.1.1' },
            { ttl: 2, address: null },
          ],
          end: 'silent',
        },
        {
          port: 587,
          isDropped: false,
          hops: [
            { ttl: 1, address: '192.168.1.1' },
            { ttl: 2, address: ADDRESS },
          ],
          end: 'reached',
        },
      ],
      untraced: null,
      command: null,
    });
    const folder = on.folders[1] ?? '';
    assert.deepEqual(readFileSync(join(folder, 'args'), 'utf8').trim().split('\n').sort(), [
      `-T -n -q 2 -w 1 -m 24 -p 25 -s 192.168.1.7 ${ADDRESS}`,
      `-T -n -q 2 -w 1 -m 24 -p 587 -s 192.168.1.7 ${ADDRESS}`,
    ]);
    // PWD and _ are the shell's own.
    assert.deepEqual(
      readFileSync(join(folder, 'env'), 'utf8')
        .trim()
        .split(' ')
        .filter((name) => !['PWD', '_', 'SHLVL', 'OLDPWD'].includes(name)),
      ['LC_ALL', 'PATH'],
    );
  });

  it('takes the next program where the first may not', async () => {
    // Two of them at once would get in each other's way.
    const mtr = `mkdir $here/lock || exit 1; sleep 0.05; echo "x 0 1"; echo "h 0 192.168.1.1"; echo "x 1 2"; rmdir $here/lock`;
    const found = await trace(system({ traceroute: DENIED, mtr }));
    assert.deepEqual([found.tool, found.untraced], ['mtr', null]);
    for (const { hops } of found.traces)
      assert.deepEqual(hops, [
        { ttl: 1, address: '192.168.1.1' },
        { ttl: 2, address: null },
      ]);
  });

  const UNTRACED: readonly (readonly [what: string, on: () => TraceSystem, untraced: string, command: RegExp])[] = [
    ['may not', () => system({ traceroute: DENIED }), 'not-permitted', /^sudo traceroute -T -n .* -p 25 192\.0\.2\.10$/],
    ['has none', () => system({}), 'no-tool', /^sudo traceroute -T/],
    ['is Windows', () => system({ traceroute: HOPS }, 'win32'), 'no-tool', /^sudo traceroute -T/],
    [
      'has BusyBox under that name',
      () => system({ traceroute: 'echo "traceroute: invalid option -- T" >&2; exit 1' }),
      'failed',
      /^sudo/,
    ],
    ['has a file there that does not start', () => system({ traceroute: '' }), 'failed', /^sudo/],
    ['is a Mac that may not', () => system({ traceroute: DENIED }, 'darwin'), 'not-permitted', /^sudo traceroute -P tcp -e/],
  ];
  for (const [what, on, untraced, command] of UNTRACED)
    it(`says so where the system ${what}, and what to run by hand`, async () => {
      const found = await trace(on());
      assert.deepEqual([found.tool, found.traces, found.untraced], [null, [], untraced]);
      assert.match(found.command ?? '', command);
    });

  it('knows this machine’s own firewall by the refusal to send', async () => {
    const found = await trace(system({ traceroute: 'echo "traceroute to x"; echo "send: Operation not permitted" >&2; exit 1' }));
    assert.deepEqual(
      found.traces.map(({ end }) => end),
      ['not-sent', 'not-sent'],
    );
  });

  it('ends a program that hangs with the check, and keeps what it wrote', async () => {
    const on = system({ traceroute: `echo $$ >> $here/pids; echo " 1  192.168.1.1  1 ms"; exec sleep 3600` });
    const clock = deadline();
    const pids = (): number[] => {
      const file = join(on.folders[1] ?? '', 'pids');
      return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : [];
    };
    const running = observeRoute(PLAN, ENDPOINTS, ADDRESSES, clock, on);
    await until(() => pids().length === 2, 'both are running');
    clock.interrupt();
    const found = await running;
    // What was written may not have been read yet when the end came.
    assert.equal(found.traces.every(({ end }) => end === 'cut') || found.untraced !== null, true);
    for (const pid of pids()) await until(() => !isAlive(pid), 'the program is over');
  });

  it('reads no more than its share of a flood', async () => {
    const found = await trace(system({ traceroute: 'exec yes " 1  192.168.1.1  1 ms"' }));
    assert.equal(found.traces.length, 2);
    assert.ok(found.traces.every(({ hops, end }) => hops.length < 1000 && end === 'cut'));
  });

  it('is not for what goes through a proxy, nor where nothing was dropped, and starts no program then', async () => {
    const on = system({ traceroute: 'touch $here/ran' });
    const proxy = { scheme: 'socks5', host: 'localhost', port: 1080, user: null, password: null } satisfies ProxyOptions;
    assert.equal((await trace(on, { proxy })).untraced, 'proxy');
    assert.equal((await trace(on, {}, [works('587/starttls')])).untraced, 'nothing-dropped');
    assert.equal(existsSync(join(on.folders[1] ?? '', 'ran')), false);
  });
});

/** A process that has ended and waits for its parent is over, too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('a run', () => {
  async function run(more: Partial<Plan>) {
    const on = system({ traceroute: `touch $here/ran; ${HOPS}` });
    const state = new HostState();
    state.connectFailed(ADDRESS, 993, dropped);
    const plan = makePlan({
      host: 'mail.example.org',
      protocol: 'imap',
      resolve: new Map([['mail.example.org', [ADDRESS]]]),
      ports: [993],
      modes: ['tls'],
      ...more,
    });
    const { observations } = await runPlan(plan, deadline(), { hostState: state, traceSystem: on });
    return { observations, hasRun: existsSync(join(on.folders[1] ?? '', 'ran')) };
  }

  it('starts no program unless it was asked to', async () => {
    const { observations, hasRun } = await run({});
    assert.deepEqual([observations.routeTrace, hasRun], [undefined, false]);
  });

  it('traces the dropped port where it was', async () => {
    const { observations, hasRun } = await run({ trace: true });
    assert.deepEqual([observations.routeTrace?.traces.map(({ port }) => port), hasRun], [[993], true]);
  });
});

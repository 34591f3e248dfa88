// Checks over a link of 50 ms between two namespaces: the round trips that the protocols ask for and not one more, a port
// and a family that are dropped on the way, the local address. Times are bounded coarsely here; test/bench measures them.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { FarMail } from './support/far-mail.ts';
import { serversAreMissing } from './support/packages.ts';
import { describeReport, endpointOf, faultsOf } from './support/program.ts';
import { FAR_IPV4, FAR_IPV6, NEAR_IPV4, namespacesAreMissing, SECOND_NEAR_IPV4 } from './support/slow-network.ts';

const DELAY_MS = 25;

/** Beside the one for DNS; what asks for them is written in test/bench/round-trips.mjs. The reply to QUIT is not waited for here. */
const TRIPS: readonly (readonly [port: number, mode: string, auth: string, tlsMax: string, trips: number])[] = [
  [587, 'starttls', 'PLAIN', '1.3', 7],
  [587, 'starttls', 'LOGIN', '1.3', 9],
  [587, 'starttls', 'PLAIN', '1.2', 8],
  [465, 'tls', 'PLAIN', '1.3', 5],
  [465, 'tls', 'LOGIN', '1.3', 7],
  [465, 'tls', 'PLAIN', '1.2', 5],
];

describe('a mail host behind a slow link', { skip: namespacesAreMissing() }, () => {
  let far: FarMail;
  before(async () => {
    far = await FarMail.open('lab', DELAY_MS);
  });
  after(() => far?.close());
  const login = (): string[] => ['-u', far.host.user, '--auth', 'PLAIN'];

  for (const [port, mode, auth, tlsMax, trips] of TRIPS) {
    it(`${port}/${mode}, AUTH ${auth}, TLS ${tlsMax}: ${trips} round trips`, async () => {
      const args = ['-4', '-p', String(port), '-m', mode, '-u', far.host.user, '--auth', auth, '--tls-max', tlsMax];
      const run = await far.check(args);
      assert.equal(run.report.credentials?.status, 'accepted', describeReport(run.report));
      assert.deepEqual(run.trips[port], [trips]);
    });
  }

  it('no mode of no port holds another up: as many round trips in all as the longest ladder has', async () => {
    const { report, trips, stderr } = await far.check(['-4', ...login()]);
    assert.deepEqual([report.verdict, stderr], ['ok', ''], describeReport(report));
    assert.equal(report.credentials?.endpoint, `465/tls@${FAR_IPV4}`);
    const most = [...Object.values(trips)].flat();
    assert.equal(Math.max(...most), 6, 'STARTTLS and EHLO, without a login');
    assert.deepEqual(most.length, 3, 'what a port is meant for settles its other mode');
  });

  it('both families at once, under the cap', async () => {
    const { report, stderr } = await far.check(login());
    assert.deepEqual([report.verdict, stderr], ['ok', ''], describeReport(report));
    assert.deepEqual(
      report.dns?.addresses.map(({ address, ports }) => [address, ports]),
      [
        [FAR_IPV4, { 25: 'open', 465: 'open', 587: 'open' }],
        [FAR_IPV6, { 25: 'open', 465: 'open', 587: 'open' }],
      ],
    );
  });

  describe('port 25 dropped', () => {
    before(() => far.network.drop('tcp/25'));
    after(() => far.network.drop());

    it('is said after two SYNs, since the sibling ports answered', async () => {
      const { report, stderr } = await far.check(login());
      assert.deepEqual([report.verdict, faultsOf(report), stderr], ['ok', [], ''], describeReport(report));
      const blocked = report.findings.find(({ id }) => id === 'port-25-blocked');
      assert.deepEqual([blocked?.severity, blocked?.owner], ['info', 'network'], describeReport(report));
      assert.equal(report.dns?.addresses[0]?.ports[25], 'timeout');
      const syns = new Map<string, number>();
      for (const { farPort, direction, nearPort, family, isSyn } of far.network.packets) {
        // What an earlier check's connections still send again is none of this one's.
        if (!isSyn) continue;
        const connection = `IPv${family} from port ${nearPort}`;
        if (farPort === 25 && direction === '>') syns.set(connection, (syns.get(connection) ?? 0) + 1);
      }
      // One connection a family: what the first learns of the port settles its other mode.
      assert.equal(syns.size, 2);
      for (const [connection, count] of syns) assert.ok(count <= 2, `${count} SYNs over ${connection}`);
    });

    it('--connect-timeout by name is honoured', async () => {
      const { report } = await far.check(['-4', '--connect-timeout', '2400ms', ...login()]);
      const { failure, steps } = endpointOf(report, 25, 'starttls');
      assert.equal(failure?.code, 'tcp-timeout');
      assert.ok((steps[0]?.durationMs ?? 0) >= 2390, JSON.stringify(steps[0]));
    });

    it('asked for by name it is an error', async () => {
      const { report, code } = await far.check(['-4', '-p', '25', '-m', 'starttls', '--connect-timeout', '1500ms']);
      assert.deepEqual([report.verdict, code], ['fail', 1], describeReport(report));
      assert.ok(
        faultsOf(report).some((id) => ['port-25-blocked', 'tcp-timeout', 'host-unreachable'].includes(id)),
        describeReport(report),
      );
    });
  });

  describe('IPv6 dropped', () => {
    before(() => far.network.drop('ipv6'));
    after(() => far.network.drop());

    it('costs one connect timeout, and IPv4 none of it', async () => {
      const { report } = await far.check(['--connect-timeout', '5s', ...login()]);
      assert.deepEqual(faultsOf(report), ['ipv6-broken'], describeReport(report));
      assert.equal(report.credentials?.status, 'accepted');
      const stepsOf = (family: number) =>
        report.endpoints.flatMap((endpoint) => (endpoint.family === family ? endpoint.steps : []));
      const connects = stepsOf(6).filter(({ stage, status }) => stage === 'connect' && status === 'failed');
      const firstEndMs = Math.min(...connects.map(({ startMs, durationMs }) => startMs + durationMs));
      const lastStartMs = Math.max(...connects.map(({ startMs }) => startMs));
      assert.ok(lastStartMs < firstEndMs, `${lastStartMs} and ${firstEndMs} ms: two connect timeouts, one after the other`);
      const doneMs = Math.max(...stepsOf(4).map(({ startMs, durationMs }) => startMs + durationMs));
      assert.ok(doneMs < firstEndMs, `IPv4 done after ${doneMs} ms, with IPv6 at ${firstEndMs}`);
    });

    it('-4 leaves it out', async () => {
      const { report } = await far.check(['-4', ...login()]);
      assert.deepEqual([report.verdict, faultsOf(report)], ['ok', []], describeReport(report));
      assert.ok(report.endpoints.every(({ family }) => family === 4));
    });
  });

  it('-6 alone', async () => {
    const { report } = await far.check(['-6', ...login()]);
    assert.equal(report.verdict, 'ok', describeReport(report));
    assert.ok(report.endpoints.every(({ family, address }) => family === 6 && address === FAR_IPV6));
  });

  it('--bind: the connections leave from that address, and EHLO names it', async () => {
    for (const own of [NEAR_IPV4, SECOND_NEAR_IPV4]) {
      const { report } = await far.check(['--bind', own, '-p', '587', '-m', 'starttls', '--verbose']);
      assert.equal(report.verdict, 'ok', describeReport(report));
      const said = endpointOf(report, 587, 'starttls').transcript.map(({ line }) => line);
      assert.ok(said.includes(`EHLO [${own}]`), said.join('\n'));
      const sources = new Set(
        far.network.packets
          .filter(({ farPort, direction }) => farPort === 587 && direction === '>')
          .map(({ nearAddress }) => nearAddress),
      );
      assert.deepEqual([...sources], [own]);
    }
  });

  it('--bind to an address that is not this machine’s says so', async () => {
    const program = join(import.meta.dirname, '../../bin/mailprobe.js');
    const { code, stderr } = await far.run([program, 'check', ...far.arguments(), '--bind', '10.99.99.99']);
    assert.equal(code, 2);
    assert.match(stderr, /--bind.*10\.99\.99\.99.*10\.77\.0\.1/s);
  });
});

describe('Postfix behind a slow link', { skip: namespacesAreMissing() || serversAreMissing() }, () => {
  let far: FarMail;
  before(async () => {
    far = await FarMail.open('postfix', DELAY_MS);
  });
  after(() => far?.close());

  it('EHLO goes after the ticket: one round trip more, and no delayed acknowledgement', async () => {
    const { report, trips } = await far.check(['-4', '-p', '587', '-m', 'starttls', '-u', far.host.user, '--auth', 'PLAIN']);
    assert.equal(report.credentials?.status, 'accepted', describeReport(report));
    assert.deepEqual(trips[587], [8]);
  });

  it('implicit TLS: what is asked for', async () => {
    const { report, trips } = await far.check(['-4', '-p', '465', '-m', 'tls', '-u', far.host.user, '--auth', 'PLAIN']);
    assert.equal(report.credentials?.status, 'accepted', describeReport(report));
    assert.deepEqual(trips[465], [5]);
  });
});

// A bug of ours while facts are asked of DNS was dropped without a word, and what it should have found stood in the report as
// a server that gave no answer. It is ours, and says so: the finding internal-error, and exit code 3 with it.
import assert from 'node:assert/strict';
import { afterEach, it, mock } from 'node:test';
import { exitCode } from '../../src/cli/output/exit-code.ts';
import { startLab } from '../../src/lab/lab.ts';
import { mailHost, portsOnly } from '../../src/lab/scenario.ts';
import { DnsClient } from '../../src/net/dns/client.ts';
import { checkTarget } from '../scenarios/support/check-lab.ts';
import { startDnsServer } from '../support/dns-server.ts';

const HOST = 'mail.lab.test';
const BUG = 'a bug of ours';

afterEach(() => mock.restoreAll());

async function check(faulty: readonly string[]): Promise<Awaited<ReturnType<typeof checkTarget>>> {
  const { query } = DnsClient.prototype;
  mock.method(DnsClient.prototype, 'query', function ask(this: DnsClient, ...given: Parameters<DnsClient['query']>) {
    if (faulty.includes(given[1])) throw new TypeError(`${BUG}, asking for ${given[1]}`);
    return query.apply(this, given);
  });
  const lab = await startLab(portsOnly(mailHost()));
  const dns = await startDnsServer({
    [HOST]: { A: [lab.address], MX: [[10, HOST]] },
    '_submissions._tcp.mail.lab.test': { SRV: [[0, 0, 465, HOST]] },
  });
  try {
    const ports = Object.values(lab.ports).join(',');
    const options = ['--port', ports, '--dns-server', `${dns.address}:${dns.port}`];
    return await checkTarget(HOST, options, { tls: { extraRoots: [lab.caPem] } });
  } finally {
    await dns.close();
    await lab.close();
  }
}

for (const type of ['MX', 'SRV', 'TLSA', 'PTR'] as const)
  it(`in asking for ${type}: the finding names it, the servers are judged as they are`, async () => {
    const { report } = await check([type]);
    const found = report.findings.filter(({ id }) => id === 'internal-error');
    assert.equal(found.length, 1, JSON.stringify(report.findings));
    assert.match(found[0]?.evidence.join() ?? '', new RegExp(`${BUG}, asking for ${type}`));
    assert.equal(exitCode(report, { strict: false, nagios: false }), 3);
    const statuses = new Set(report.endpoints.map(({ status }) => status));
    assert.ok(statuses.has('ok') && !statuses.has('failed'), [...statuses].join());
    assert.ok(!JSON.stringify(report.dns).includes('no answer'), 'no server is said to have been silent');
  });

it('several of them are one finding', async () => {
  const { report } = await check(['MX', 'SRV']);
  const found = report.findings.filter(({ id }) => id === 'internal-error');
  assert.deepEqual([found.length, found[0]?.evidence.length], [1, 2]);
});

it('without one there is none', async () => {
  const { report } = await check([]);
  assert.ok(!report.findings.some(({ id }) => id === 'internal-error'));
});

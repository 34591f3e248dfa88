// `check` of a mailbox whose provider has no server for mail programs: that is said first and alone, whatever DNS or the domain's
// own host answer.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { checkTarget } from '../../src/check/check.ts';
import { Deadline } from '../../src/net/deadline.ts';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { parseTarget } from '../../src/request/target.ts';
import { startDnsServer, type TestDnsServer } from '../support/dns-server.ts';

let server: TestDnsServer;
const deadline = new Deadline(3_600_000);
before(async () => {
  server = await startDnsServer({});
});
after(async () => {
  deadline.release();
  await server.close();
});

for (const [mailbox, provider, instead] of [
  ['alice@proton.me', /Proton Mail has no server/, /Bridge/],
  ['alice@tuta.com', /Tuta .*has no server/, /webmail/],
  ['alice@hey.com', /HEY has no server/, /webmail/],
] as const)
  it(`of ${mailbox}`, async () => {
    const request = { ...DEFAULT_REQUEST, dnsServer: { address: '127.0.0.1', port: server.port } };
    const { report } = await checkTarget(parseTarget(mailbox), request, deadline);
    assert.deepEqual(
      report.findings.map(({ id, severity }) => `${severity} ${id}`),
      ['error mailbox-without-server'],
    );
    assert.match(report.summary, provider);
    assert.match(report.findings[0]?.fix ?? '', instead);
    assert.deepEqual([report.verdict, report.recommendation], ['fail', null]);
  });

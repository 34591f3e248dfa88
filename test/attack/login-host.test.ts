// Whoever answers for DNS names a host of their own, with a certificate that is valid for its own name: the login of a
// mailbox goes only to a host that somebody who may say so has named (RFC 6186 §6, RFC 9525 §6.1).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BatchChecks, type BatchJob } from '../../src/cli/batch/batch-check.ts';
import { check } from '../../src/index.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { portsOnly, submissions } from '../../src/lab/scenario.ts';
import type { Report } from '../../src/model/report.ts';
import { Secret } from '../../src/model/secret.ts';
import { DEFAULT_REQUEST, type PlanRequest } from '../../src/request/plan.ts';
import { startDnsServer, type Zone } from '../support/dns-server.ts';
import { startEwsServer } from '../support/ews-server.ts';

const ATTACKER = 'mail.attacker.test';

interface Trial {
  readonly report: Report;
  readonly lab: Lab;
}

/** Checks the mailbox with a password, with this zone in the place of DNS, and `host` on a lab of its own. */
async function logInAs(mailbox: string, host: string, zoneOf: (port: number) => Zone): Promise<Trial> {
  const lab = await startLab(portsOnly({ submissions: submissions() }), { host });
  const dns = await startDnsServer({ [host]: { A: [lab.address] }, ...zoneOf(lab.port('submissions')) });
  try {
    const request = requestFor(lab, dns.port);
    return { report: await check(mailbox, { request }), lab };
  } finally {
    await dns.close();
    await lab.close();
  }
}

const requestFor = (lab: Lab, dnsPort: number): PlanRequest => ({
  ...DEFAULT_REQUEST,
  dnsServer: { address: '127.0.0.1', port: dnsPort },
  tls: { ...DEFAULT_REQUEST.tls, extraRoots: [lab.caPem] },
  credentials: { user: lab.account.user, password: new Secret(lab.account.password), token: null, oauth: null, notices: [] },
});

const submissionsAt = (domain: string, host: string, port: number, authentic = false): Zone => ({
  [domain]: {},
  [`_submissions._tcp.${domain}`]: { SRV: [[0, 0, port, host]], authentic },
});

function assertWithheld({ report, lab }: Trial, host: string): void {
  assert.deepEqual(loginsOf(lab.record), []);
  assert.equal(report.credentials?.status, 'skipped');
  assert.equal(report.credentials?.cause, 'login-host-unproven');
  assert.equal(report.verdict, 'fail');
  const finding = report.findings.find(({ id }) => id === 'login-host-unproven');
  assert.equal(finding?.severity, 'error');
  assert.equal(finding?.owner, 'you');
  assert.match(finding?.title ?? '', new RegExp(host.replaceAll('.', '\\.')));
  assert.match(finding?.fix ?? '', new RegExp(`mailprobe check ${host.replaceAll('.', '\\.')} --user`));
  assert.match(report.summary, /login was not sent/);
}

describe('the login of a mailbox', () => {
  it('stays here where an unsigned SRV names the host', async () => {
    const trial = await logInAs('alice@victim.example', ATTACKER, (port) => submissionsAt('victim.example', ATTACKER, port));
    assert.equal(trial.report.endpoints.find(({ status }) => status === 'ok')?.mode, 'tls', 'all but the login is checked');
    assertWithheld(trial, ATTACKER);
  });

  it('stays here where an unsigned MX names the host', async () => {
    const { report, lab } = await logInAs('alice@victim.example', ATTACKER, () => ({
      'victim.example': { MX: [[10, ATTACKER]] },
    }));
    assert.equal(report.target.host, ATTACKER);
    assert.deepEqual(loginsOf(lab.record), []);
    assert.ok(report.findings.some(({ id }) => id === 'login-host-unproven'));
  });

  it('stays here where the MX leads to a known provider: that, too, is what DNS says', async () => {
    const zone = { 'victim.example': { MX: [[10, 'victim-example.mail.protection.outlook.com'] as const] } };
    const { report } = await logInAs('alice@victim.example', 'smtp.office365.com', () => zone);
    assert.equal(report.target.host, 'smtp.office365.com');
    assert.ok(report.findings.some(({ id }) => id === 'login-host-unproven'));
  });

  for (const [cloud, logins] of [
    [undefined, 0],
    ['global', 1],
  ] as const) {
    it(`${cloud ? 'goes to the cloud that is named' : 'stays here where the MX leads to Exchange Online'}, for EWS`, async () => {
      const server = await startEwsServer();
      const dns = await startDnsServer({
        'victim.example': { MX: [[10, 'victim-example.mail.protection.outlook.com']] },
        'outlook.office365.com': { A: ['127.0.0.1'] },
      });
      try {
        const request: PlanRequest = {
          ...DEFAULT_REQUEST,
          ...{ protocol: 'ews', ports: [server.port], dnsServer: { address: '127.0.0.1', port: dns.port } },
          ...(cloud === undefined ? {} : { cloud }),
          tls: { ...DEFAULT_REQUEST.tls, extraRoots: server.extraRoots },
          credentials: {
            ...{ user: 'alice@victim.example', password: new Secret('Tr0ub4dor&3-and-more') },
            ...{ token: null, oauth: null, notices: [] },
          },
        };
        const report = await check('alice@victim.example', { request });
        assert.equal(report.target.host, 'outlook.office365.com');
        assert.equal(server.logins().length, logins);
        assert.equal(
          report.findings.some(({ id }) => id === 'login-host-unproven'),
          logins === 0,
        );
      } finally {
        await dns.close();
        await server.close();
      }
    });
  }

  it('goes to a host under the domain of the mailbox', async () => {
    const host = 'smtp.victim.example';
    const { report, lab } = await logInAs('alice@victim.example', host, (port) => submissionsAt('victim.example', host, port));
    assert.equal(report.credentials?.status, 'accepted');
    assert.equal(loginsOf(lab.record).length, 1);
  });

  it('does not go to a host whose name only ends like the domain', async () => {
    const host = 'mail.notvictim.example';
    assertWithheld(await logInAs('alice@victim.example', host, (port) => submissionsAt('victim.example', host, port)), host);
  });

  it("goes to a host that records name which this machine's own resolver has validated", async () => {
    const zone = (port: number): Zone => submissionsAt('victim.example', ATTACKER, port, true);
    const { report, lab } = await logInAs('alice@victim.example', ATTACKER, zone);
    assert.equal(report.credentials?.status, 'accepted');
    assert.equal(loginsOf(lab.record).length, 1);
  });

  it('follows the known provider of the domain, and says what the unsigned record says', async () => {
    const { report, lab } = await logInAs('alice@gmail.com', ATTACKER, (port) => ({
      ...submissionsAt('gmail.com', ATTACKER, port),
      'smtp.gmail.com': { A: ['127.0.0.1'] },
    }));
    assert.equal(report.target.host, 'smtp.gmail.com');
    assert.deepEqual(lab.record.connections, []);
    const finding = report.findings.find(({ id }) => id === 'dns-contradicts-provider');
    assert.match(finding?.evidence.join('\n') ?? '', new RegExp(ATTACKER));
  });

  it('goes where the host is named, whatever DNS says', async () => {
    const { report } = await logInAs(ATTACKER, ATTACKER, (port) => submissionsAt('victim.example', ATTACKER, port));
    assert.notEqual(report.credentials?.cause, 'login-host-unproven');
  });

  it('stays here in a batch, too', async () => {
    const lab = await startLab(portsOnly({ submissions: submissions() }), { host: ATTACKER });
    const zone = submissionsAt('victim.example', ATTACKER, lab.port('submissions'));
    const dns = await startDnsServer({ [ATTACKER]: { A: [lab.address] }, ...zone });
    try {
      const job: BatchJob = { request: requestFor(lab, dns.port), format: 'jsonl', verbose: false };
      const entry = { line: 1, text: 'alice@victim.example', refusal: null };
      const finished = await new BatchChecks(job).check(entry, {
        admit: async () => ({ wasShared: async () => false, leave: () => {} }),
        loginTurn: null,
      });
      const report: Report = JSON.parse(finished?.text ?? '{}');
      assertWithheld({ report, lab }, ATTACKER);
    } finally {
      await dns.close();
      await lab.close();
    }
  });
});

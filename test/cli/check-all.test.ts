// `check --all` against one lab host that has SMTP, IMAP and POP3: one report, one login a protocol.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkTarget } from '../../src/check/check.ts';
import { checkAll, refuseOneProtocol } from '../../src/check/check-all.ts';
import { check } from '../../src/index.ts';
import { hang } from '../../src/lab/actions.ts';
import { startLab } from '../../src/lab/lab.ts';
import { imapPorts, imaps, portsOnly, submission, submissions } from '../../src/lab/scenario.ts';
import { Secret } from '../../src/model/secret.ts';
import { Deadline } from '../../src/net/deadline.ts';
import { HostState } from '../../src/probe/host-state.ts';
import { combineReports } from '../../src/report/combine.ts';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { parseTarget } from '../../src/request/target.ts';
import { startDnsServer } from '../support/dns-server.ts';

const sampleFinding = {
  id: 'cert-expired',
  severity: 'error',
  title: 'It expired',
  detail: '',
  evidence: ['seen'],
  fix: '',
  owner: 'server',
  reference: null,
} as const;

async function reports(password: string) {
  const lab = await startLab(portsOnly({ submissions: submissions(), imaps: imaps() }));
  try {
    const one = async (protocol: 'smtp' | 'imap' | 'pop3', port: number) => ({
      protocol,
      report: await check(lab.host, {
        request: {
          protocol,
          ports: [port],
          resolve: new Map([[lab.host, [lab.address]]]),
          tls: { ...DEFAULT_REQUEST.tls, extraRoots: [lab.caPem] },
          credentials: { user: lab.account.user, password: new Secret(password), token: null, oauth: null, notices: [] },
        },
      }),
    });
    const smtp = await one('smtp', lab.port('submissions'));
    const imap = await one('imap', lab.port('imaps'));
    // A port of the lab's that is closed by now would be somebody else's tomorrow: 1 is nobody's.
    const pop3 = await one('pop3', 1);
    return { smtp, imap, pop3 };
  } finally {
    await lab.close();
  }
}

describe('check --all', () => {
  it('joins what works, and takes no offence at an incoming protocol that is not there', async () => {
    const { smtp, imap, pop3 } = await reports('correct horse 7');
    const report = combineReports([smtp, imap, pop3]);
    assert.equal(report.verdict, 'ok');
    assert.equal(report.credentials?.status, 'accepted');
    assert.equal(report.credentials?.attempts.length, 2);
    assert.deepEqual(
      report.recommendations?.map(({ protocol }) => protocol),
      ['smtp', 'imap'],
    );
    assert.match(report.summary, /POP3 is not offered/);
    assert.ok(report.findings.every(({ severity }) => severity === 'info'));
    assert.equal(new Set(report.endpoints.map(({ id }) => id)).size, report.endpoints.length);
  });

  it('learns of an address once for all protocols', async () => {
    const lab = await startLab(portsOnly({ submissions: submissions() }));
    const hostState = new HostState();
    const deadline = new Deadline(60_000);
    const request = {
      ...DEFAULT_REQUEST,
      ports: [lab.port('submissions')],
      modes: ['tls'] as const,
      resolve: new Map([[lab.host, [lab.address]]]),
    };
    try {
      await checkTarget(parseTarget(lab.host), request, deadline, { hostState });
      assert.notEqual(hostState.quickestAnswerMs(lab.address), null);
    } finally {
      deadline.release();
      await lab.close();
    }
  });

  it('keeps to the cap on connections over all protocols', async () => {
    const lab = await startLab(portsOnly({ submission: submission({ accept: hang }), imap: imapPorts({ accept: hang }) }));
    const host = 'mail.company.example';
    const dns = await startDnsServer({
      'company.example': {},
      [host]: { A: [lab.address] },
      '_submission._tcp.company.example': { SRV: [[0, 0, lab.port('submission'), host]] },
      '_imap._tcp.company.example': { SRV: [[0, 0, lab.port('imap'), host]] },
    });
    const deadline = new Deadline(60_000);
    const timeouts = { ...DEFAULT_REQUEST.timeouts, greetingMs: 1000, greetingNamed: true };
    const one = { ...DEFAULT_REQUEST, dnsServer: { address: '127.0.0.1', port: dns.port }, maxConnections: 1, timeouts };
    try {
      await checkAll(parseTarget('ada@company.example'), { ...one, modes: ['starttls'] }, deadline);
      const opened = lab.record.connections.map(({ openedMs }) => openedMs);
      assert.equal(new Set(lab.record.connections.map(({ role }) => role)).size, 2);
      // Each is silent for its whole second, so that the next one comes later by that, or more on a slow machine.
      assert.ok((opened[1] ?? 0) - (opened[0] ?? 0) > 500, opened.join(', '));
    } finally {
      deadline.release();
      await dns.close();
      await lab.close();
    }
  });

  it('fails where one login is refused', async () => {
    const { smtp, imap } = await reports('another one');
    const report = combineReports([smtp, imap]);
    assert.equal(report.verdict, 'fail');
    assert.equal(report.credentials?.status, 'rejected');
    assert.equal(report.findings.filter(({ id }) => id === 'auth-rejected').length >= 1, true);
  });

  it('takes a host that only sends for what it is', async () => {
    const { smtp, pop3 } = await reports('correct horse 7');
    const report = combineReports([smtp, pop3]);
    assert.equal(report.verdict, 'ok');
    assert.deepEqual(
      report.parts?.map(({ isOffered }) => isOffered),
      [true, false],
    );
    assert.ok(report.findings.every(({ severity }) => severity === 'info'));
  });

  it('has the first finding of all in front of the sentence', async () => {
    const { smtp, imap } = await reports('correct horse 7');
    const finding = { ...sampleFinding, endpoints: imap.report.endpoints.map(({ id }) => id) };
    const broken = { ...imap, report: { ...imap.report, verdict: 'fail' as const, summary: 'It expired.', findings: [finding] } };
    const report = combineReports([smtp, broken]);
    assert.equal(report.findings[0]?.id, 'cert-expired');
    assert.match(report.summary, /^IMAP: It expired\. SMTP: /);
  });

  for (const [target, request] of [
    ['imaps://mail.example.com', {}],
    ['mail.example.com:587', {}],
    ['mail.example.com', { ports: [587] }],
    ['mail.example.com', { protocol: 'imap' }],
  ] as const) {
    it(`refuses ${target} ${JSON.stringify(request)}`, () =>
      assert.throws(() => refuseOneProtocol(parseTarget(target), { ...DEFAULT_REQUEST, ...request }), /--all/));
  }
});

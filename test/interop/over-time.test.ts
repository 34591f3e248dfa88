// How long idle connections live and how many are taken at once, at a real Postfix and through a real firewall: the numbers, who
// ended what, and that the server's log knows of no connection more than is needed. Takes a minute.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { FarMail } from './support/far-mail.ts';
import { MailHost } from './support/mail-host.ts';
import { findProgram, serversAreMissing } from './support/packages.ts';
import { describeReport, faultsOf, runCheck } from './support/program.ts';
import { namespacesAreMissing } from './support/slow-network.ts';

const IDLE_MS = 15_000;
const AT_ONCE = 5;

describe('a Postfix with limits', { skip: serversAreMissing(), concurrency: true }, () => {
  let host: MailHost;
  before(async () => {
    host = await MailHost.start({
      services: {
        submission: { kind: 'submission', settings: { smtpd_timeout: `${IDLE_MS / 1000}s` } },
        // Postfix excepts its own networks.
        submissions: {
          kind: 'submissions',
          settings: { smtpd_client_connection_count_limit: `${AT_ONCE}`, smtpd_client_event_limit_exceptions: '' },
        },
      },
    });
  });
  after(() => host?.close());

  it('ends an idle connection: its smtpd_timeout is found to the second', async () => {
    const args = ['--port', `${host.port('submission')}`, '--mode', 'starttls', '--hold', '30s'];
    const { report } = await runCheck([...host.arguments(), ...args]);
    const [held] = report.held ?? [];
    assert.deepEqual(
      [held?.end?.how, held?.end?.noticedLate, held?.inUse?.status],
      ['told', false, 'answered'],
      describeReport(report),
    );
    assert.ok(Math.abs((held?.end?.silentMs ?? 0) - IDLE_MS) <= 1_000, JSON.stringify(held));
    assert.equal(held?.end?.reply?.code, 421);
    assert.match(report.findings.find(({ id }) => id === 'idle-timeout')?.title ?? '', /ends an idle connection .* after 15 s$/);
    assert.deepEqual([report.verdict, faultsOf(report)], ['ok', []]);
  });

  it('takes five connections at once, and is asked for no more than one after the refusal', async () => {
    const mark = host.postfix.log.mark();
    const args = ['--port', `${host.port('submissions')}`, '--mode', 'tls', '--pool', '12'];
    const { report } = await runCheck([...host.arguments(), ...args]);
    const { taken, lost, refusal, afterClosing } = report.pool ?? {};
    assert.deepEqual([taken, lost, refusal?.reply?.code, afterClosing?.taken], [AT_ONCE, 0, 421, true], describeReport(report));
    assert.deepEqual(faultsOf(report), ['connection-limit']);
    // The check's own, the five, the refused one, and one when all were closed.
    const isOfPool = (line: string): boolean => line.includes('postfix/submissions/');
    const lines = (
      await host.postfix.log.until((all) => all.filter(isOfPool).filter(isEnd).length >= 8, 'eight ends', mark)
    ).filter(isOfPool);
    assert.equal(lines.filter((line) => line.includes(']: connect from ')).length, 8, lines.join('\n'));
    assert.equal(lines.filter((line) => line.includes('concurrency limit exceeded')).length, 1, lines.join('\n'));
    // Each that was taken ended by QUIT.
    assert.equal(lines.filter((line) => isEnd(line) && line.includes('quit=1')).length, 7, lines.join('\n'));
  });
});

const isEnd = (line: string): boolean => line.includes(']: disconnect from ');

describe('a firewall that forgets idle connections', {
  skip:
    namespacesAreMissing() || (findProgram('nft') === null && 'nft(8) is not installed (on Debian: apt-get install nftables)'),
}, () => {
  let far: FarMail;
  before(async () => {
    far = await FarMail.open('lab', 1);
    far.network.forgetIdleConnections(12);
  });
  after(() => far?.close());

  it('is found as what it is, and told from the end of a server', async () => {
    const { report } = await far.check(['-4', '-p', '587', '-m', 'starttls', '--hold', '30s', '--command-timeout', '3s']);
    const [held] = report.held ?? [];
    assert.deepEqual(
      [held?.end?.how, held?.end?.noticedLate, held?.inUse?.status],
      ['unanswered', true, 'answered'],
      describeReport(report),
    );
    const [from = 0] = held?.survivedMs ?? [];
    assert.ok(from < 12_000 && (held?.end?.silentMs ?? 0) > 12_000, JSON.stringify(held));
    assert.deepEqual(faultsOf(report), ['idle-dropped-silently']);
    const finding = report.findings[0];
    assert.equal(finding?.owner, 'network');
    assert.match(finding?.fix ?? '', /cnx-max-idle-time=00:00:08/);
  });
});

// What a program gets that imports mailprobe.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check, DEFAULT_REQUEST, explainText, loadFormat, Secret, UsageError } from '../../src/index.ts';
import { startLab } from '../../src/lab/lab.ts';
import { until } from '../support/until.ts';

describe('the library', () => {
  it('checks a host and gives the report', async () => {
    const lab = await startLab('healthy');
    try {
      const report = await check(`${lab.host}`, {
        request: {
          ports: [lab.ports.submissions ?? 0],
          resolve: new Map([[lab.host, [lab.address]]]),
          tls: { ...DEFAULT_REQUEST.tls, extraRoots: [lab.caPem] },
          credentials: {
            user: lab.account.user,
            password: new Secret(lab.account.password),
            token: null,
            oauth: null,
            notices: [],
          },
        },
      });
      assert.equal(report.verdict, 'ok');
      assert.equal(report.credentials?.status, 'accepted');
      assert.equal(report.recommendation?.mode, 'tls');
      const nagios = await loadFormat('nagios');
      const options = { verbose: false, quiet: false, colour: false, columns: 80, strict: false, warnDays: 30 };
      assert.match(nagios(report, options), /^MAILPROBE OK - /);
    } finally {
      await lab.close();
    }
  });

  it('ends when it is told to, with what is known', async () => {
    const lab = await startLab('silent-port');
    const abort = new AbortController();
    try {
      const request = {
        ports: [lab.ports.submission ?? 0],
        modes: ['starttls'] as const,
        resolve: new Map([[lab.host, [lab.address]]]),
      };
      const checking = check(lab.host, { request, signal: abort.signal });
      await until(() => lab.record.connections.length > 0, 'the check has begun');
      abort.abort();
      const report = await checking;
      assert.equal(report.interrupted, true);
    } finally {
      await lab.close();
    }
  });

  it('refuses a target that is none', async () => {
    await assert.rejects(check('mail example.com'), UsageError);
  });

  it('explains without a network', () => {
    assert.equal(
      explainText('535 5.7.139 Authentication unsuccessful, basic authentication is disabled.').matches[0]?.id,
      'auth-basic-disabled',
    );
  });
});

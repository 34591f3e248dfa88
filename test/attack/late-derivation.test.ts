// Promise 4 against a server that asks for a million rounds of SCRAM just before the end: PBKDF2 cannot be stopped where it
// runs, and a process does not end before it. No round is waited for once the time is up, and the report says why.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { labRootPem } from '../../src/lab/certificates.ts';
import { startLab } from '../../src/lab/lab.ts';
import { portsOnly, submissions } from '../../src/lab/scenario.ts';
import type { Report } from '../../src/model/report.ts';
import { argumentsFor, makeFolder, notBuilt, run } from '../scenarios/support/built-program.ts';
import { testScript } from '../support/test-script.ts';

const folder = makeFolder();
after(folder.remove);

it('a derivation that is not done in time holds up nothing, the end of the process neither', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, testScript('test/attack/support/endless-derivation.ts'));
  assert.equal(stdout, 'null');
});

describe('the built program', { skip: notBuilt }, () => {
  const account = { user: 'ada@lab.test', password: 'Winter-2024 is cold' };
  const auth = { mechanisms: ['SCRAM-SHA-256'], fixed: { iterations: 1_000_000 } };

  async function check(...more: readonly string[]) {
    const lab = await startLab(portsOnly({ submissions: submissions({ auth }) }), { account });
    try {
      const argv = argumentsFor(lab, folder.file('root.pem', labRootPem()), '-m', 'tls', '-u', account.user, '--json', ...more);
      const ended = await run(argv, { env: { MAILPROBE_PASSWORD: account.password } });
      return { ...ended, report: JSON.parse(ended.stdout) as Report };
    } finally {
      await lab.close();
    }
  }

  it('logs in with a million rounds where there is time', async () => {
    const { code, report, stderr } = await check('--timeout', '10m');
    assert.equal(code, 0, stderr);
    assert.equal(report.credentials?.status, 'accepted');
  });
});

// The example programs of the library, compiled with everything else, and run against the lab.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { type CheckRequest, check, discover, UsageError } from '../../../src/index.ts';
import { type Lab, startLab } from '../../../src/lab/lab.ts';
import { checkLogin } from './examples/check-login.ts';
import { compareRuns } from './examples/compare-runs.ts';
import { endEarly } from './examples/end-early.ts';
import { explainReply } from './examples/explain-reply.ts';
import { findServers } from './examples/find-servers.ts';

const labs: Lab[] = [];
after(async () => {
  for (const lab of labs) await lab.close();
});
async function labOf(scenario: string): Promise<{ readonly lab: Lab; readonly request: CheckRequest }> {
  const lab = await startLab(scenario);
  labs.push(lab);
  const request = {
    ports: Object.values(lab.ports),
    resolve: new Map([[lab.host, [lab.address]]]),
    tls: { extraRoots: [lab.caPem] },
  };
  return { lab, request };
}

describe('the examples of the library', () => {
  it('check a login', async () => {
    const { lab, request } = await labOf('healthy');
    const { user, password } = lab.account;
    const told = await checkLogin(lab.host, user, password, request);
    assert.equal(told, `${lab.host}:${lab.port('submissions')} tls PLAIN`);
  });

  it('end a check early, and have what was found', async () => {
    const { lab, request } = await labOf('silent-port');
    assert.equal(
      await endEarly(lab.host, { ...request, ports: [lab.port('submission')], modes: ['starttls'] }),
      'interrupted, 1 endpoint',
    );
  });

  it('explain a reply', () => {
    assert.match(
      explainReply('535 5.7.139 Authentication unsuccessful, basic authentication is disabled.'),
      /^auth-basic-disabled/,
    );
    assert.equal(explainReply('good morning'), 'not recognised');
  });

  it('find the servers of a mailbox, ended by a signal with what is known of the provider', async () => {
    const dnsServer = { address: '127.0.0.1', port: 9 };
    const found = await findServers('alice@gmail.com', { dnsServer, signal: AbortSignal.timeout(2_000) });
    assert.ok(found.includes('smtp smtp.gmail.com:465 tls'), found.join('\n'));
    await assert.rejects(discover('192.0.2.1'), UsageError);
  });

  it('compare two runs', async () => {
    const { lab, request } = await labOf('healthy');
    const before = await check(lab.host, { request });
    assert.deepEqual(await compareRuns(before, lab.host, request), []);
    const tampered = await compareRuns(before, lab.host, { ...request, tls: {} });
    assert.notDeepEqual(tampered, []);
  });
});

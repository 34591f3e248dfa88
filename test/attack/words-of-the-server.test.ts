// What a server puts into its own challenge (a DIGEST-MD5 realm, a nonce) comes back in what the client sends. It is no
// secret for that: else a server could blank out any word of the report, and hide what it says.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { challengeRaw } from '../../src/lab/authentication.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { Action } from '../../src/lab/port.ts';
import { portsOnly, submissions } from '../../src/lab/scenario.ts';
import { Secret } from '../../src/model/secret.ts';
import { Redactor } from '../../src/net/redactor.ts';
import { digestMd5 } from '../../src/sasl/digest-md5.ts';
import { type Checked, checkTarget } from '../scenarios/support/check-lab.ts';

const USER = 'ada@lab.test';
const HOST = 'mail.lab.test';
const PASSWORD = 'Qz7kWv3-Lm9xTb2R';

const digestChallenge =
  (realm: string, nonce: string): Action =>
  async (session) => {
    const text = `realm="${realm}",nonce="${nonce}",qop="auth",algorithm=md5-sess,charset=utf-8`;
    await challengeRaw(session, `334 ${Buffer.from(text).toString('base64')}`);
    session.send(`535 5.7.8 authentication failure at server blanked.lab.test, realm ${realm}, nonce ${nonce}`);
    return undefined;
  };

async function check(realm: string, nonce: string): Promise<Checked> {
  const auth = { mechanisms: ['DIGEST-MD5'], on: { 'DIGEST-MD5': digestChallenge(realm, nonce) } };
  const lab = await startLab(portsOnly({ port: submissions({ auth }) }), { account: { user: USER, password: PASSWORD } });
  try {
    const argv = ['-p', String(lab.port('port')), '-m', 'tls', '-v', '--timeout', '6s', '--resolve', `${HOST}:127.0.0.1`];
    return await checkTarget(HOST, argv, {
      credentials: { user: USER, password: new Secret(PASSWORD), token: null, oauth: null, notices: [] },
      tls: { extraRoots: [lab.caPem] },
    });
  } finally {
    await lab.close();
  }
}

describe('the words of a server', { concurrency: 3 }, () => {
  const REALMS: Readonly<Record<string, [realm: string, nonce: string]>> = {
    'a proof of SCRAM': ['x,p=server,y', 'OA6MG9tEQGm2hh'],
    'a bearer token': ['Bearer blanked.lab.test', 'OA6MG9tEQGm2hh'],
    'a digest': ['x,response=0123456789abcdef0123456789abcdef', 'failure'],
    'a name': ['a realm that all users of the house share', 'a nonce of the very same server'],
  };
  for (const [name, [realm, nonce]] of Object.entries(REALMS))
    it(`in a realm and a nonce, as ${name}, stay`, async () => {
      const { report } = await check(realm, nonce);
      assert.deepEqual(report.credentials?.reply?.lines, [
        `5.7.8 authentication failure at server blanked.lab.test, realm ${realm}, nonce ${nonce}`,
      ]);
      const challenge = report.endpoints.flatMap(({ transcript }) => transcript).find(({ line }) => line.startsWith('334 '));
      assert.ok(challenge && !challenge.line.includes('***'), challenge?.line);
    });

  it('and what was made of the secret is known', async () => {
    const sent: string[] = [];
    const redactor = new Redactor();
    const exchange = digestMd5.start({
      user: USER,
      secret: new Secret(PASSWORD),
      host: HOST,
      port: 465,
      service: 'smtp',
      channelBinding: null,
      randomBytes: (size) => Buffer.alloc(size, 7),
      onSent: (...given) => {
        sent.push(given[0]);
        redactor.addSent(...given);
      },
    });
    await exchange.respond(Buffer.from('realm="r",nonce="n",qop="auth",algorithm=md5-sess,charset=utf-8'));
    const [payload = ''] = sent;
    const response = /response=([0-9a-f]{32})/.exec(Buffer.from(payload, 'base64').toString())?.[1] ?? '';
    assert.equal(response.length, 32);
    assert.equal(redactor.scrub(`you sent ${payload}, that is ${response}`), 'you sent ***, that is ***');
  });
});

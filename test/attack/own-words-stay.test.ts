// A password that is a word of ours: masking it in our own sentences ("user name and ***") would give it away. Whatever
// the password, the same answers of a server make the same sentences.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startLab } from '../../src/lab/lab.ts';
import type { Action, PortConfig } from '../../src/lab/port.ts';
import { imaps, pop3s, portsOnly, submissions } from '../../src/lab/scenario.ts';
import { Secret } from '../../src/model/secret.ts';
import { type Checked, checkTarget } from '../scenarios/support/check-lab.ts';

const HOST = 'mail.lab.test';
const WORDS = [
  ...['password', 'Password', 'user', 'name', 'user name', 'server', 'connection', 'certificate', 'login', 'LOGIN', 'PLAIN'],
  ...['AUTH PLAIN', 'STARTTLS', 'refused', 'mailprobe', 'verified', 'the server', 'SSL/TLS', 'authentication', 'rejected'],
];

async function check(config: PortConfig, user: string, password: string): Promise<Checked> {
  const lab = await startLab(portsOnly({ port: config }), { account: { user: 'ada@lab.test', password: 'something else' } });
  try {
    const argv = ['-p', String(lab.port('port')), '-m', 'tls', '--protocol', config.protocol ?? 'smtp', '-v', '--timeout', '6s'];
    return await checkTarget(HOST, [...argv, '--resolve', `${HOST}:127.0.0.1`], {
      credentials: { user, password: new Secret(password), token: null, oauth: null, notices: [] },
      tls: { extraRoots: [lab.caPem] },
    });
  } finally {
    await lab.close();
  }
}

/** What is ours in a report: all but what the server said and what differs from run to run. */
function ownWords({ report }: Checked, port: RegExp): string {
  const { summary, verdict, findings, recommendation, endpoints, credentials } = report;
  const own = {
    summary,
    verdict,
    findings: findings.map(({ evidence: _, ...finding }) => finding),
    recommendation,
    user: credentials?.user,
    attempts: credentials?.attempts.map(({ mechanism, status }) => ({ mechanism, status })),
    auth: endpoints.map(({ auth }) => auth),
    said: endpoints.map(({ transcript }) =>
      transcript.filter(({ direction }) => direction !== 'server').map(({ direction, line }) => `${direction} ${line}`),
    ),
  };
  return JSON.stringify(own, null, 1)
    .replace(port, 'PORT')
    .replace(/\d+(\.\d+)? ms/g, 'N ms');
}

/** In words that are none of the passwords: what a refusal means is told by what can be shown of it. */
const refuse: Action = (session) => {
  const [tag = '*'] = (session.record.commands.at(-1)?.line ?? '').split(' ');
  session.send(`${tag} NO [AUTHENTICATIONFAILED] no`);
  return undefined;
};

const PORTS: Readonly<Record<string, PortConfig>> = {
  SMTP: submissions({ auth: { mechanisms: ['PLAIN', 'LOGIN'], failure: '535 5.7.8 no' } }),
  IMAP: imaps({ auth: { mechanisms: ['PLAIN', 'LOGIN'], failure: refuse } }),
  POP3: pop3s({ auth: { mechanisms: ['PLAIN', 'LOGIN'], failure: '-ERR [AUTH] no' } }),
};

describe('our own words', { concurrency: 3 }, () => {
  for (const [name, config] of Object.entries(PORTS))
    it(`are the same for every password, ${name}`, async () => {
      const expected = ownWords(await check(config, 'ada@lab.test', 'Qz7kWv3-Lm9xTb2R'), /\b\d{4,5}\b/g);
      for (const word of WORDS) {
        const found = ownWords(await check(config, 'ada@lab.test', word), /\b\d{4,5}\b/g);
        assert.equal(found, expected, `the password ${word}`);
      }
    });

  it('a user name that is the password stays', async () => {
    const checked = await check(PORTS.SMTP ?? submissions(), 'Winter-2024', 'Winter-2024');
    assert.equal(checked.report.credentials?.user, 'Winter-2024');
    assert.match(checked.texts.text, /Winter-2024/);
  });

  it('and what the server says is masked all the same', async () => {
    const config = submissions({ auth: { mechanisms: ['PLAIN'], deny: '535 5.7.8 no login with password, says postfix' } });
    const checked = await check(config, 'ada@lab.test', 'password');
    assert.deepEqual(checked.report.credentials?.reply?.lines, ['5.7.8 no login with ***, says postfix']);
  });
});

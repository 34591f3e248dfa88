// A server spreads the secret over the lines of one answer, at a place where the line's own head, a blank or a soft break
// hides the joint. The report must not hold the pieces side by side.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startLab } from '../../src/lab/lab.ts';
import type { PortConfig } from '../../src/lab/port.ts';
import { imaps, pop3s, portsOnly, submissions } from '../../src/lab/scenario.ts';
import { Secret } from '../../src/model/secret.ts';
import { type Checked, checkTarget } from '../scenarios/support/check-lab.ts';

const USER = 'ada@lab.test';
const HOST = 'mail.lab.test';

async function check(secret: string, config: PortConfig): Promise<Checked> {
  const lab = await startLab(portsOnly({ port: config }), { account: { user: USER, password: secret } });
  try {
    const argv = ['-p', String(lab.port('port')), '-m', 'tls', '--protocol', config.protocol ?? 'smtp', '-v', '--timeout', '6s'];
    return await checkTarget(HOST, [...argv, '--resolve', `${HOST}:127.0.0.1`], {
      credentials: { user: USER, password: new Secret(secret), token: null, oauth: null, notices: [] },
      tls: { extraRoots: [lab.caPem] },
    });
  } finally {
    await lab.close();
  }
}

/** None of the pieces stands anywhere: alone each may be a word, so they are chosen to be none. */
function assertGone({ texts, observations }: Checked, pieces: readonly string[]): void {
  for (const [name, text] of Object.entries({ ...texts, observations: JSON.stringify(observations) }))
    for (const piece of pieces) {
      const at = text.indexOf(piece);
      assert.equal(at, -1, `${name} has ${JSON.stringify(piece)}: ${JSON.stringify(text.slice(Math.max(0, at - 60), at + 60))}`);
    }
}

const refusing = (...lines: readonly string[]): PortConfig => submissions({ auth: { mechanisms: ['PLAIN'], deny: lines } });

describe('a secret over the lines of one answer', { concurrency: 4 }, () => {
  const CASES: Readonly<Record<string, [secret: string, config: PortConfig, pieces: readonly string[]]>> = {
    'a piece that looks like a reply code': [
      'Winter-2024 is-cold',
      refusing('535-Winter-2', '535 024 is-cold'),
      ['Winter-2', 'is-cold'],
    ],
    'the same in the keywords of EHLO': [
      'Winter-2024 is-cold',
      submissions({ on: { EHLO: ['250-mail.lab.test', '250-Winter-2', '250-024 is-cold', '250 AUTH PLAIN'] } }),
      ['Winter-2', 'is-cold'],
    ],
    'a piece that looks like an enhanced code': [
      'Sommer5.7.8 zwei-drei',
      refusing('535-Sommer', '535 5.7.8 zwei-drei'),
      ['Sommer', 'zwei-drei'],
    ],
    'enhanced codes on some lines': [
      'Winter-2024 is-cold',
      refusing('535-5.7.8 Winter', '535-5.7.8 -2', '535 024 is-cold'),
      ['Winter', 'is-cold'],
    ],
    'soft line breaks': ['Winter-2024-is-cold', refusing('535-Winter-20=', '535 24-is-cold'), ['Winter-2', 'is-cold']],
    'two blanks, of which the split took one': [
      'Winter  2024  iscold',
      refusing('535-Winter ', '535  2024  iscold'),
      ['Winter', 'iscold'],
    ],
    'IMAP, two blanks in a row in a capability': [
      'Wint99  er2024  iscold',
      imaps({ keywords: { tls: ['IMAP4rev1', 'AUTH=PLAIN', 'Wint99  er2024  iscold'] } }),
      ['Wint99', 'er2024', 'iscold'],
    ],
    'POP3, two blanks in a row over capabilities': [
      'Wint99  er2024  iscold',
      pop3s({ keywords: { tls: ['USER', 'SASL PLAIN', 'Wint99 ', ' er2024  iscold'] } }),
      ['Wint99', 'er2024', 'iscold'],
    ],
    'POP3, blanks in a capability made one': [
      'Wint99  er2024  iscold',
      pop3s({ keywords: { tls: ['USER', 'SASL PLAIN', 'Wint99 er2024 iscold'] } }),
      ['Wint99', 'er2024', 'iscold'],
    ],
    'POP3, over lines, with blanks at its ends': [
      ' Wint99 er2024 ',
      pop3s({ keywords: { tls: ['USER', 'SASL PLAIN', ' Wint99', 'er2024 '] } }),
      ['Wint99', 'er2024'],
    ],
  };
  for (const [name, [secret, config, pieces]] of Object.entries(CASES))
    it(name, async () => assertGone(await check(secret, config), pieces));
});

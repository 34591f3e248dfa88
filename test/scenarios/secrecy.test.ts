// Promise 3 as a property: whatever the secret is, and in whatever form and place a server says it back, no output format,
// transcript or error path has it in any reading.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startLab } from '../../src/lab/lab.ts';
import { loginsOf } from '../../src/lab/record.ts';
import type { LabLogin, LabScenario } from '../../src/lab/scenario.ts';
import { replyLines } from '../../src/lab/smtp.ts';
import fc, { runs } from '../support/property.ts';
import { checkLab } from './support/check-lab.ts';
import { echoing, echoingMailbox, FORMS, type Form, secret } from './support/echoing-servers.ts';
import { assertSecret, assertSound, secretsOf } from './support/promises.ts';
import { assertNoSecret, formsOf } from './support/secrecy.ts';

const RUNS = runs(8);

async function leaksNothing(value: string, form: Form, way: string): Promise<void> {
  const login: LabLogin = way === 'XOAUTH2' ? 'token' : 'password';
  const user = 'ada@lab.test';
  const lines = form(value, user);
  const protocol = way === 'IMAP' ? 'imap' : way === 'POP3' ? 'pop3' : 'smtp';
  const scenario: LabScenario = {
    name: 'custom',
    title: 'says the secret back',
    ports: () => ({
      secure: protocol === 'smtp' ? echoing((code) => replyLines(code, lines), way) : echoingMailbox(protocol, lines),
    }),
    check: { login, options: ['-v', '-m', 'tls', '--protocol', protocol] },
    expect: [],
  };
  const lab = await startLab(scenario, { account: { user, password: value, token: value } });
  try {
    const checked = await checkLab(lab);
    assertSound(checked);
    assertSecret(checked, secretsOf(lab.account, lab.record, [value]));
    assert.ok(loginsOf(lab.record).length <= 1);
  } finally {
    await lab.close();
  }
}

describe('a secret that the server says back', { concurrency: 16 }, () => {
  for (const [name, form] of Object.entries(FORMS)) {
    for (const way of ['PLAIN', 'LOGIN', 'XOAUTH2', 'CRAM-MD5', 'IMAP', 'POP3']) {
      it(`${name}, ${way}`, () =>
        fc.assert(
          fc.asyncProperty(secret, (value) => leaksNothing(value, form, way)),
          { numRuns: RUNS, endOnFailure: false },
        ));
    }
  }
});

describe('a secret with a space at an end, echoed as it is and trimmed', () => {
  for (const [name, form] of Object.entries({ raw: FORMS.raw, 'split over lines': FORMS['split over lines'] }))
    for (const way of ['PLAIN', 'IMAP', 'POP3'])
      for (const value of ['a"aaa19| ', ' Sommer 24'])
        it(`${JSON.stringify(value)}, ${name}, ${way}`, async () => {
          if (!form) throw new Error(`there is no form ${name}`);
          await leaksNothing(value, form, way);
          await leaksNothing(value, (text, user) => form(text.trim(), user), way);
        });
});

it('a password with spaces, said among the keywords of IMAP', async () => {
  await leaksNothing('correct horse battery', (text) => [`login failed for ${text}`], 'IMAP');
});

describe('the checker itself', () => {
  it('finds what is there', () => {
    const value = 'Tr1cky <&> "pass\\word';
    for (const form of formsOf(value)) assert.throws(() => assertNoSecret(`before ${form} after`, [value], 'text'), form);
    const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
    for (const text of [
      JSON.stringify({ a: [value] }),
      `<p>${html}</p>`,
      value.replaceAll(' ', '\n    '),
      encodeURIComponent(value),
    ]) {
      assert.throws(() => assertNoSecret(text, [value], 'text'), text);
    }
    assertNoSecret('before *** after', [value], 'text');
  });
});

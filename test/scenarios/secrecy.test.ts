// Promise 3 as a property: whatever the secret is, and in whatever form and place a server says it back, no output format,
// transcript or error path has it in any reading.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { challengeRaw } from '../../src/lab/authentication.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { Action, LabStep, PortConfig } from '../../src/lab/port.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { imaps, type LabLogin, type LabScenario, pop3s, submissions } from '../../src/lab/scenario.ts';
import { replyLines } from '../../src/lab/smtp.ts';
import fc, { runs } from '../support/property.ts';
import { checkLab } from './support/check-lab.ts';
import { assertSecret, assertSound, secretsOf } from './support/promises.ts';
import { assertNoSecret, formsOf } from './support/secrecy.ts';

const RUNS = runs(8);

const AWKWARD = [...'"\'<>&\\`|_%+/=$(){}[]#; \t\u00a0\u200b\u202e\u00e9\u20ac\u5bc6\u{1f511}'];
const graphemes = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 });
const awkward = fc
  .array(fc.oneof(fc.constantFrom(...AWKWARD), fc.constantFrom(...'abcXYZ0189')), { minLength: 8, maxLength: 40 })
  .map((parts) => parts.join(''));
const BASE64URL = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
const opaque = fc.string({ unit: fc.constantFrom(...BASE64URL), minLength: 20, maxLength: 900 });
const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = fc
  .record({ aud: fc.webUrl(), exp: fc.nat(), upn: fc.emailAddress() })
  .map((claims) => `${segment({ alg: 'RS256', typ: 'JWT' })}.${segment(claims)}.${segment({ x: JSON.stringify(claims) })}`);
const words = fc
  .array(fc.constantFrom('correct', 'horse', 'battery', 'staple', 'Quux'), { minLength: 3, maxLength: 6 })
  .map((all) => all.join(' '));

/** Something that a report could not say by chance. */
const isTelling = (text: string): boolean =>
  !/[\r\n\0]/.test(text) &&
  !/\p{Surrogate}/u.test(text) &&
  text.replace(/[\s\\*]/g, '').length >= 8 &&
  new Set(text.replace(/[\s\\*]/g, '')).size >= 5;

const secret = fc.oneof(graphemes, awkward, opaque, jwt, words).filter(isTelling);

const quotedPrintable = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `=${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');
const sasl = (text: string, user: string): string => Buffer.from(`\0${user}\0${text}`).toString('base64');
const entities = (text: string): string => [...text].map((one) => `&#${one.codePointAt(0)};`).join('');

const halves = (text: string): string[] => {
  const characters = [...text];
  const middle = Math.ceil(characters.length / 2);
  return [characters.slice(0, middle).join(''), characters.slice(middle).join('')];
};

/** What the server makes of the secret, as the texts of a reply's lines. */
type Form = (secret: string, user: string) => readonly string[];

const FORMS: Readonly<Record<string, Form>> = {
  raw: (s) => [`login failed for ${s}`],
  quoted: (s) => [`login failed for ${JSON.stringify(s)}`],
  Base64: (s) => [Buffer.from(s).toString('base64')],
  'SASL blob': (s, user) => [`cannot decode <${sasl(s, user)}>`],
  hex: (s) => [Buffer.from(s).toString('hex'), Buffer.from(s).toString('hex').toUpperCase()],
  'URL-encoded': (s) => [`https://mail.lab.test/?p=${encodeURIComponent(s)}&x=1`],
  'quoted-printable': (s) => [quotedPrintable(s)],
  entities: (s) => [`<b>${entities(s)}</b>`],
  'split over lines': (s) => halves(s),
  'Base64 split over lines': (s) => halves(Buffer.from(s).toString('base64')),
  'SASL blob wrapped': (s, user) => sasl(s, user).match(/.{1,60}/g) ?? [],
};

/** Every place at which a server gets to say something, each with the echo. */
function echoing(echo: (code: number) => readonly string[], mechanism: string): PortConfig {
  const [line = ''] = echo(334).map((one) => one.slice(4));
  const inChallenge: Action = async (session) => {
    await challengeRaw(session, `334 ${Buffer.from(line).toString('base64')}`);
    await challengeRaw(session, `334 ${line}`);
    session.send(...echo(535));
    return undefined;
  };
  const say = (code: number): LabStep => [...echo(code)];
  return submissions({
    greeting: say(220),
    on: { EHLO: [...echo(250).map((one) => one.replace(/^250 /, '250-')), `250 AUTH ${mechanism}`], QUIT: say(221) },
    auth: { mechanisms: [mechanism], ...(mechanism === 'LOGIN' ? { on: { LOGIN: inChallenge } } : { deny: say(535) }) },
  });
}

/** IMAP and POP3 say it in their greeting, their capabilities, a notice, the refusal and the goodbye. */
function echoingMailbox(protocol: 'imap' | 'pop3', lines: readonly string[]): PortConfig {
  const [first = ''] = lines;
  const tagged: Action = (session) => {
    const [tag = '*'] = (session.record.commands.at(-1)?.line ?? '').split(' ');
    session.send(...lines.map((line) => `* NO ${line}`), `${tag} NO [AUTHENTICATIONFAILED] ${first}`);
    return undefined;
  };
  if (protocol === 'imap') {
    return imaps({
      greeting: `* OK ${first}`,
      keywords: { tls: ['IMAP4rev1', 'SASL-IR', 'AUTH=PLAIN', lines.join('')] },
      on: { AUTHENTICATE: tagged, LOGIN: tagged, LOGOUT: `* BYE ${first}` },
    });
  }
  return pop3s({
    greeting: `+OK ${first}`,
    keywords: { tls: ['USER', 'SASL PLAIN', ...lines] },
    on: { AUTH: `-ERR [AUTH] ${first}`, PASS: `-ERR ${first}`, QUIT: `+OK ${first}` },
  });
}

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

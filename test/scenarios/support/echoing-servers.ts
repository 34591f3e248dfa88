// Secrets of every kind, the forms in which a server may say one back, and servers that do so wherever they get to say
// something. For tests alone.
import { challengeRaw } from '../../../src/lab/authentication.ts';
import type { Action, LabStep, PortConfig } from '../../../src/lab/port.ts';
import { imaps, pop3s, submissions } from '../../../src/lab/scenario.ts';
import fc from '../../support/property.ts';

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

/** Passwords and tokens of every kind. */
export const secret = fc.oneof(graphemes, awkward, opaque, jwt, words).filter(isTelling);
/** What a token may be made of (RFC 6750 §2.1). */
export const token = fc.oneof(opaque, jwt).filter(isTelling);

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
export type Form = (secret: string, user: string) => readonly string[];

export const FORMS: Readonly<Record<string, Form>> = {
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
export function echoing(echo: (code: number) => readonly string[], mechanism: string): PortConfig {
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
    auth: {
      mechanisms: [mechanism],
      errorChallenge: JSON.stringify({ status: '401', schemes: 'bearer', scope: echo(401).join(' ') }),
      ...(mechanism === 'LOGIN' ? { on: { LOGIN: inChallenge } } : { deny: say(535) }),
    },
  });
}

/** IMAP and POP3 say it in their greeting, their capabilities, a notice, the refusal and the goodbye. */
export function echoingMailbox(protocol: 'imap' | 'pop3', lines: readonly string[]): PortConfig {
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

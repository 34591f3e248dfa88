// What is pasted into `explain` comes back without its secrets, in whatever shape which program wrote it; what the
// diagnosis needs stays legible, prose stays as it is, and no text makes it slow.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ExplainRequest, runExplain } from '../../src/cli/commands/explain.ts';
import type { Io } from '../../src/cli/terminal/io.ts';
import { explainText } from '../../src/explain/explain.ts';
import { redactText } from '../../src/explain/redact.ts';
import { cpuMsOf } from '../support/growth.ts';
import { sized } from '../support/test-size.ts';
import {
  LONG_PASSWORD,
  PASSWORD,
  REFRESH_TOKEN,
  REFUSED,
  TOKEN,
  TRANSCRIPTS,
  type Transcript,
  USER,
} from './explain-transcripts.ts';

const ALWAYS = [PASSWORD, LONG_PASSWORD, TOKEN, REFRESH_TOKEN];

/** Every run of Base64 in a text, read as such: a secret must not be in there either. */
const decodedRuns = (text: string): string[] =>
  [...text.matchAll(/[A-Za-z0-9+/_-]{6,}={0,2}/g)].map(([run]) => Buffer.from(run, 'base64').toString('latin1'));

function assertNoSecret(said: string, { secrets = [] }: Pick<Transcript, 'secrets'>): void {
  const texts = [said, said.replaceAll('\\"', '"'), ...decodedRuns(said)];
  for (const secret of [...ALWAYS, ...secrets]) {
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')]) {
      assert.ok(!texts.some((text) => text.includes(form)), `${form} stands in: ${said}`);
    }
  }
  // Neither half of a password: masking that stops at a blank or a sign leaves the rest.
  for (const piece of ['kestrel', 'Quay', 'heron', 'wharf', 'InventedToken', 'InventedRefresh'])
    assert.ok(!texts.some((text) => text.includes(piece)), `${piece} stands in: ${said}`);
}

async function said(text: string, json: boolean): Promise<string> {
  let out = '';
  const stream = {
    isTTY: false,
    write: (piece: string, done?: () => void) => {
      out += piece;
      done?.();
      return true;
    },
  };
  const io = { stdin: { isTTY: true }, stdout: stream, stderr: stream, env: {} } as unknown as Io;
  const request: ExplainRequest = { words: [text], json, colour: false, columns: 80 };
  await runExplain(request, io);
  return out;
}

describe('explain gives no secret back', () => {
  assert.ok(TRANSCRIPTS.length >= 35);
  for (const transcript of TRANSCRIPTS) {
    const { name, text, id, keeps = [] } = transcript;
    it(`of ${name}`, async () => {
      assertNoSecret(redactText(text), transcript);
      const noise = 'Jan 31 12:00:00 mx cron[1]: nothing to see here, moving along\n'.repeat(60);
      for (const whole of [text, `${noise}${text}`, `${text}\n${noise}`, text.replaceAll('\n', '\r\n')]) {
        for (const json of [false, true]) assertNoSecret(await said(whole, json), transcript);
        const { matches } = explainText(whole);
        assert.equal(matches[0]?.id, id, redactText(whole).slice(0, 3_000));
      }
      for (const kept of keeps) assert.ok(redactText(text).includes(kept), `${kept} is lost in: ${redactText(text)}`);
    });
  }

  it('of each line of them by itself, but for what only its neighbours tell', () => {
    // A lone Base64 word behind no mark at all can be anything.
    for (const transcript of TRANSCRIPTS) {
      const { text } = transcript;
      for (const line of text.split('\n')) {
        const isBare = /^[\w+/=]+$/.test(line.trim()) || LONG_PASSWORD === line || /^(?:C: |pass )?grey/.test(line);
        const isValueAlone = /^\s+value: |^<string>/.test(line);
        const isContext = /^(?:FINE|WARNING): /.test(line) || isBare || isValueAlone;
        if (!isContext) assertNoSecret(redactText(line), transcript);
      }
    }
  });
});

const OTHER_PASSWORDS = [
  'geheimnis',
  'correctHorse',
  '83719264',
  'Ab,cd;ef#gh',
  'P@sswrd%21x',
  'x}y]w9Kq',
  '--dashfirst9',
  '$ecretDollar',
  'abcd-efgh-ijkl',
  'Ünïcødé9pw',
];

describe('explain gives no secret back, whatever it is made of', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  for (const password of OTHER_PASSWORDS) {
    it(password, () => {
      for (const { name, text } of TRANSCRIPTS) {
        const other = text
          .replaceAll(PASSWORD, () => password)
          .replaceAll(LONG_PASSWORD, () => password)
          .replaceAll(encodeURIComponent(PASSWORD), () => encodeURIComponent(password))
          .replaceAll(base64(PASSWORD), base64(password))
          .replaceAll(base64(`\0${USER}\0${PASSWORD}`), base64(`\0${USER}\0${password}`));
        const said = redactText(other);
        for (const form of [password, password.slice(-5), base64(password).replace(/=+$/, '')])
          assert.ok(![said, ...decodedRuns(said)].some((part) => part.includes(form)), `${name}: ${form} stands in: ${said}`);
      }
    });
  }
});

const PROSE = [
  REFUSED,
  '535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully.',
  '535 Incorrect authentication data',
  '535-5.7.8 Username and Password not accepted. For more information, go to',
  '534-5.7.9 Application-specific password required. Learn more at',
  '-ERR [AUTH] Username and password not accepted.',
  '-ERR invalid password: authentication failed',
  '535 5.7.8 wrong password: please try again later',
  'A2 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)',
  '250-AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2',
  '250-AUTH=PLAIN LOGIN',
  '* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR LOGINDISABLED',
  'DEBUG SMTP: Attempt to authenticate using mechanisms: LOGIN PLAIN DIGEST-MD5 NTLM XOAUTH2',
  'DEBUG SMTP: AUTH LOGIN command trace suppressed',
  'DEBUG SMTP: AUTH LOGIN failed',
  '2020-09-22 14:35:03 WARNING: PLAIN authentication failed: connection closed',
  'SMTP ERROR: Password command failed: 535 5.7.8 Error: authentication failed',
  'The password is wrong, or the token has expired.',
  'Please enter the password of your account, not the app password.',
  'Use --password-stdin or --password-file to give the password.',
  'smtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd',
  'PasswordAuthentication yes',
  'curl: (67) Login denied',
  'smtplib.SMTPNotSupportedError: SMTP AUTH extension not supported by server.',
  ' -> EHLO client.example.net',
  ' ~> STARTTLS',
  'C: QUIT',
  'S: 334 VXNlcm5hbWU6',
  '+ cHJvbXB0',
  '* OK [CAPABILITY IMAP4rev1 LITERAL+] Dovecot ready.',
  'Bearer authentication is required',
  'the bearer of this message',
  'AADSTS7000222: The provided client secret keys for app are expired.',
  'https://support.google.com/mail/?p=BadCredentials k1-2sm - gsmtp',
  'mailto:alice@example.com, From: bob@example.org',
  'authentication failed: generic failure',
  'relay=smtp.gmail.com[142.250.102.108]:587, delay=1.2, dsn=5.7.9, status=bounced',
  'Error: Invalid login: 535 Authentication failed',
  'Host key verification failed.',
  "Failed to authenticate on SMTP server with username 'x' using 2 possible authenticators",
  'Passwort falsch',
  'bypass: none, compass: north',
];

describe('explain gives back no value that stands behind the code of a refusal', () => {
  for (const text of [`Password : AADSTS50126:${PASSWORD}`, `client_secret=AADSTS7000215,${PASSWORD}`])
    it(text.slice(0, 28), () => assertNoSecret(redactText(text), {}));
  it('and says that there was more', () =>
    assert.equal(redactText(`Get-MsalToken : AADSTS7000215: ${PASSWORD}`), 'Get-MsalToken : AADSTS7000215: ***'));
});

describe('explain leaves alone', () => {
  for (const text of PROSE) it(text, () => assert.equal(redactText(text), text));
});

const NEAR_MATCHES = [
  'password',
  'password=',
  'password="',
  'pass: ',
  '"pass":',
  'AUTH PLAIN ',
  'AUTH LOGIN\n334 ',
  '334 \n',
  '+ \n',
  'a1 LOGIN "',
  'a1 LOGIN {3+}\n',
  '-u a:',
  '-p ',
  '--password ',
  'smtp://a:b',
  'smtp://',
  'a:a@',
  'login(',
  'login("',
  'NetworkCredential("a',
  'ConvertTo-SecureString -String ',
  '-----BEGIN PRIVATE KEY-----',
  'Authorization: ',
  'Bearer ',
  'eyJ',
  'eyJa.',
  '\\0a',
  '\\0',
  'CLIENT -> SERVER: ',
  'CLIENT -&gt; SERVER:',
  '>> ',
  ' >> << ',
  '\\r\\n',
  'C: ',
  'machine a login a password ',
  '<password>',
  '<key>',
  '<a name="password"',
  'name: password\n',
  'xsasl_cyrus_client_first: ',
  'After sending ',
  'AAAA',
  'A',
  'A=',
  ' ',
  '\n',
  '"',
  '-',
  '_',
  '\\"',
  'pass ',
  'host.example a:',
  'sasl_passwd ',
];

/** What puts the reader into a state in which it looks further. */
const OPENINGS = [
  '334 \n',
  'C: AUTH LOGIN\n',
  'a1 LOGIN {3+}\n',
  'C: a1 LOGIN ',
  'C: a1 LOGIN "',
  'PASS ',
  'password=',
  'login(',
  '-u a:',
  'smtp://a:',
];

describe('explain masks in linear time', () => {
  const PIECES = 32;
  const PIECE = sized(2_048, 32_768);
  /** Of less than this nobody can tell how it grows. */
  const LEAST_MS = sized(2, 20);
  const MAX_RATIO = 8;
  const isLinear = (make: (size: number) => string): boolean => {
    // The same amount of text in one piece and in 32. A quadratic pattern takes 32 times as long for the one; measured anew
    // where something else of the process (a collection of garbage) came in between.
    const [piece, whole] = [make(PIECE), make(PIECES * PIECE)];
    // So long it may take whatever the pieces take.
    if (cpuMsOf(redactText, whole) < MAX_RATIO * LEAST_MS) return true;
    for (let attempt = 0; attempt < 4; attempt += 1) {
      let inPieces = 0;
      for (let count = 0; count < PIECES; count += 1) inPieces += cpuMsOf(redactText, piece);
      if (cpuMsOf(redactText, whole) < MAX_RATIO * Math.max(inPieces, LEAST_MS)) return true;
    }
    return false;
  };
  for (const unit of NEAR_MATCHES)
    it(`over ${JSON.stringify(unit)}`, () => assert.ok(isLinear((size) => unit.repeat(Math.ceil(size / unit.length)))));
  for (const opening of OPENINGS) {
    it(`behind ${JSON.stringify(opening)}`, () => {
      for (const unit of ['"', ' ', '\\', 'A', '=', '\\"', ')', '{1}', ',a', '<'])
        assert.ok(
          isLinear((size) => `${opening}${unit.repeat(Math.ceil(size / unit.length))}x`),
          unit,
        );
    });
  }
});

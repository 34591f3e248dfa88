// `check --config --login`: the login goes out as the application's own client sends it, and what the server makes of that form
// is told of the client; the credentials are judged all the same.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { challengeRaw } from '../../src/lab/authentication.ts';
import { labRootPem } from '../../src/lab/certificates.ts';
import { LAB_ACCOUNT, type Lab, startLab } from '../../src/lab/lab.ts';
import { type Action, type LabAuth, PROCEED } from '../../src/lab/port.ts';
import { type LabRecord, loginsOf } from '../../src/lab/record.ts';
import { portsOnly } from '../../src/lab/scenario.ts';
import type { Report } from '../../src/model/report.ts';
import { makeFolder } from '../scenarios/support/built-program.ts';
import { runFresh } from '../support/fresh-program.ts';

const schema = JSON.parse(readFileSync(new URL('../../src/report/report.schema.json', import.meta.url), 'utf8'));
const isReport = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(schema);

const HOST = 'mail.lab.test';
const { user, password } = LAB_ACCOUNT;

/** Exim whose PLAIN has no server_prompts (curl/curl#4080). */
const refusesBarePlain: Action = (session) => {
  if (session.lastLogin?.withInitialResponse) return PROCEED;
  session.send('535 Incorrect authentication data');
  return undefined;
};
/** SubEthaSMTP (jstedfast/MailKit#216). */
const asksForNameAgain: Action = async (session) => {
  if (!session.lastLogin?.withInitialResponse) return PROCEED;
  const name = await challengeRaw(session, '334 VXNlcm5hbWU6');
  const secret = await challengeRaw(session, '334 UGFzc3dvcmQ6');
  const isRight = [name, secret].join() === [user, password].map((text) => Buffer.from(text).toString('base64')).join();
  session.send(isRight ? '235 2.7.0 Authentication successful' : '535 5.7.8 Error: authentication failed');
  return undefined;
};

const PLAIN_WITH_RESPONSE: LabAuth = { mechanisms: ['PLAIN'], on: { PLAIN: refusesBarePlain } };
const BOTH_PLAIN_WITH_RESPONSE: LabAuth = { mechanisms: ['PLAIN', 'LOGIN'], on: { PLAIN: refusesBarePlain } };
const LOGIN_BY_PROMPTS: LabAuth = { mechanisms: ['LOGIN'], on: { LOGIN: asksForNameAgain } };
const BOTH_LOGIN_BY_PROMPTS: LabAuth = { mechanisms: ['PLAIN', 'LOGIN'], on: { LOGIN: asksForNameAgain } };

const env = (port: number, secret: string): string =>
  `SMTP_HOST=${HOST}\nSMTP_PORT=${port}\nSMTP_STARTTLS=true\nSMTP_USER=${user}\nSMTP_PASSWORD="${secret}"\n`;
const netMail = (port: number, secret: string): string =>
  `<configuration><system.net><mailSettings><smtp from="a@lab.test"><network host="${HOST}" port="${port}" userName="${user}" password="${secret}" enableSsl="true"/></smtp></mailSettings></system.net></configuration>`;

interface Row {
  readonly file: string;
  readonly text: (port: number, secret: string) => string;
  readonly client?: string;
  readonly auth: LabAuth;
  readonly secret?: string;
  /** As the server had them: mechanism, with `+` where something went along. */
  readonly logins: readonly string[];
  readonly status: 'accepted' | 'rejected';
  /** What the client fails by; null: it does not fail. */
  readonly why: RegExp | null;
  readonly change?: RegExp;
}

const BARE = /the server does not take PLAIN without initial response/;
const NAMED = /the server does not take LOGIN with initial response/;

const rows: Readonly<Record<string, Row>> = {
  'curl, where PLAIN wants its response': {
    file: '.env',
    text: env,
    client: 'curl',
    auth: PLAIN_WITH_RESPONSE,
    logins: ['PLAIN', 'PLAIN+'],
    status: 'accepted',
    why: BARE,
    change: /^--sasl-ir$/,
  },
  'curl, where LOGIN is left': {
    file: '2.env',
    text: env,
    client: 'curl',
    auth: BOTH_PLAIN_WITH_RESPONSE,
    logins: ['PLAIN', 'PLAIN+'],
    status: 'accepted',
    why: BARE,
    change: /^--sasl-ir, or --login-options AUTH=LOGIN$/,
  },
  'curl, and a wrong password': {
    file: '3.env',
    text: env,
    client: 'curl',
    auth: PLAIN_WITH_RESPONSE,
    secret: 'not the password',
    logins: ['PLAIN', 'PLAIN+'],
    status: 'rejected',
    why: null,
  },
  'curl, where both forms are taken': {
    file: '4.env',
    text: env,
    client: 'curl',
    auth: { mechanisms: ['PLAIN'] },
    logins: ['PLAIN'],
    status: 'accepted',
    why: null,
  },
  'PHPMailer, where PLAIN is all there is': {
    file: '8.env',
    text: env,
    client: 'phpmailer',
    auth: PLAIN_WITH_RESPONSE,
    logins: ['PLAIN', 'PLAIN+'],
    status: 'accepted',
    why: BARE,
    change: /^another mechanism$/,
  },
  'PHPMailer, which takes LOGIN first': {
    file: '9.env',
    text: env,
    client: 'phpmailer',
    auth: BOTH_PLAIN_WITH_RESPONSE,
    logins: ['PLAIN+'],
    status: 'accepted',
    why: null,
  },
  'MailKit, which sends the response': {
    file: '5.env',
    text: env,
    client: 'mailkit',
    auth: PLAIN_WITH_RESPONSE,
    logins: ['PLAIN+'],
    status: 'accepted',
    why: null,
  },
  'MailKit, which waits for the prompts': {
    file: '6.env',
    text: env,
    client: 'mailkit',
    auth: LOGIN_BY_PROMPTS,
    logins: ['LOGIN'],
    status: 'accepted',
    why: null,
  },
  'smtplib, where the name is asked for again': {
    file: '7.env',
    text: env,
    client: 'python-smtplib',
    auth: LOGIN_BY_PROMPTS,
    logins: ['LOGIN+'],
    status: 'accepted',
    why: NAMED,
  },
  'System.Net.Mail, by its own mechanism': {
    file: 'web.config',
    text: netMail,
    auth: BOTH_LOGIN_BY_PROMPTS,
    logins: ['LOGIN+'],
    status: 'accepted',
    why: NAMED,
  },
};

const sentTo = (record: LabRecord): string[] =>
  loginsOf(record).map(({ mechanism, withInitialResponse }) => `${mechanism}${withInitialResponse ? '+' : ''}`);

describe('a login as the application sends it', () => {
  const folder = makeFolder();
  let root = '';
  before(() => {
    root = folder.file('root.pem', labRootPem());
  });
  after(() => folder.remove());

  for (const [name, { file, text, client, auth, secret = password, logins, status, why, change }] of Object.entries(rows)) {
    it(name, async () => {
      const lab: Lab = await startLab(portsOnly({ port: { tls: 'starttls', auth } }));
      try {
        const ended = await runFresh([
          ...['check', '--config', folder.file(file, text(lab.port('port'), secret)), '--login', '--json', '--ca', root],
          ...['--resolve', `${HOST}:127.0.0.1`, '--timeout', '60s', ...(client === undefined ? [] : ['--client', client])],
        ]);
        const report = JSON.parse(ended.stdout) as Report;
        assert.ok(isReport(report), JSON.stringify(isReport.errors));
        assert.deepEqual(sentTo(lab.record), logins, ended.stdout);
        assert.equal(report.credentials?.status, status, ended.stdout);
        // Old platforms fail by their TLS, before any login.
        const failing = (report.clients?.views ?? []).filter(
          ({ verdict, stage }) => verdict === 'fails' && stage === 'mechanism',
        );
        const cannot = report.findings.filter(({ id }) => id === 'client-cannot');
        if (why === null) {
          assert.deepEqual(failing, []);
          assert.ok(cannot.every(({ evidence }) => !/does not take/.test(evidence.join())));
        } else {
          assert.match(failing[0]?.why ?? '', why);
          if (change) assert.match(failing[0]?.change ?? '', change);
          assert.equal(report.findings[0]?.id, 'client-cannot');
          assert.match(report.summary, why);
          // The server and the password are fine for others.
          assert.ok(!report.findings.some(({ id, severity }) => id.startsWith('auth-') && severity !== 'info'), ended.stdout);
        }
        assert.ok(!`${ended.stdout}${ended.stderr}`.includes(secret));
      } finally {
        await lab.close();
      }
    });
  }
});

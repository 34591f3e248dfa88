// `check --config`: the file of an application in, its settings tested as they stand, what works out, in the file's own words;
// with --write in the file itself. The password in it goes to the server with --login alone, and into no output.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { labRootPem } from '../../src/lab/certificates.ts';
import { LAB_ACCOUNT, type Lab, startLab } from '../../src/lab/lab.ts';
import { loginsOf } from '../../src/lab/record.ts';
import type { Report } from '../../src/model/report.ts';
import { makeFolder } from '../scenarios/support/built-program.ts';
import { runFresh as run } from '../support/fresh-program.ts';
import type { Ended } from './program.ts';

const schema = JSON.parse(readFileSync(new URL('../../src/report/report.schema.json', import.meta.url), 'utf8'));
const isReport = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(schema);

const HOST = 'mail.lab.test';
const { user, password } = LAB_ACCOUNT;

describe('the settings of an application', () => {
  const folder = makeFolder();
  let lab: Lab;
  let root = '';
  before(async () => {
    lab = await startLab('healthy');
    root = folder.file('root.pem', labRootPem());
  });
  after(async () => {
    folder.remove();
    await lab.close();
  });

  const port = (name: 'submission' | 'submissions'): number => lab.ports[name] ?? 0;
  const check = (file: string, ...more: readonly string[]): Promise<Ended> =>
    run(['check', '--config', file, '--resolve', `${HOST}:127.0.0.1`, '--ca', root, '--timeout', '60s', ...more]);
  const reportOf = ({ stdout }: Ended): Report => JSON.parse(stdout) as Report;

  function assertSecret(...ends: readonly Ended[]): void {
    for (const { stdout, stderr } of ends) assert.ok(!`${stdout}${stderr}`.includes(password), `${stdout}${stderr}`);
  }

  /** What goes wrong, its file, and the lines that are right. */
  const WRONG: readonly (readonly [name: string, text: () => string, lines: readonly string[]])[] = [
    [
      '.env',
      () =>
        `MAIL_MAILER=smtp\nMAIL_SCHEME=smtps\nMAIL_HOST=${HOST}\nMAIL_PORT=${port('submission')}\nMAIL_USERNAME=${user}\nMAIL_PASSWORD="${password}"\n`,
      ['MAIL_SCHEME=smtp'],
    ],
    [
      'application.yml',
      () =>
        `spring:\n  mail:\n    host: ${HOST}\n    port: ${port('submissions')}\n    username: ${user}\n    password: "${password}"\n    properties:\n      mail:\n        smtp:\n          starttls:\n            enable: true\n`,
      ['            enable: false', '          ssl:', '            enable: true'],
    ],
    [
      'prefs.js',
      () =>
        `user_pref("mail.smtpserver.smtp1.hostname", "${HOST}");\nuser_pref("mail.smtpserver.smtp1.port", ${port('submissions')});\nuser_pref("mail.smtpserver.smtp1.try_ssl", 2);\n`,
      ['user_pref("mail.smtpserver.smtp1.try_ssl", 3);'],
    ],
    [
      'wp-config.php',
      () =>
        `<?php\ndefine( 'WPMS_ON', true );\ndefine( 'WPMS_MAILER', 'smtp' );\ndefine( 'WPMS_SMTP_HOST', '${HOST}' );\ndefine( 'WPMS_SMTP_PORT', ${port('submission')} );\ndefine( 'WPMS_SSL', 'ssl' );\ndefine( 'WPMS_SMTP_AUTH', true );\ndefine( 'WPMS_SMTP_USER', '${user}' );\ndefine( 'WPMS_SMTP_PASS', '${password}' );\n`,
      ["define( 'WPMS_SSL', 'tls' );"],
    ],
  ];

  for (const [name, text, lines] of WRONG) {
    it(`${name}: fails, says the lines, and works once they are written`, async () => {
      const file = folder.file(name, text());
      chmodSync(file, 0o640);
      const first = await check(file, '--json');
      assert.equal(first.code, 1, first.stderr);
      const { application, verdict } = reportOf(first);
      assert.ok(isReport(JSON.parse(first.stdout)), JSON.stringify(isReport.errors));
      assert.equal(verdict, 'fail');
      assert.deepEqual(application?.correction?.lines, lines);
      assert.equal(readFileSync(file, 'utf8'), text(), 'nothing is written without --write');

      const written = await check(file, '--write');
      const backup = `${file}.bak`;
      assert.equal(readFileSync(backup, 'utf8'), text());
      for (const path of [file, backup]) assert.equal(statSync(path).mode & 0o777, 0o640);
      for (const line of lines) assert.ok(readFileSync(file, 'utf8').split('\n').includes(line), line);
      assert.ok(written.stdout.includes(lines.at(-1)?.trim() ?? ''));

      const again = await check(file, '--json', '--write');
      assert.equal(again.code, 0, again.stdout);
      assert.equal(reportOf(again).application?.correction, null);
      assert.match(again.stderr, /nothing was changed/);
      assert.ok(!existsSync(`${backup}1`));
      assertSecret(first, written, again);
    });
  }

  it('logs in with the password of the file with --login alone', async () => {
    const [name, text] = WRONG[3] ?? WRONG[0] ?? ['', () => ''];
    const file = folder.file(`2-${name}`, text().replace("'ssl'", "'tls'"));
    const before = loginsOf(lab.record).length;
    const without = await check(file, '--json', '-v');
    assert.equal(reportOf(without).credentials, null);
    assert.equal(loginsOf(lab.record).length, before);
    const login = await check(file, '--json', '-v', '--login');
    assert.equal(reportOf(login).credentials?.status, 'accepted');
    assert.equal(loginsOf(lab.record).length, before + 1);
    assertSecret(without, login);
  });

  it('says the settings that work in the form of any application', async () => {
    const target = ['check', HOST, '-p', String(port('submission')), '--resolve', `${HOST}:127.0.0.1`, '--ca', root];
    const { stdout, code } = await run([...target, '--settings-for', 'msmtp']);
    assert.equal(code, 0);
    assert.match(
      stdout,
      new RegExp(`Settings for msmtprc\\n {2}account default\\n(?: {2}.*\\n)*? {2}port ${port('submission')}\\n {2}tls on\\n`),
    );
    const asJson = reportOf(await run([...target, '--settings-for', 'dotnet', '--json']));
    assert.equal(asJson.settingsFor?.format, 'dotnet-mailsettings');
    assert.ok(asJson.settingsFor?.lines.some((line) => line.includes(`port="${port('submission')}" enableSsl="true"`)));
  });

  it('fails where the application would send nothing, whatever the server does', async () => {
    const [name, text] = WRONG[0] ?? ['', () => ''];
    const file = folder.file(`4${name}`, text().replace('MAILER=smtp', 'MAILER=log').replace('smtps', 'smtp'));
    const ended = await check(file, '--json');
    const { verdict, summary, application } = reportOf(ended);
    assert.deepEqual([ended.code, verdict], [1, 'fail']);
    assert.match(summary, /mail goes into the log/);
    assert.deepEqual(application?.correction?.lines, ['MAIL_MAILER=smtp']);
  });

  it('speaks of the application and of no other program', async () => {
    const [name, text] = WRONG[1] ?? ['', () => ''];
    const { stdout } = await check(folder.file(`5-${name}`, text()));
    const told = stdout.replace(/\s+/g, ' ');
    assert.match(told, /SSL\/TLS \(implicit TLS\) in Spring Boot \(5-application\.yml\)\./);
    assert.match(told, /What Spring Boot \(Jakarta Mail\) would do fails it waits for a greeting/);
    assert.doesNotMatch(told, /nodemailer|Who can use this server|Java 21/);
  });

  it('tells nobody to set what the application does not have', async () => {
    const network = `host="${HOST}" port="${port('submissions')}" userName="${user}" password="x" enableSsl="true"`;
    const smtp = `<smtp from="a@lab.test"><network ${network}/></smtp>`;
    const text = `<configuration><system.net><mailSettings>${smtp}</mailSettings></system.net></configuration>`;
    const told = (await check(folder.file('web.config', text))).stdout.replace(/\s+/g, ' ');
    const fix =
      /Do In \.NET Framework \(System\.Net\.Mail\) \(web\.config\): another library; or, at the server: open port 587 with STARTTLS\./;
    assert.match(told, fix);
    assert.doesNotMatch(told, /Set the connection security/);
  });

  it('writes what works on a port of any number, and says so where the application cannot have it', async () => {
    const grafana = (number: number, more = ''): string =>
      `[smtp]\nenabled = true\nhost = ${HOST}:${number}\nfrom_address = g@lab.test\nuser = ${user}\n${more}`;
    const plain = await check(
      folder.file('grafana.ini', grafana(port('submission'), 'startTLS_policy = NoStartTLS\n')),
      '--json',
    );
    assert.deepEqual(reportOf(plain).application?.correction?.lines, ['startTLS_policy = MandatoryStartTLS']);

    const alerts = `global:\n  smtp_smarthost: ${HOST}:${port('submissions')}\n  smtp_from: a@lab.test\n`;
    const implicit = reportOf(await check(folder.file('alertmanager.yml', alerts), '--json'));
    assert.deepEqual(implicit.application?.correction?.lines, ['  smtp_force_implicit_tls: true']);

    const file = folder.file('6-grafana.ini', grafana(port('submissions')));
    const told = (await check(file)).stdout.replace(/\s+/g, ' ');
    assert.match(told, /Write nothing: port \d+ with SSL\/TLS works, but Grafana has no setting for that in this file/);
    assert.match(told, /Do In Grafana \(6-grafana\.ini\): no setting does it; at the server: open port 587/);
    assert.doesNotMatch(told, /: port 465\b|change: port/);
    for (const format of ['markdown', 'html'])
      assert.match((await check(file, '-f', format)).stdout, /Nothing to write: port \d+/);
    assert.ok(isReport(JSON.parse((await check(file, '--json')).stdout)), JSON.stringify(isReport.errors));
  });

  it('reads what is piped into it, by its content or by the format that is named', async () => {
    const input = `[smtp]\nhost = ${HOST}:${port('submission')}\nfrom_address = g@lab.test\npassword = ${password}\n`;
    const more = ['--resolve', `${HOST}:127.0.0.1`, '--ca', root];
    const recognised = await run(['check', '--config', '-', '--json', ...more], { input });
    assert.equal(reportOf(recognised).application?.settings.format, 'grafana');
    const account = `account default\nhost ${HOST}\nport ${port('submission')}\ntls off\n`;
    const named = await run(['check', '--config', '-#msmtprc', ...more], { input: account });
    assert.match(named.stdout, /File +stdin \(msmtp\)/);
    assert.match(named.stdout, /Write +tls on\n/);
    assertSecret(recognised, named);
    for (const [message, ...argv] of [
      [/--write wants a file: what comes on stdin cannot be written back/, '--write'],
      [/--config - and --password-stdin both read stdin/, '--password-stdin', '--user', 'a'],
    ] as const) {
      const refused = await run(['check', '--config', '-', ...argv], { input });
      assert.equal(refused.code, 2, refused.stdout);
      assert.match(refused.stderr, message);
      assertSecret(refused);
    }
    const empty = await run(['check', '--config', '-'], { input: '' });
    assert.match(empty.stderr, /no mail settings of a known application are in 'stdin'/);
  });

  it('writes no report over the file', async () => {
    const [name, text] = WRONG[0] ?? ['', () => ''];
    const file = folder.file(`3${name}`, text());
    const { code, stderr } = await check(file, '-o', file, '--force');
    assert.equal(code, 2, stderr);
    assert.equal(readFileSync(file, 'utf8'), text());
  });

  it('is refused in one line where it cannot be', async () => {
    const env = folder.file('odd.env', 'SMTP_HOST=mail.lab.test\nSMTP_PORT=587\nSMTP_SECURE=true\nSMTP_PASS=hunter2hunter2\n');
    const two = folder.file('mail.properties', 'mail.smtp.host=a.example\nmail.imap.host=b.example\n');
    const both = folder.file('both.env', 'MAIL_MAILER=smtp\nMAIL_HOST=a.example\nMAILER_DSN=smtp://b.example:587\n');
    const none = folder.file('notes.txt', 'hello mail\n');
    const empty = folder.file(
      'superoffice.config',
      '<configuration><SuperOffice><Mail><Component><add key="Reader" value="MailKit"/></Component></Mail></SuperOffice></configuration>',
    );
    const cases: readonly (readonly [RegExp, readonly string[]])[] = [
      [/SMTP_SECURE=true with port 587 .* --client/, ['--config', env]],
      [/several settings: put #smtp, #imap behind/, ['--config', two]],
      [/no part 'pop3'; there is #smtp, #imap/, ['--config', `${two}#pop3`]],
      [/fits laravel and symfony-dsn: put #laravel behind/, ['--config', both]],
      [/no mail settings of a known application/, ['--config', none]],
      [/SuperOffice has the mail server in the product/, ['--config', empty]],
      [/no such file/, ['--config', join(folder.path, 'nothing.env')]],
      [/leave the target out/, ['a.example', '--config', two]],
      [/leave out --port/, ['--config', two, '-p', '25']],
      [/--login means nothing without --config/, ['a.example', '--login']],
      [/missing required argument 'target'/, []],
      [/--settings-for: there is no format 'notepad': it takes .*laravel/, ['a.example', '--settings-for', 'notepad']],
      [/there is no password in the file|there is no user in the file/, ['--config', `${two}#smtp`, '--login']],
    ];
    for (const [message, argv] of cases) {
      const { code, stderr, stdout } = await run(['check', ...argv]);
      assert.equal(code, 2, `${argv.join(' ')}: ${stderr}`);
      assert.match(stderr, message);
      assert.equal(stderr.trim().split('\n').length, 1, stderr);
      assert.ok(!`${stdout}${stderr}`.includes('hunter2'));
    }
  });
});

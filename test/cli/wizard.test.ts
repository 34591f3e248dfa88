// The wizard in a real terminal against the embedded lab: keys in, screen out, and the terminal as it was afterwards. Every
// entry of its menu, and the way back from each question.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hang } from '../../src/lab/actions.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { portsOnly, submission } from '../../src/lab/scenario.ts';
import { until } from '../support/until.ts';
import { PROGRAM, Terminal, terminalMissing } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-wizard-'));
const PASSWORD = 'correct horse 7';

/** No form of the password, whole or in part, on the screen or above it. */
function assertHidden(screen: string): void {
  const forms = [PASSWORD, 'correct', 'horse', Buffer.from(PASSWORD).toString('base64').slice(0, 16)];
  for (const form of forms) assert.ok(!screen.includes(form), `${form} on the screen:\n${screen}`);
}

/** The line that the cursor of a list stands on. */
const pointed = (screen: string): string => /^❯ (.*)$/m.exec(screen)?.[1] ?? '';
const count = (screen: string, pattern: RegExp): number => [...screen.matchAll(new RegExp(pattern, 'gm'))].length;

/** A host is understood there as well, so that most tests begin with one. */
const FIRST = /Which program has the trouble\? Name or settings file/;

/** A list that is open: an answered one has collapsed to a line with another mark in front. */
const MENU = /^\? [^❯]*What\s+next\?[^❯]*^❯ /m;
const openList = (question: string): RegExp => new RegExp(`^\\? ${question}[^❯]*^❯ `, 'm');
const LOGIN = openList('Log in how\\?');
const FORMAT = openList('In which format\\?');
const RECIPIENT = openList('For whom\\?');
const MODE = openList('How does port');

/** Goes down the list that asks this, one line a key, and takes the line. */
async function pick(terminal: Terminal, name: string, question: RegExp = MENU): Promise<void> {
  let at = pointed(await terminal.shows(question));
  for (let tries = 0; !at.startsWith(name); tries += 1) {
    assert.ok(tries < 20, `no ${name} in the list:\n${await terminal.screen()}`);
    const before = at;
    await terminal.press('Down');
    await until(async () => pointed(await terminal.screen()) !== before, `the cursor has left ${before}`);
    at = pointed(await terminal.screen());
  }
  await terminal.press('Enter');
}

/** Has the menu alone on the screen, so that nothing of before is taken for what comes. */
async function redrawMenu(terminal: Terminal): Promise<void> {
  await terminal.shows(MENU);
  await terminal.clear();
  await terminal.press('Down');
  await terminal.shows(/^❯ (?!Log in)/m);
  await terminal.press('Up');
  await terminal.shows(/^❯ Log in/m);
}

describe('wizard', { skip: terminalMissing(), concurrency: 2 }, () => {
  let lab: Lab;
  let target: string;
  const env = (): Record<string, string> => ({ NODE_EXTRA_CA_CERTS: join(folder, 'root.pem') });

  before(async () => {
    lab = await startLab('healthy', { host: '127.0.0.1' });
    writeFileSync(join(folder, 'root.pem'), lab.caPem);
    target = `127.0.0.1:${lab.port('submissions')}`;
  });
  after(async () => {
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Up to the menu after the first check. */
  async function upToMenu(terminal: Terminal): Promise<string> {
    await terminal.start(PROGRAM);
    await terminal.answer(FIRST, target);
    return terminal.shows(MENU);
  }

  /** Up to the password, which is left to the test. */
  async function upToPassword(terminal: Terminal): Promise<void> {
    await upToMenu(terminal);
    await pick(terminal, 'Log in');
    await terminal.shows(/Log in how\?/);
    await pick(terminal, 'With a user name and a password', LOGIN);
    await terminal.answer(/User name[^\n]*:/, 'ada@lab.test');
    await terminal.shows(/Password of ada@lab\.test/);
  }

  it('checks at once, says the verdict in the question, and quits', async () => {
    await using terminal = await Terminal.open(env());
    const screen = await upToMenu(terminal);
    assert.match(screen, /^OK {2}127\.0\.0\.1 works on port/m);
    assert.match(screen, /^\? OK: 127\.0\.0\.1 works on port [^❯]*What\s+next\?/m);
    assert.doesNotMatch(screen, /Transcript of/);
    await pick(terminal, 'Quit');
    assert.equal(await terminal.exitCode(), 0);
    assert.ok(await terminal.isSane());
    assert.ok(await terminal.isCursorShown());
  });

  it('skips the program at Enter, and has a way back to it', async () => {
    await using terminal = await Terminal.open(env());
    await terminal.start(PROGRAM);
    await terminal.answer(/settings file: \(skip\)/, '');
    await terminal.shows(/Mail host or mail address \(Esc goes back\):/);
    await terminal.press('Escape');
    await terminal.answer(/Mail host[\s\S]*^\? Which program[^\n]*\(skip\)/m, 'skip');
    await terminal.answer(/settings file: skip\n[\s\S]*settings file: skip\n[\s\S]*Mail host[^\n]*:/, target);
    assert.match(await terminal.shows(MENU), /^\? OK: 127/m);
    await pick(terminal, 'Quit');
    assert.equal(await terminal.exitCode(), 0);
  });

  it('asks which protocol fails, where the program has several and its settings are of one', async () => {
    await using terminal = await Terminal.open(env());
    await terminal.start(PROGRAM);
    await terminal.answer(FIRST, 'thunderbird');
    await terminal.answer(/Mail host or mail address[^\n]*:/, '127.0.0.1');
    await pick(terminal, 'Reading mail by IMAP', openList('What does not work in it\\?'));
    await terminal.shows(MENU);
    await pick(terminal, 'The command line');
    await terminal.shows(
      /check 127\.0\.0\.1 --protocol imap --client thunderbird(?: \\\n +| )--settings-for thunderbird$[\s\S]*^\? [^❯]*What\s+next\?[^❯]*^❯ /m,
    );
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
  });

  it('asks what a program would do, and ends with the lines for its settings', async () => {
    await using terminal = await Terminal.open(env());
    await terminal.start(PROGRAM);
    await terminal.answer(FIRST, 'excel');
    await terminal.shows(/no program that is known here/);
    await terminal.press('C-u');
    await terminal.answer(FIRST, 'Vaultwarden');
    await terminal.answer(/Mail host or mail address \(Esc goes back\):/, target);
    const screen = await terminal.shows(MENU);
    assert.match(screen, /lettre/);
    assert.match(screen, new RegExp(`^Settings for vaultwarden\\n(?:.*\\n)*? +SMTP_PORT=${lab.port('submissions')}$`, 'm'));
    await pick(terminal, 'The command line');
    const line = await terminal.shows(/^ {2}mailprobe check/m);
    assert.match(line, new RegExp(`^ {2}mailprobe check ${target} --client lettre --settings-for vaultwarden$`, 'm'));
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
  });

  it('checks a settings file, asks which part of it, and logs in with its password', async () => {
    await using terminal = await Terminal.open(env());
    const file = join(folder, 'both of them.env');
    const lines = ['MAIL_MAILER=smtp', 'MAIL_SCHEME=smtps', 'MAIL_HOST=127.0.0.1', `MAIL_PORT=${lab.port('submissions')}`];
    const more = ['MAIL_USERNAME=ada@lab.test', `MAIL_PASSWORD="${PASSWORD}"`, 'MAILER_DSN=smtp://b.example:587', ''];
    writeFileSync(file, [...lines, ...more].join('\n'));
    await terminal.start(PROGRAM);
    await terminal.answer(FIRST, join(folder, 'missing.env'));
    await terminal.shows(/no such\s+file/);
    await terminal.press('C-u');
    await terminal.answer(FIRST, `"${file}"`);
    await terminal.shows(/Which of the settings in both of them\.env\?/);
    await pick(terminal, 'laravel', openList('Which of the settings'));
    await terminal.shows(
      /^File {3}both of them\.env \(Laravel\): 127\.0\.0\.1[\s\S]*^❯ Log in with the user and password of the file/m,
    );
    await pick(terminal, 'Log in with the user and password of the file');
    await terminal.shows(/accepts the login/);
    await terminal.shows(MENU);
    await pick(terminal, 'The command line');
    await terminal.shows(/^ {2}mailprobe check --config '[^\n]*both of them\.env#laravel'[\s\\]+--login$/m);
    await terminal.shows(/--login\n[\s\S]*What\s+next\?/);
    await pick(terminal, 'Sending and reading as well');
    await terminal.shows(/^\? FAIL: [^❯]*What\s+next\?/m);
    await terminal.shows(MENU);
    await pick(terminal, 'The command line');
    await terminal.shows(/^ {2}mailprobe check 127\.0\.0\.1 --all --client symfony-mailer$/m);
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
    assertHidden(await terminal.screen());
  });

  it('checks every protocol of a host that names none', async () => {
    await using terminal = await Terminal.open(env());
    await terminal.start(PROGRAM);
    await terminal.answer(FIRST, '"127.0.0.1",');
    const screen = await terminal.shows(MENU);
    assert.match(screen, /taken for 127\.0\.0\.1$/m);
    assert.match(screen, /^\? FAIL: [^❯]*What\s+next\?/m);
    assert.doesNotMatch(screen, /Sending and reading as well/);
    await pick(terminal, 'The command line');
    await terminal.shows(/^ {2}mailprobe check 127\.0\.0\.1 --all$/m);
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
  });

  it('logs in, shows the transcript, and names the command line', async () => {
    await using terminal = await Terminal.open(env());
    await upToPassword(terminal);
    await terminal.answer(/Password of/, PASSWORD);
    await terminal.shows(/accepts the login/);
    await terminal.shows(MENU);
    await pick(terminal, 'Show the transcript');
    assert.match(await terminal.shows(/Transcript of port/), /~> AUTH PLAIN \*\*\*/);
    await terminal.shows(/QUIT[\s\S]*What\s+next\?/);
    await pick(terminal, 'The command line');
    const line = await terminal.shows(/^ {2}mailprobe check/m);
    assert.match(line, new RegExp(`^ {2}mailprobe check ${target} -u ada@lab.test --password-stdin$`, 'm'));
    await terminal.shows(/--password-stdin\n[\s\S]*What\s+next\?/);
    await pick(terminal, 'Check again');
    await until(async () => count(await terminal.screen(), /^OK {2}127.*accepts the login/m) === 2, 'the second login');
    await terminal.shows(MENU);
    await pick(terminal, 'Quit');
    assert.equal(await terminal.exitCode(), 0);
    assertHidden(await terminal.screen());
  });

  it('tries other credentials after a refusal, with the name at hand, and sends the refused ones never again', async () => {
    await using terminal = await Terminal.open(env());
    await upToPassword(terminal);
    await terminal.answer(/Password of/, 'wrong-but-secret');
    await terminal.shows(/^FAIL {2}[^\n]*does not accept user name[\s\S]*What\s+next\?/m);
    assert.match(await terminal.shows(MENU), /^\? FAIL: The server does not accept [^❯]*\(535\)\.\s+What\s+next\?/m);
    await pick(terminal, 'Check again, without the login');
    await terminal.shows(/does not accept user name[\s\S]*^OK {2}127/m);
    await terminal.shows(MENU);
    await pick(terminal, 'Log in');
    await pick(terminal, 'With a user name and a password', LOGIN);
    await terminal.answer(/^\? User name[^\n]*:/m, 'ada@lab.test');
    await terminal.answer(/^\? Password of/m, PASSWORD);
    const screen = await terminal.shows(/accepts the login[\s\S]*What\s+next\?/);
    assertHidden(screen);
    assert.doesNotMatch(screen, /wrong-but/);
    assert.equal(count(screen, /^FAIL {2}/m), 1);
  });

  it('goes to sending and reading, to another port, and to another host', async () => {
    await using terminal = await Terminal.open(env());
    await upToMenu(terminal);
    await pick(terminal, 'Another port or mode');
    await terminal.shows(/^\? Port/m);
    await terminal.press('C-u');
    await terminal.answer(/^\? Port/m, 'smtps');
    await terminal.shows(/a number from 1 to 65535/);
    await terminal.press('C-u');
    await terminal.answer(/^\? Port/m, String(lab.port('submission')));
    await terminal.shows(/What is port \d+ for\?/);
    await terminal.press('Enter');
    await terminal.shows(/How does port \d+ get its TLS\?/);
    await pick(terminal, 'STARTTLS', MODE);
    await terminal.shows(/works on port \d+ with STARTTLS/);
    await terminal.shows(MENU);
    await pick(terminal, 'The command line');
    await terminal.shows(new RegExp(`mailprobe check 127\\.0\\.0\\.1 --port ${lab.port('submission')} --mode starttls`));
    await terminal.shows(/--mode starttls\n[\s\S]*What\s+next\?/);
    await pick(terminal, 'Sending and reading as well');
    await terminal.shows(/^\? FAIL: [^❯]*What\s+next\?/m);
    await terminal.shows(MENU);
    await pick(terminal, 'The command line');
    await terminal.shows(/mailprobe check 127\.0\.0\.1 --all/);
    await terminal.shows(/--all\n[\s\S]*What\s+next\?/);
    await pick(terminal, 'Check another host');
    await terminal.answer(/Mail host or mail address \(Esc goes back\):/, target);
    await terminal.shows(/--all\n[\s\S]*^\? OK: [^❯]*What\s+next\?/m);
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
  });

  it('explains an error message of several lines, and its keys stay out of the menu', async () => {
    await using terminal = await Terminal.open(env());
    await upToMenu(terminal);
    await pick(terminal, 'I have an error message');
    await terminal.shows(/Paste the message here/);
    await terminal.type('javax.mail.AuthenticationFailedException:');
    await terminal.press('Enter');
    await terminal.type('535 5.7.139 Authentication unsuccessful, SmtpClientAuthx');
    await terminal.press('BSpace', 'Enter', 'Enter');
    await terminal.shows(/SmtpClientAuth\s*\n/);
    await terminal.press('C-d');
    await terminal.shows(/^Meaning {5}/m);
    await terminal.shows(/^Meaning[\s\S]*What\s+next\?[\s\S]*^❯ Log in/m);
    await pick(terminal, 'Quit');
    assert.equal(await terminal.exitCode(), 0);
    assert.ok(await terminal.isSane());
  });

  it('writes to the customer, the hoster and the others', async () => {
    await using terminal = await Terminal.open(env());
    await upToMenu(terminal);
    await pick(terminal, 'Text for the customer or the hoster');
    await terminal.shows(/For whom\?/);
    await pick(terminal, 'The hoster', RECIPIENT);
    await terminal.shows(/To the mail hoster: at 127\.0\.0\.1 there is nothing for you to\s+change[\s\S]*What\s+next\?/);
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
  });

  it('saves the report under a name of its own, and never over an earlier one', async () => {
    await using terminal = await Terminal.open(env());
    const home = mkdtempSync(join(folder, 'home-'));
    await terminal.start(`cd ${home} && ${PROGRAM}`);
    await terminal.answer(FIRST, target);
    await terminal.shows(MENU);
    await pick(terminal, 'Save the report');
    await terminal.shows(/In which format\?/);
    await pick(terminal, 'JSON', FORMAT);
    await terminal.answer(/File name[^\n]*: \(mailprobe-127\.0\.0\.1-\d{8}-\d{6}\.json\)/, '');
    await terminal.shows(/Saved in/);
    const [name = ''] = readdirSync(home);
    const path = join(home, name);
    const saved = readFileSync(path, 'utf8');
    const report = JSON.parse(saved) as { verdict: string; endpoints: { transcript: unknown[] }[] };
    assert.equal(report.verdict, 'ok');
    assert.ok(report.endpoints.some(({ transcript }) => transcript.length > 0));

    await terminal.shows(/Saved in[\s\S]*What\s+next\?/);
    await pick(terminal, 'Save the report');
    await pick(terminal, 'HTML', FORMAT);
    await terminal.answer(/Saved in[\s\S]*File name[^\n]*:/, path);
    await terminal.shows(/there is one already/);
    await terminal.press('C-u');
    await terminal.answer(/^\? File name/m, join(home, 'missing', 'report.html'));
    await terminal.shows(/there is no\s+folder/);
    await terminal.press('Escape');
    await terminal.shows(MENU);
    assert.equal(readFileSync(path, 'utf8'), saved);
    assert.deepEqual(readdirSync(home), [name]);
    await pick(terminal, 'Quit');
    assert.equal(await terminal.exitCode(), 0);
  });

  /** An entry, what is answered on the way, and the question from which the way back is gone. */
  const waysBack: readonly (readonly [entry: string, answers: readonly (readonly [RegExp, string])[], question: RegExp])[] = [
    ['Log in', [], /Log in how\?/],
    ['Log in', [[/Log in how\?/, '']], /User name \(Esc goes back\):/],
    [
      'Log in',
      [
        [/Log in how\?/, ''],
        [/User name/, 'ada'],
      ],
      /Password of ada \(Esc goes back\):/,
    ],
    ['I have an error message', [], /Paste the message here, then press Ctrl-D \(Esc goes back\)/],
    ['Another port or mode', [], /Port \(Esc goes back\):/],
    ['Another port or mode', [[/Port/, '2626']], /What is port 2626 for\?/],
    ['Another port or mode', [[/Port/, '993']], /How does port 993 get its TLS\?/],
    ['Save the report', [], /In which format\?/],
    ['Save the report', [[/In which format\?/, '']], /File name \(Esc goes back\):/],
    ['Text for the customer', [], /For whom\?/],
    ['A program that', [], /Name or settings file \(Esc goes back\):/],
    ['A program that', [[/Name or settings file/, 'git']], /^\? Which of these\?/m],
    ['Check another host', [], /Mail host or mail address \(Esc goes back\):/],
  ];

  it('has a way back from every question', async () => {
    await using terminal = await Terminal.open(env());
    await upToMenu(terminal);
    for (const [entry, answers, question] of waysBack) {
      await pick(terminal, entry);
      for (const [asked, answer] of answers) await terminal.answer(asked, answer);
      await terminal.shows(question);
      await terminal.press('Escape');
      await redrawMenu(terminal);
    }
    // Where there is a list, the way back is a line of it, too.
    for (const [entry, list] of [
      ['Log in', LOGIN],
      ['Save the report', FORMAT],
      ['Text for the customer', RECIPIENT],
    ] as const) {
      await pick(terminal, entry);
      await pick(terminal, 'Back', list);
      await redrawMenu(terminal);
    }
    await pick(terminal, 'Quit');
    assert.equal(await terminal.exitCode(), 0);
    assert.ok(await terminal.isSane());
  });

  it('asks again where an answer makes no sense, and says why', async () => {
    await using terminal = await Terminal.open(env());
    await terminal.start(PROGRAM);
    await terminal.answer(FIRST, 'smtp.example.com:99999');
    await terminal.shows(/port 99999 does not exist/);
    await terminal.press('C-u');
    await terminal.answer(FIRST, 'gopher://mail.example.com');
    await terminal.shows(/unknown scheme 'gopher:\/\/'/);
    await terminal.press('C-u');
    await terminal.answer(FIRST, target);
    await terminal.shows(MENU);
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
    assert.doesNotMatch(await terminal.screen(), /\bat .*\.[jt]s:\d+/);
  });

  for (const [name, more] of [
    ['', {}],
    [' without colours', { NO_COLOR: '1' }],
  ] as const) {
    it(`Ctrl-C at the password leaves the terminal as it was${name}`, async () => {
      await using terminal = await Terminal.open({ ...env(), ...more });
      await upToPassword(terminal);
      await terminal.type(PASSWORD);
      await terminal.press('C-c');
      assert.equal(await terminal.exitCode(), 130);
      assert.ok(await terminal.isCursorShown(), 'cursor');
      assert.ok(await terminal.isSane(), await terminal.screen());
      const screen = await terminal.screen();
      assertHidden(screen);
      assert.doesNotMatch(screen, /\bat .*\.[jt]s:\d+|Error/);
    });
  }

  it('on a terminal that can only print: numbers, ways back, and Ctrl-C at the password', async () => {
    await using terminal = await Terminal.open({ ...env(), TERM: 'dumb' });
    await terminal.start(PROGRAM);
    await terminal.answer(FIRST, target);
    const menu = await terminal.shows(/OK: [\s\S]*What\s+next\?[\s\S]*Number \[1\]/);
    const numberOf = (name: string): string => new RegExp(`^ +(\\d+) {2}${name}`, 'm').exec(menu)?.[1] ?? '';
    await terminal.answer(/Number \[1\]\s*$/, numberOf('Another port or mode'));
    await terminal.answer(/Port \(< goes back\): \[\d+\]/, '<');
    await terminal.answer(/goes back[\s\S]*Number \[1\]\s*$/, numberOf('Save the report'));
    await terminal.shows(/In which format\?[\s\S]* 5 {2}Back[\s\S]*Number \[1\]\s*$/);
    await terminal.type('5');
    await terminal.press('Enter');
    await terminal.answer(/Back[\s\S]*What\s+next\?[\s\S]*Number \[1\]\s*$/, numberOf('I have an error message'));
    await terminal.shows(/Paste the message here/);
    await terminal.press('Escape');
    await terminal.answer(/Paste[\s\S]*What\s+next\?[\s\S]*Number \[1\]\s*$/, '1');
    await terminal.answer(/Log in how\?[\s\S]*Number \[1\]\s*$/, '1');
    await terminal.answer(/User name \(< goes back\):/, 'ada@lab.test');
    await terminal.shows(/Password of ada@lab\.test \(nothing goes back\): \(not shown\)/);
    await terminal.type(PASSWORD);
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
    assert.ok(await terminal.isSane(), await terminal.screen());
    assertHidden(await terminal.screen());
  });

  it('asks for the program on such a terminal as well', async () => {
    await using terminal = await Terminal.open({ ...env(), TERM: 'dumb' });
    await terminal.start(PROGRAM);
    await terminal.answer(/Name or settings file: \[skip\]/, '');
    await terminal.answer(/Mail host or mail address \(< goes back\):/, '<');
    await terminal.answer(/goes back[\s\S]*Name or settings file: \[skip\]\s*$/, 'git');
    await terminal.answer(/Which of these\?\n {2}1 {2}GitLab\n[\s\S]*Number \[1\]\s*$/, '1');
    await terminal.answer(/Number[\s\S]*Mail host or mail address \(< goes back\):/, target);
    const screen = await terminal.shows(/What\s+next\?[\s\S]*Number \[1\]/);
    assert.match(screen, /^Settings for gitlab$/m);
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
  });

  it('Ctrl-D at a question ends it as well', async () => {
    await using terminal = await Terminal.open(env());
    await terminal.start(PROGRAM);
    await terminal.shows(FIRST);
    await terminal.press('C-d');
    assert.equal(await terminal.exitCode(), 130);
    assert.ok(await terminal.isSane());
  });

  it('Ctrl-C at a text to paste ends it, and leaves the terminal as it was', async () => {
    await using terminal = await Terminal.open(env());
    await upToMenu(terminal);
    await pick(terminal, 'I have an error message');
    await terminal.shows(/Paste the message here/);
    await terminal.type('535 5.7.8');
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
    assert.ok(await terminal.isSane());
  });

  it('Ctrl-C during the check shows what was found, and ends it', async () => {
    const slow = await startLab(portsOnly({ submission: submission({ accept: hang }) }), { host: '127.0.0.1' });
    try {
      await using terminal = await Terminal.open(env());
      await terminal.start(PROGRAM);
      await terminal.answer(FIRST, `127.0.0.1:${slow.port('submission')}`);
      await until(() => slow.record.connections.length > 0, 'the check has begun');
      await terminal.press('C-c');
      assert.equal(await terminal.exitCode(), 130);
      assert.match(await terminal.screen(), /interrupted/i);
      assert.ok(await terminal.isSane());
    } finally {
      await slow.close();
    }
  });

  it('checks what a mail address leads to, and offers its login', async () => {
    await using terminal = await Terminal.open(env());
    await terminal.start(PROGRAM);
    // RFC 6761: .invalid has no servers, wherever this runs.
    await terminal.answer(FIRST, 'ada@mailprobe.invalid');
    assert.match(await terminal.shows(MENU), /mailprobe\.invalid/);
    await pick(terminal, 'Log in');
    await terminal.answer(/Log in how\?/, '');
    await terminal.shows(/User name \(Esc goes back\): \(ada@mailprobe\.invalid\)/);
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
  });

  it('off a terminal: help and exit 2', async () => {
    await using terminal = await Terminal.open(env());
    await terminal.start(`${PROGRAM} </dev/null`);
    assert.equal(await terminal.exitCode(), 2);
    assert.match(await terminal.screen(), /Examples:/);
  });
});

// The command line that the wizard shows: what a shell makes of it is what the wizard runs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { type CheckAnswers, checkOf, quoteForShell, runArguments, shellCommand } from '../../../src/cli/wizard/command-line.ts';
import { Secret } from '../../../src/model/secret.ts';

const SECRET = 'hunter2 in no shell';
const hasNoShell = process.platform === 'win32' && 'a POSIX shell reads it';
const answers = (more: Partial<CheckAnswers> = {}): CheckAnswers => ({
  ...checkOf('smtp.example.com'),
  ...more,
});
const login = (user: string, kind: 'password' | 'token' = 'password') => ({ user, kind, secret: new Secret(SECRET) });

describe('the command line of the wizard', () => {
  const lines: [answers: CheckAnswers, shown: string][] = [
    [answers(), 'mailprobe check smtp.example.com'],
    [answers({ all: true }), 'mailprobe check smtp.example.com --all'],
    [answers({ protocol: 'imap' }), 'mailprobe check smtp.example.com --protocol imap'],
    [answers({ port: 587, mode: 'starttls' }), 'mailprobe check smtp.example.com --port 587 --mode starttls'],
    [answers({ login: login('ada@example.com') }), 'mailprobe check smtp.example.com -u ada@example.com --password-stdin'],
    [answers({ login: login('ada', 'token') }), 'mailprobe check smtp.example.com -u ada --token-stdin'],
    [answers({ client: 'mailkit' }), 'mailprobe check smtp.example.com --client mailkit'],
    [
      answers({ client: 'jakarta-mail', settingsFor: 'spring-boot' }),
      'mailprobe check smtp.example.com --client jakarta-mail --settings-for spring-boot',
    ],
    [answers({ trust: 'system' }), 'mailprobe check smtp.example.com --trust system'],
    [answers({ trust: 'java:/opt/my jre/cacerts' }), "mailprobe check smtp.example.com --trust 'java:/opt/my jre/cacerts'"],
    [answers({ target: '', config: '/etc/my app/.env#laravel' }), "mailprobe check --config '/etc/my app/.env#laravel'"],
    [answers({ target: '', config: 'web.config', fileLogin: true }), 'mailprobe check --config web.config --login'],
    [answers({ target: '[2001:db8::1]:465' }), "mailprobe check '[2001:db8::1]:465'"],
    [answers({ login: login("o'hara") }), "mailprobe check smtp.example.com -u 'o'\\''hara' --password-stdin"],
  ];
  for (const [given, shown] of lines) {
    it(shown, () => assert.deepEqual(shellCommand(given, 200, 'linux'), [shown]));
  }

  it('folds between options, for a shell to join again', { skip: hasNoShell }, () => {
    const given = answers({ protocol: 'pop3', port: 995, mode: 'tls', login: login('somebody with spaces @example.com') });
    const folded = shellCommand(given, 60, 'linux');
    assert.ok(folded.length > 1 && folded.every((line) => line.length <= 62), folded.join('\n'));
    const script = folded.join('\n').replace('mailprobe ', "printf '%s\\n' ");
    const seen = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n');
    assert.deepEqual([...seen.slice(0, -1), '--password-env', 'VARIABLE'], runArguments(given, 'VARIABLE'));
  });

  it('quotes whatever a shell would act on', { skip: hasNoShell }, () => {
    for (const word of [
      'a b',
      '$HOME',
      '`id`',
      '*',
      '~root',
      '=ls',
      '!!',
      '"',
      "'",
      "'\\''",
      '\\',
      '#x',
      'a;b',
      'a|b',
      '',
      'ü',
    ]) {
      assert.equal(execFileSync('sh', ['-c', `printf %s ${quoteForShell(word, 'linux')}`], { encoding: 'utf8' }), word);
    }
  });

  it('bears no secret', () => {
    const given = answers({ login: login('ada') });
    assert.ok(!JSON.stringify([shellCommand(given, 80), runArguments(given, 'V'), given]).includes(SECRET));
  });
});

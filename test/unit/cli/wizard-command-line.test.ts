// The command line that the wizard shows: what a shell makes of it is what the wizard runs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { type CheckAnswers, quoteForShell, runArguments, shellCommand } from '../../../src/cli/wizard/command-line.ts';
import { Secret } from '../../../src/model/secret.ts';

const SECRET = 'hunter2 in no shell';
const answers = (more: Partial<CheckAnswers> = {}): CheckAnswers => ({
  target: 'smtp.example.com',
  all: false,
  protocol: null,
  port: null,
  mode: null,
  login: null,
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
    [answers({ target: '[2001:db8::1]:465' }), "mailprobe check '[2001:db8::1]:465'"],
    [answers({ login: login("o'hara") }), "mailprobe check smtp.example.com -u 'o'\\''hara' --password-stdin"],
  ];
  for (const [given, shown] of lines) {
    it(shown, () => assert.deepEqual(shellCommand(given, 200), [shown]));
  }

  it('folds between options, for a shell to join again', () => {
    const given = answers({ protocol: 'pop3', port: 995, mode: 'tls', login: login('somebody with spaces @example.com') });
    const folded = shellCommand(given, 60);
    assert.ok(folded.length > 1 && folded.every((line) => line.length <= 62), folded.join('\n'));
    const script = folded.join('\n').replace('mailprobe ', "printf '%s\\n' ");
    const seen = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n');
    assert.deepEqual([...seen.slice(0, -1), '--password-env', 'VARIABLE'], runArguments(given, 'VARIABLE'));
  });

  it('quotes whatever a shell would act on', () => {
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
      assert.equal(execFileSync('sh', ['-c', `printf %s ${quoteForShell(word)}`], { encoding: 'utf8' }), word);
    }
  });

  it('bears no secret', () => {
    const given = answers({ login: login('ada') });
    assert.ok(!JSON.stringify([shellCommand(given, 80), runArguments(given, 'V'), given]).includes(SECRET));
  });
});

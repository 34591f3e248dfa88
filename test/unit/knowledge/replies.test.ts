// What replies mean: a score over samples, the stages, and that every pattern is linear by its form.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { adviceFor, NOTHING_SEEN } from '../../../src/knowledge/advice.ts';
import { codePatterns } from '../../../src/knowledge/codes.ts';
import { explainReply } from '../../../src/knowledge/index.ts';
import { replyEntries } from '../../../src/knowledge/replies/index.ts';
import { foldText, readReply } from '../../../src/knowledge/reply-text.ts';
import { wordingOf } from '../../../src/knowledge/wording.ts';
import { type FindingId, isFindingId } from '../../../src/model/finding.ts';
import type { Stage } from '../../../src/model/protocol.ts';
import fc, { anyCharacter, runs } from '../../support/property.ts';

interface Sample {
  readonly finding: FindingId;
  readonly reply: string;
}

const samples = readFileSync(new URL('replies.samples.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Sample);

test('at least 97 of 100 sample replies are read as what they are', () => {
  const misses = samples.filter(({ finding, reply }) => explainReply(reply)[0]?.id !== finding);
  for (const { finding, reply } of misses) {
    console.log(
      `${finding} <- ${explainReply(reply)
        .map(({ id }) => id)
        .join(', ')}: ${JSON.stringify(reply)}`,
    );
  }
  console.log(`${samples.length - misses.length} of ${samples.length}`);
  assert.ok(samples.length >= 250);
  assert.ok(misses.length <= samples.length * 0.03, `${misses.length} misses`);
});

test('host, id and date of a session make no difference', () => {
  const disabled = (suffix: string): FindingId | undefined =>
    explainReply(`535 5.7.139 Authentication unsuccessful, basic authentication is disabled.${suffix}`)[0]?.id;
  for (const suffix of ['', ' [X.PROD.OUTLOOK.COM]', ' [AB.eurprd01.prod.exchangelabs.com 2026-01-01T00:00:00.000Z 08DD00AA]']) {
    assert.equal(disabled(suffix), 'auth-basic-disabled');
  }
  assert.match(readReply('454 4.7.0 Too many login attempts. ab12-cd34ef.56 - gsmtp').text, /attempts\. - gsmtp$/);
});

// The same words, by the stage at which they come.
const STAGED: readonly (readonly [string, Stage, FindingId])[] = [
  ['502 5.5.1 Error: command not implemented', 'starttls', 'starttls-rejected'],
  ['502 5.5.1 Error: command not implemented', 'ehlo', 'ehlo-rejected'],
  ['502 5.5.1 Error: command not implemented', 'auth', 'auth-not-advertised'],
  ['421 4.3.2 mail.example.com Service not available, closing transmission channel', 'greeting', 'greeting-busy'],
  // nginx, after a handshake without one (ssl_verify_client).
  ['421 4.7.1 No required SSL certificate', 'greeting', 'tls-client-certificate-required'],
  ['421 4.7.1 No required SSL certificate', 'ehlo', 'tls-client-certificate-required'],
  ['450 4.3.2 Service currently unavailable', 'greeting', 'greeting-busy'],
  ['450 4.7.1 Greylisted, please try again in 300 seconds', 'greeting', 'greylisted'],
  ['421 4.3.5 Server configuration error', 'greeting', 'server-fault'],
  ['421 4.3.0 Internal error', 'auth', 'auth-temporary-failure'],
  ['454 4.7.0 TLS not available due to local problem', 'starttls', 'starttls-rejected'],
  ['554 5.7.3 Unable to initialize security subsystem', 'starttls', 'starttls-rejected'],
  ['454 4.7.0 nothing known', 'auth', 'auth-temporary-failure'],
  ['535 nothing known', 'auth', 'auth-rejected'],
  ['504 nothing known', 'auth', 'auth-mechanism-rejected'],
  ['538 nothing known', 'auth', 'auth-encryption-required'],
  ['554 nothing known', 'greeting', 'greeting-refused'],
  ['450 nothing known', 'greeting', 'greeting-busy'],
  ['550 nothing known', 'ehlo', 'ehlo-rejected'],
  ['554 nothing known', 'starttls', 'starttls-rejected'],
  ['550 5.7.1 Client host [198.51.100.7] rejected: listed by b.barracudacentral.org', 'ehlo', 'server-blocks-ip'],
  ['504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname', 'ehlo', 'ehlo-name-rejected'],
  ['421 4.7.0 mail.example.com Error: too many connections from 198.51.100.7', 'greeting', 'rate-limited'],
  ['554 mail.example.com No SMTP service here', 'greeting', 'greeting-refused'],
  ['535 5.7.8 Authentication failed: password has expired, please change it', 'auth', 'auth-account-locked'],
];

for (const [reply, stage, id] of STAGED) {
  test(`${stage}: ${reply}`, () => assert.equal(explainReply(reply, { stage })[0]?.id, id));
}

test('codes alone are no more than generic, and name their register', () => {
  const CODES: readonly (readonly [string, FindingId])[] = [
    ['535 x', 'auth-rejected'],
    ['530 x', 'auth-required'],
    ['538 x', 'auth-encryption-required'],
    ['454 x', 'auth-temporary-failure'],
    ['421 x', 'greeting-busy'],
    ['521 x', 'greeting-refused'],
    ['550 5.7.25 x', 'client-no-rdns'],
    ['550 5.7.13 x', 'auth-account-locked'],
    ['554 5.7.9 x', 'auth-mechanism-rejected'],
    ['450 4.4.2 x', 'server-timeout'],
  ];
  for (const [reply, id] of CODES) {
    const [best] = explainReply(reply);
    assert.equal(best?.id, id, reply);
    assert.equal(best?.confidence, 'generic', reply);
    assert.match(best?.reference ?? '', /RFC|IANA/);
  }
});

test('success is not explained', () => {
  for (const reply of [
    '250 OK',
    '235 2.7.0 Authentication successful',
    '220 mail.example.com ESMTP',
    'a1 OK LOGIN completed',
    '+OK',
    '354 go on',
    '',
  ]) {
    assert.deepEqual(explainReply(reply), [], reply);
  }
});

test('a parsed reply reads like its text', () => {
  const parsed = explainReply({
    code: 535,
    enhanced: '5.7.139',
    lines: ['Authentication unsuccessful, basic authentication is disabled.'],
  });
  assert.equal(parsed[0]?.id, 'auth-basic-disabled');
  const imap = explainReply(
    { code: null, enhanced: 'PRIVACYREQUIRED', status: 'NO', lines: ['No.'] },
    { protocol: 'imap', stage: 'auth' },
  );
  assert.equal(imap[0]?.id, 'auth-encryption-required');
  const pop = explainReply(
    { code: null, enhanced: 'SYS/TEMP', status: '-ERR', lines: ['later'] },
    { protocol: 'pop3', stage: 'auth' },
  );
  assert.equal(pop[0]?.id, 'auth-temporary-failure');
});

test('letters outside ASCII, and bytes shown as \\xNN, are read as the words they were', () => {
  assert.equal(foldText('Adresse bloqu\\xe9e  «Ü»'), 'adresse bloquee «u»');
  assert.equal(foldText('bloqu\\xc3\\xa9e'), 'bloquee');
  assert.equal(explainReply('535 Votre compte est bloqu\\xe9')[0]?.id, 'auth-account-locked');
});

// Every quantifier is bounded, and no quantified group holds more than a few thousand steps: then a match takes time
// linear in the text, whatever the text.
const MAX_STEPS = 20_000;
function stepsOf(source: string): number {
  const bare = source.replace(/\\./g, 'e').replace(/\[[^\]]*\]/g, 'c');
  assert.doesNotMatch(bare, /[*+]|\{\d+,\}/, `unbounded: ${source}`);
  let worst = 1;
  for (const alternative of bare.split('|')) {
    let steps = 1;
    for (const [, most] of alternative.matchAll(/\{\d+,(\d+)\}/g)) steps *= Number(most);
    worst = Math.max(worst, steps);
  }
  return worst;
}

test('every pattern is bounded by its form', () => {
  for (const pattern of codePatterns()) assert.ok(stepsOf(pattern.source) <= MAX_STEPS, pattern.source);
  for (const { id, when } of replyEntries()) {
    for (const pattern of when) assert.ok(stepsOf(pattern.source) <= MAX_STEPS, `${id}: ${pattern.source}`);
  }
});

test('a hundred kilobytes of the worst text end', () => {
  const worst = [
    'a',
    ' ',
    '1',
    '-',
    'authentication ',
    'ip 1.2.3.4 ',
    'not ',
    'account is ',
    '535 5.7.8 ',
    'client host ',
    '\\xe9',
    'error: 535 5.7.1 ',
    '*',
  ];
  for (const piece of worst) {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    explainReply(text);
    // Beyond the bound of a reply, too: the patterns themselves, on all of it.
    for (const { when } of replyEntries()) for (const pattern of when) pattern.test(text);
  }
});

test('any text: no throw, and only known findings', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: anyCharacter, maxLength: 300 }),
      fc.constantFrom(...(['', '535 ', '535-5.7.8 ', 'a1 NO ', '-ERR ', '421 '] as const)),
      (text, prefix) => {
        for (const { id, fix, title, meaning } of explainReply(prefix + text)) {
          assert.ok(isFindingId(id));
          assert.ok(fix !== '' && title !== '' && meaning !== '');
        }
      },
    ),
    { numRuns: runs(300) },
  );
});

test('every entry has words of substance', () => {
  for (const { id, fix, title } of replyEntries()) {
    const words = wordingOf(id);
    const advice = adviceFor(fix ?? words.fix, NOTHING_SEEN);
    assert.ok(advice.length > 25, `${id}: ${advice}`);
    assert.doesNotMatch(advice, /^contact your administrator\.?$/i);
    assert.doesNotMatch(title ?? words.title, /[.!]$/);
  }
});

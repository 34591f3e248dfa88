// The ways in which AUTH can end, by protocol: what the server does, and what may be sent and concluded for it, by
// promise 2. One guess whatever comes; another mechanism only where the first was turned down before the secret was out.
import { close, flood, hang, reset } from '../../../src/lab/actions.ts';
import type { LabStep } from '../../../src/lab/port.ts';
import type { FindingId } from '../../../src/model/finding.ts';
import type { Protocol } from '../../../src/model/protocol.ts';
import { ask, atOnce, confirmCancel, type LoginEnding } from './login-counter.ts';

type Expected = LoginEnding['expect'];

const ACCEPTED: Expected = { begun: 1, guesses: 1, status: 'accepted', causes: [] };
/** Turned down for its mechanism with nothing given away: the next one is tried, and taken. */
const SECOND_TAKEN: Expected = { begun: 2, guesses: 1, status: 'accepted', causes: [] };
const rejected = (...causes: FindingId[]): Expected => ({ begun: 1, guesses: 1, status: 'rejected', causes });
const undecided = (...causes: FindingId[]): Expected => ({ begun: 1, guesses: 1, status: 'error', causes });
const unsent = (expected: Expected): Expected => ({ ...expected, guesses: 0 });

const BROKEN = undecided('auth-protocol-error');
const CUT_OFF = undecided('connection-closed', 'tcp-reset');

/** Once the secret is in; PLAIN comes first, LOGIN would be next. */
const after = (expect: Expected, ...does: readonly LabStep[]): LoginEnding => ({ at: 'secret', does, expect });
/** At the command, before the secret: CRAM-MD5 waits for its challenge, PLAIN would be next. */
const before = (expect: Expected, ...does: readonly LabStep[]): LoginEnding => ({
  offers: ['CRAM-MD5', 'PLAIN'],
  at: 'command',
  does,
  expect,
});
/** The same once the proof is in. */
const afterProof = (expect: Expected, ...does: readonly LabStep[]): LoginEnding => ({
  offers: ['CRAM-MD5', 'PLAIN'],
  at: 'secret',
  does,
  expect,
});
const byCommand = (command: NonNullable<LoginEnding['command']>, expect: Expected, ...does: readonly LabStep[]): LoginEnding => ({
  command,
  at: 'command',
  does,
  expect,
});
/** The command's line would have no room for this token: it waits for the go-ahead (RFC 4954 §4). */
const LONG_TOKEN = `ya29.${'lab-token_0123456789'.repeat(40)}`;
const beforeToken = (mechanism: 'XOAUTH2' | 'OAUTHBEARER', expect: Expected, ...does: readonly LabStep[]): LoginEnding => ({
  offers: [mechanism],
  at: 'command',
  with: 'token',
  account: { token: LONG_TOKEN },
  does,
  expect,
});

/** None of these gives anything away before the server has spoken. */
const EVERY_MECHANISM = { offers: ['SCRAM-SHA-256', 'SCRAM-SHA-1', 'DIGEST-MD5', 'CRAM-MD5'], isOfAll: true } as const;
const UNDECODABLE = '!!! not base64 !!!';
const SPACES = { password: 'p\u00e4ss wort 7' };

type Row = Readonly<Partial<Record<Protocol, LoginEnding>>>;

export const LOGIN_ENDINGS: Readonly<Record<string, Row>> = {
  accepted: {
    smtp: after(ACCEPTED, '235 2.7.0 Authentication successful'),
    imap: after(ACCEPTED, '%t OK Logged in'),
    pop3: after(ACCEPTED, '+OK Logged in.'),
  },
  "the code of a greeting in acceptance's place": {
    smtp: after(BROKEN, '220 2.0.0 mail.lab.test at your service'),
    imap: after(CUT_OFF, '* OK Logged in', close),
    pop3: after(undecided('not-smtp'), '* OK Logged in'),
  },
  "another code of success in acceptance's place": {
    smtp: after(BROKEN, '250 2.0.0 Ok'),
    imap: after(CUT_OFF, 'x9 OK Logged in', close),
    pop3: after(undecided('reply-malformed'), '250 2.0.0 Ok'),
  },
  "a code of the middle in acceptance's place": { smtp: after(BROKEN, '354 End data with <CR><LF>.<CR><LF>') },
  'PREAUTH at the wrong time': { imap: after(CUT_OFF, '* PREAUTH Logged in', close) },
  'refused for the credentials': {
    smtp: after(rejected('auth-rejected'), '535 5.7.8 Error: authentication failed'),
    imap: after(rejected('auth-rejected'), '%t NO [AUTHENTICATIONFAILED] Authentication failed.'),
    pop3: after(rejected('auth-rejected'), '-ERR [AUTH] Authentication failed.'),
  },
  'refused in many lines': {
    smtp: after(rejected('auth-rejected'), ['535-5.7.8 Username and Password not accepted.', '535 5.7.8 Try again never.']),
    imap: after(rejected('auth-rejected'), [
      '* NO Not so.',
      '* NO Nor so.',
      '%t NO [AUTHENTICATIONFAILED] Authentication failed.',
    ]),
    pop3: after(rejected('auth-rejected'), '-ERR Authentication failed.'),
  },
  'refused before the secret: it can only be the mechanism': {
    smtp: before(SECOND_TAKEN, '535 5.7.8 Error: authentication failed'),
    imap: before(SECOND_TAKEN, '%t NO [AUTHENTICATIONFAILED] Authentication failed.'),
    pop3: before(SECOND_TAKEN, '-ERR [AUTH] Authentication failed.'),
  },
  'refused before the secret by 550, or without a word': {
    smtp: before(SECOND_TAKEN, '550 5.7.1 Refused'),
    imap: before(SECOND_TAKEN, '%t NO'),
    pop3: before(SECOND_TAKEN, '-ERR'),
  },
  'refused at the first message of SCRAM': {
    smtp: {
      ...before(SECOND_TAKEN, '535 5.7.8 Error: authentication failed'),
      offers: ['SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN'],
    },
    imap: { ...before(SECOND_TAKEN, '%t NO Authentication failed.'), offers: ['SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN'] },
    pop3: { ...before(SECOND_TAKEN, '-ERR Authentication failed.'), offers: ['SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN'] },
  },
  'every mechanism refused before the secret: two are tried, and no password is judged': {
    smtp: {
      ...before({ ...unsent(rejected('auth-mechanism-rejected')), begun: 2 }, '535 5.7.8 Error: authentication failed'),
      ...EVERY_MECHANISM,
    },
    imap: {
      ...before({ ...unsent(rejected('auth-mechanism-rejected')), begun: 2 }, '%t NO Authentication failed.'),
      ...EVERY_MECHANISM,
    },
    pop3: {
      ...before({ ...unsent(rejected('auth-mechanism-rejected')), begun: 2 }, '-ERR Authentication failed.'),
      ...EVERY_MECHANISM,
    },
  },
  'refused before the secret for a reason of its own': {
    smtp: before(unsent(rejected('auth-policy-blocked')), '503 Administrative prohibition'),
    imap: before(unsent(rejected('auth-account-locked')), '%t NO Your account is locked'),
    pop3: before(unsent(undecided('auth-temporary-failure')), '-ERR [SYS/TEMP] Later'),
  },
  'a useless first challenge of DIGEST-MD5': {
    smtp: {
      ...before(SECOND_TAKEN, ask('bm90aGluZw=='), confirmCancel('501 5.7.0 Cancelled')),
      offers: ['DIGEST-MD5', 'CRAM-MD5', 'PLAIN'],
    },
    imap: {
      ...before(SECOND_TAKEN, ask('bm90aGluZw=='), confirmCancel('%t BAD Cancelled')),
      offers: ['DIGEST-MD5', 'CRAM-MD5', 'PLAIN'],
    },
    pop3: {
      ...before(SECOND_TAKEN, ask('bm90aGluZw=='), confirmCancel('-ERR Cancelled')),
      offers: ['DIGEST-MD5', 'CRAM-MD5', 'PLAIN'],
    },
  },
  'a useless first message of SCRAM': {
    smtp: {
      ...before(SECOND_TAKEN, ask('cj14LHM9eCxpPTA='), confirmCancel('501 5.7.0 Cancelled')),
      offers: ['SCRAM-SHA-256', 'PLAIN'],
    },
    imap: {
      ...before(SECOND_TAKEN, ask('cj14LHM9eCxpPTA='), confirmCancel('%t BAD Cancelled')),
      offers: ['SCRAM-SHA-256', 'PLAIN'],
    },
    pop3: {
      ...before(SECOND_TAKEN, ask(''), ask('cj14LHM9eCxpPTA='), confirmCancel('-ERR Cancelled')),
      offers: ['SCRAM-SHA-256', 'PLAIN'],
    },
  },
  'refused for the proof': {
    smtp: afterProof(rejected('auth-rejected'), '535 5.7.8 Error: authentication failed'),
    imap: afterProof(rejected('auth-rejected'), '%t NO [AUTHENTICATIONFAILED] Authentication failed.'),
    pop3: afterProof(rejected('auth-rejected'), '-ERR [AUTH] Authentication failed.'),
  },
  "the mechanism's fault, before the secret": {
    smtp: before(SECOND_TAKEN, '504 5.5.4 Unrecognized authentication type'),
    imap: before(SECOND_TAKEN, '%t NO Unsupported authentication mechanism'),
    pop3: before(SECOND_TAKEN, '-ERR Unsupported authentication mechanism.'),
  },
  "the mechanism's fault by other codes, before the secret": {
    smtp: before(SECOND_TAKEN, '535 5.7.8 Authentication mechanism not supported'),
    imap: before(SECOND_TAKEN, '%t BAD Unknown authentication mechanism'),
    pop3: before(SECOND_TAKEN, '-ERR Unknown SASL mechanism'),
  },
  'the mechanism too weak, before the secret': {
    smtp: before(SECOND_TAKEN, '534 5.7.9 Authentication mechanism is too weak'),
    imap: before(SECOND_TAKEN, '%t NO Authentication mechanism is too weak'),
    pop3: before(SECOND_TAKEN, '-ERR Authentication mechanism is too weak'),
  },
  "the mechanism's fault, after the secret": {
    smtp: after(rejected('auth-mechanism-rejected'), '504 5.5.4 Unrecognized authentication type'),
    imap: after(rejected('auth-mechanism-rejected'), '%t NO Unsupported authentication mechanism'),
    pop3: after(rejected('auth-mechanism-rejected'), '-ERR Unsupported authentication mechanism.'),
  },
  "the mechanism's fault by other codes, after the secret": {
    smtp: after(rejected('auth-mechanism-rejected'), '535 5.7.8 Authentication mechanism not supported'),
    imap: after(rejected('auth-mechanism-rejected'), '%t BAD Unknown authentication mechanism'),
    pop3: after(rejected('auth-mechanism-rejected'), '-ERR Unknown SASL mechanism'),
  },
  'the mechanism too weak, after the secret': {
    smtp: after(rejected('auth-mechanism-rejected'), '534 5.7.9 Authentication mechanism is too weak'),
    imap: after(rejected('auth-mechanism-rejected'), '%t NO Authentication mechanism is too weak'),
    pop3: after(rejected('auth-mechanism-rejected'), '-ERR Authentication mechanism is too weak'),
  },
  "the mechanism's fault, after the proof": {
    smtp: afterProof(rejected('auth-mechanism-rejected'), '504 5.5.4 Unrecognized authentication type'),
    imap: afterProof(rejected('auth-mechanism-rejected'), '%t NO Unsupported authentication mechanism'),
    pop3: afterProof(rejected('auth-mechanism-rejected'), '-ERR Unsupported authentication mechanism.'),
  },
  "each mechanism's fault: two are tried": {
    smtp: {
      ...before({ ...unsent(rejected('auth-mechanism-rejected')), begun: 2 }, '504 5.5.4 Unrecognized authentication type'),
      ...EVERY_MECHANISM,
    },
    imap: {
      ...before({ ...unsent(rejected('auth-mechanism-rejected')), begun: 2 }, '%t NO Unsupported authentication mechanism'),
      ...EVERY_MECHANISM,
    },
    pop3: {
      ...before({ ...unsent(rejected('auth-mechanism-rejected')), begun: 2 }, '-ERR Unsupported authentication mechanism.'),
      ...EVERY_MECHANISM,
    },
  },
  'encryption wanted': {
    smtp: after(rejected('auth-encryption-required'), '538 5.7.11 Encryption required for requested authentication mechanism'),
    imap: after(rejected('auth-encryption-required'), '%t NO [PRIVACYREQUIRED] Not over this connection.'),
    pop3: after(rejected('auth-encryption-required'), '-ERR Plaintext authentication disallowed on non-secure connections.'),
  },
  'STARTTLS wanted': {
    smtp: after(rejected('auth-encryption-required'), '530 5.7.0 Must issue a STARTTLS command first'),
    pop3: after(rejected('auth-encryption-required'), '-ERR STLS is required first'),
  },
  'not now': {
    smtp: after(undecided('auth-temporary-failure'), '454 4.7.0 Temporary authentication failure'),
    imap: after(undecided('auth-temporary-failure'), '%t NO [UNAVAILABLE] The user database is down.'),
    pop3: after(undecided('auth-temporary-failure'), '-ERR [SYS/TEMP] The user database is down.'),
  },
  'a password transition': {
    smtp: afterProof(undecided('auth-mechanism-rejected'), '432 4.7.12 A password transition is needed'),
    imap: after(rejected('auth-account-locked'), '%t NO [EXPIRED] The password has expired.'),
    pop3: after(undecided('mailbox-in-use'), '-ERR [IN-USE] Another session has the mailbox.'),
  },
  'sent away': {
    smtp: after(undecided('auth-temporary-failure'), '421 4.3.2 Shutting down', close),
    imap: after(undecided('auth-temporary-failure'), '* BYE Shutting down, try later', close),
    pop3: after(undecided('auth-temporary-failure', 'auth-rate-limited'), '-ERR [LOGIN-DELAY] Wait a minute.', close),
  },
  'accepted, and sent away': {
    smtp: after(ACCEPTED, ['235 2.7.0 Ok', '421 4.3.2 Shutting down'], close),
    imap: after(ACCEPTED, ['%t OK Logged in', '* BYE Shutting down'], close),
    pop3: after(ACCEPTED, ['+OK Logged in.', '-ERR Shutting down'], close),
  },
  'closed without a reply': { smtp: after(CUT_OFF, close), imap: after(CUT_OFF, close), pop3: after(CUT_OFF, close) },
  'closed before the secret': {
    smtp: before(unsent(CUT_OFF), close),
    imap: before(unsent(CUT_OFF), close),
    pop3: before(unsent(CUT_OFF), close),
  },
  reset: { smtp: after(CUT_OFF, reset), imap: after(CUT_OFF, reset), pop3: after(CUT_OFF, reset) },
  'a reply that is none': {
    smtp: after(undecided('reply-malformed'), 'Everything is fine'),
    imap: after(undecided('reply-malformed'), 'Everything'),
    pop3: after(undecided('reply-malformed'), 'Everything is fine'),
  },
  'a reply without end': {
    smtp: after(undecided('reply-malformed'), flood('235-More to come\r\n'.repeat(50))),
    imap: after(undecided('reply-malformed'), flood('* OK More to come\r\n'.repeat(50))),
    pop3: after(undecided('reply-malformed'), flood('+OK '.repeat(1000))),
  },
  silence: {
    smtp: { ...after(undecided('deadline-exceeded'), hang), isEndless: true },
    imap: { ...after(undecided('deadline-exceeded'), hang), isEndless: true },
    pop3: { ...after(undecided('deadline-exceeded'), hang), isEndless: true },
  },
  'a challenge that cannot be decoded, before the secret': {
    smtp: before(SECOND_TAKEN, ask(UNDECODABLE), confirmCancel('501 5.7.0 Cancelled')),
    imap: before(SECOND_TAKEN, ask(UNDECODABLE), confirmCancel('%t BAD Cancelled')),
    pop3: before(SECOND_TAKEN, ask(UNDECODABLE), confirmCancel('-ERR Cancelled')),
  },
  'a challenge that cannot be decoded, after the secret': {
    smtp: after(BROKEN, ask(UNDECODABLE), confirmCancel('501 5.7.0 Cancelled')),
    imap: after(BROKEN, ask(UNDECODABLE), confirmCancel('%t BAD Cancelled')),
    pop3: after(BROKEN, ask(UNDECODABLE), confirmCancel('-ERR Cancelled')),
  },
  'a challenge that cannot be decoded, after the proof': {
    smtp: afterProof(BROKEN, ask(UNDECODABLE), confirmCancel('501 5.7.0 Cancelled')),
    imap: afterProof(BROKEN, ask(UNDECODABLE), confirmCancel('%t BAD Cancelled')),
    pop3: afterProof(BROKEN, ask(UNDECODABLE), confirmCancel('-ERR Cancelled')),
  },
  'a challenge that cannot be decoded, and a cancellation that is not taken': {
    smtp: before(unsent(BROKEN), ask(UNDECODABLE), close),
    imap: before(unsent(BROKEN), ask(UNDECODABLE), close),
    pop3: before(unsent(BROKEN), ask(UNDECODABLE), close),
  },
  'a cancellation that is answered by acceptance': {
    smtp: before(unsent(BROKEN), ask(UNDECODABLE), confirmCancel('235 2.7.0 Ok')),
    imap: before(unsent(BROKEN), ask(UNDECODABLE), confirmCancel('%t OK Logged in')),
    pop3: before(unsent(BROKEN), ask(UNDECODABLE), confirmCancel('+OK Logged in')),
  },
  'one challenge too many': {
    smtp: after(BROKEN, ask('VXNlcm5hbWU6'), confirmCancel('501 5.7.0 Cancelled')),
    imap: after(BROKEN, ask('VXNlcm5hbWU6'), confirmCancel('%t BAD Cancelled')),
    pop3: after(BROKEN, ask('VXNlcm5hbWU6'), confirmCancel('-ERR Cancelled')),
  },
  'a challenge where none belongs': {
    smtp: before(SECOND_TAKEN, ask(''), confirmCancel('501 5.7.0 Cancelled')),
    imap: before(SECOND_TAKEN, ask(''), confirmCancel('%t BAD Cancelled')),
    pop3: before(SECOND_TAKEN, ask(''), confirmCancel('-ERR Cancelled')),
  },
  'a challenge after the end': {
    smtp: after(rejected('auth-rejected'), ['535 5.7.8 Error: authentication failed', '334 VXNlcm5hbWU6']),
    imap: after(rejected('auth-rejected'), ['%t NO [AUTHENTICATIONFAILED] Authentication failed.', '+ VXNlcm5hbWU6']),
    pop3: after(rejected('auth-rejected'), ['-ERR [AUTH] Authentication failed.', '+ VXNlcm5hbWU6']),
  },
  'the next answer before the next question': {
    smtp: before({ ...unsent(BROKEN) }, ['504 5.5.4 Unrecognized authentication type', '235 2.7.0 Ok']),
    imap: before({ ...unsent(BROKEN) }, ['%t NO Unsupported authentication mechanism', '+ ']),
    pop3: before({ ...unsent(BROKEN), begun: 2 }, ['-ERR Unsupported authentication mechanism.', '+OK Logged in.']),
  },
  'acceptance before the secret': {
    smtp: before(unsent(BROKEN), '235 2.7.0 Authentication successful'),
    imap: before(unsent(BROKEN), '%t OK Logged in'),
    pop3: before(unsent(BROKEN), '+OK Logged in.'),
  },
  'acceptance in place of the go-ahead, PLAIN': {
    imap: { offers: ['PLAIN'], at: 'command', does: ['%t OK Logged in'], expect: unsent(BROKEN), isWithoutInitialResponse: true },
    pop3: { offers: ['PLAIN'], at: 'command', does: ['+OK Logged in.'], expect: unsent(BROKEN) },
  },
  'acceptance in place of the go-ahead, XOAUTH2': {
    smtp: beforeToken('XOAUTH2', unsent(BROKEN), '235 2.7.0 Ok'),
    imap: { ...beforeToken('XOAUTH2', unsent(BROKEN), '%t OK Logged in'), isWithoutInitialResponse: true },
    pop3: beforeToken('XOAUTH2', unsent(BROKEN), '+OK Logged in.'),
  },
  'acceptance in place of the go-ahead, OAUTHBEARER': {
    smtp: beforeToken('OAUTHBEARER', unsent(BROKEN), '235 2.7.0 Ok'),
    imap: { ...beforeToken('OAUTHBEARER', unsent(BROKEN), '%t OK Logged in'), isWithoutInitialResponse: true },
    pop3: beforeToken('OAUTHBEARER', unsent(BROKEN), '+OK Logged in.'),
  },
  'acceptance together with the go-ahead': {
    smtp: beforeToken('XOAUTH2', unsent(BROKEN), atOnce('334 ', '235 2.7.0 Ok')),
    imap: { ...beforeToken('XOAUTH2', unsent(BROKEN), atOnce('+ ', '%t OK Logged in')), isWithoutInitialResponse: true },
    pop3: { offers: ['PLAIN'], at: 'command', does: [atOnce('+ ', '+OK Logged in.')], expect: unsent(BROKEN) },
  },
  'refusal together with the go-ahead': {
    smtp: beforeToken('XOAUTH2', unsent(rejected('auth-mechanism-rejected')), atOnce('334 ', '535 5.7.8 No')),
    pop3: {
      offers: ['PLAIN'],
      at: 'command',
      does: [atOnce('+ ', '-ERR [AUTH] No')],
      expect: unsent(rejected('auth-mechanism-rejected')),
    },
  },
  'the command is not known': {
    smtp: after(rejected('auth-not-advertised'), '502 5.5.1 Command not implemented'),
    imap: after(rejected('auth-mechanism-rejected'), '%t BAD Command unknown'),
    pop3: after(rejected('auth-mechanism-rejected'), '-ERR Unknown command.'),
  },
  'a token refused': {
    smtp: {
      ...after(rejected('auth-token-invalid'), ask('eyJzdGF0dXMiOiI0MDEifQ=='), '535 5.7.8 Not accepted'),
      offers: ['XOAUTH2'],
      with: 'token',
    },
    imap: {
      ...after(rejected('auth-token-invalid'), ask('eyJzdGF0dXMiOiI0MDEifQ=='), '%t NO [AUTHENTICATIONFAILED] No'),
      offers: ['XOAUTH2'],
      with: 'token',
    },
    pop3: {
      ...after(rejected('auth-token-invalid'), ask('eyJzdGF0dXMiOiI0MDEifQ=='), '-ERR [AUTH] No'),
      offers: ['XOAUTH2'],
      with: 'token',
    },
  },
  "a token's mechanism at fault, after the token": {
    smtp: {
      ...after(rejected('auth-mechanism-rejected'), '504 5.5.4 Unrecognized authentication type'),
      offers: ['OAUTHBEARER', 'XOAUTH2'],
      with: 'token',
    },
    imap: {
      ...after(rejected('auth-mechanism-rejected'), '%t NO Unsupported authentication mechanism'),
      offers: ['OAUTHBEARER', 'XOAUTH2'],
      with: 'token',
    },
    pop3: {
      ...after(rejected('auth-mechanism-rejected'), '-ERR Unsupported authentication mechanism.'),
      offers: ['OAUTHBEARER', 'XOAUTH2'],
      with: 'token',
    },
  },
  'without SASL, accepted': {
    imap: byCommand('LOGIN', ACCEPTED, '%t OK Logged in'),
    pop3: byCommand('PASS', ACCEPTED, '+OK Logged in.'),
  },
  'without SASL, refused': {
    imap: byCommand('LOGIN', rejected('auth-rejected'), '%t NO [AUTHENTICATIONFAILED] Authentication failed.'),
    pop3: byCommand('PASS', rejected('auth-rejected'), '-ERR [AUTH] Authentication failed.'),
  },
  'without SASL, not now': {
    imap: byCommand('LOGIN', undecided('auth-temporary-failure'), '%t NO [UNAVAILABLE] Later.'),
    pop3: byCommand('PASS', undecided('auth-temporary-failure'), '-ERR [SYS/TEMP] Later.'),
  },
  'without SASL, closed': { imap: byCommand('LOGIN', CUT_OFF, close), pop3: byCommand('PASS', CUT_OFF, close) },
  'without SASL, a challenge': {
    imap: byCommand('LOGIN', undecided('reply-malformed'), '+ UGFzc3dvcmQ6'),
    pop3: byCommand('PASS', undecided('reply-malformed'), '+ UGFzc3dvcmQ6'),
  },
  'without SASL, refused for the name': {
    pop3: byCommand('USER', unsent(rejected('auth-rejected')), '-ERR [AUTH] No such user.'),
  },
  'without SASL, acceptance before the secret': {
    imap: { ...byCommand('LOGIN', unsent(BROKEN), '%t OK Logged in'), account: { user: 'j\u00fcrgen@lab.test', ...SPACES } },
    pop3: byCommand('USER', unsent(BROKEN), atOnce('+OK', '+OK Logged in.')),
  },
};

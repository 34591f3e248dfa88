// Handshakes and exchanges that stall, lie, break off or never end.
import {
  afterFirstBytes,
  breakHandshake,
  challenges,
  close,
  drip,
  floodRecords,
  halfClose,
  hang,
  inTurn,
  renegotiate,
  reset,
  startTlsSaying,
} from '../actions.ts';
import { type LabScenario, mailHost, submission, submissions } from '../scenario.ts';

export const HOSTILE_SESSIONS: readonly LabScenario[] = [
  // Never silent for long, never done: what a per-read timeout does not catch.
  {
    name: 'one-byte-a-second',
    title: 'one byte a second',
    ports: () =>
      mailHost({
        greeting: drip('220-mail.lab.test takes its time over this greeting, and then some more of it\r\n'.repeat(20), 1000),
      }),
    check: { options: ['--greeting-timeout', '3s'] },
    expect: ['greeting-timeout'],
  },
  // A reply that was in the pipe before TLS and would be read as if it came from inside (the client side of CVE-2011-0411).
  {
    name: 'glued-starttls-reply',
    title: 'a forged reply is glued to the one to STARTTLS',
    ports: () => ({
      submission: submission({
        on: { STARTTLS: startTlsSaying('220 2.0.0 Ready to start TLS\r\n250-forged.test\r\n250 AUTH PLAIN\r\n') },
      }),
    }),
    expect: ['starttls-injection'],
    verdict: 'warn',
  },
  // A ServerHello that goes wrong half-way.
  {
    name: 'broken-handshake',
    title: 'the TLS handshake turns into garbage',
    ports: () => mailHost({ handshake: breakHandshake }),
    check: { options: ['--greeting-timeout', '4s'] },
    expect: ['tls-handshake-failed'],
  },
  // The hello is read and never answered.
  {
    name: 'silent-handshake',
    title: 'the TLS handshake gets no answer',
    ports: () => mailHost({ handshake: hang }),
    check: { options: ['--greeting-timeout', '4s', '--command-timeout', '4s'] },
    expect: ['tls-handshake-failed', 'greeting-timeout'],
  },
  // Half a ServerHello, then nothing: a load balancer whose back end died in mid-handshake.
  {
    name: 'stalled-handshake',
    title: 'the TLS handshake begins and stalls',
    ports: () => ({
      submissions: submissions({ handshake: afterFirstBytes(inTurn(Buffer.from([22, 3, 3, 0, 122, 2, 0, 0, 118, 3, 3]), hang)) }),
    }),
    check: { options: ['--greeting-timeout', '4s', '--command-timeout', '4s'] },
    expect: ['tls-handshake-failed'],
  },
  // FIN after the greeting, and the connection stays half open.
  {
    name: 'half-closed',
    title: 'the server stops sending and stays',
    ports: () => mailHost({ on: { EHLO: halfClose } }),
    expect: ['connection-closed'],
  },
  // Each answer brings another question.
  {
    name: 'challenges-without-end',
    title: 'the login never ends',
    ports: () => ({
      submissions: submissions({
        auth: { mechanisms: ['LOGIN'], on: { LOGIN: challenges('334 VXNlcm5hbWU6', 100_000, close) } },
      }),
    }),
    check: { login: 'password' },
    expect: ['auth-protocol-error'],
  },
  // RFC 4954 §4: challenges are Base64.
  {
    name: 'challenge-not-base64',
    title: 'the challenge is no Base64',
    ports: () => ({
      submissions: submissions({
        auth: {
          mechanisms: ['CRAM-MD5'],
          on: { 'CRAM-MD5': challenges('334 this is *not* Base64', 1, '501 5.5.2 Cannot decode response') },
        },
      }),
    }),
    check: { login: 'password' },
    expect: ['auth-protocol-error'],
  },
  // RFC 5802 §5: a server that does not know the password cannot sign the end of the exchange.
  {
    name: 'forged-server-proof',
    title: 'the server cannot prove that it knows the password',
    ports: () => ({ submissions: submissions({ auth: { mechanisms: ['SCRAM-SHA-256'], falseServerSignature: true } }) }),
    check: { login: 'password', options: ['--auth', 'SCRAM-SHA-256'] },
    expect: ['auth-server-unproven'],
  },
  // Nothing depends on the goodbye.
  {
    name: 'reset-at-quit',
    title: 'nothing: the connection is reset at QUIT',
    ports: () => mailHost({ on: { QUIT: reset } }),
    expect: [],
  },
  // All replies come at once, before anything was asked: a client that trusts them takes plaintext for TLS.
  {
    name: 'answers-before-questions',
    title: 'the server answers before it is asked',
    ports: () => ({
      submission: submission({
        greeting: Buffer.from(
          '220 mail.lab.test\r\n250-mail.lab.test\r\n250 STARTTLS\r\n220 2.0.0 Go ahead\r\n250-forged.test\r\n250 AUTH PLAIN\r\n',
        ),
      }),
    }),
    expect: ['starttls-injection', 'tls-handshake-failed'],
  },
  // RFC 5321 §3.8: a server may close with 421 at any time.
  {
    name: 'shutting-down',
    title: 'the server shuts down in mid-dialogue',
    ports: () => mailHost({ on: { EHLO: inTurn('421 4.3.2 mail.lab.test Service shutting down', close) } }),
    expect: ['ehlo-rejected'],
  },
  // The same in answer to AUTH: nothing is said of the password.
  {
    name: 'shutting-down-at-login',
    title: 'the server shuts down at the login',
    ports: () => ({ submissions: submissions({ on: { AUTH: inTurn('421 4.3.2 mail.lab.test Service shutting down', close) } }) }),
    check: { login: 'password' },
    expect: ['auth-temporary-failure'],
  },
  // The largest RSA key that OpenSSL takes; costly for the server, not for the client.
  {
    name: 'huge-key',
    title: 'nothing: but the RSA key has 16,000 bits',
    ports: () => ({ submissions: submissions({ certificate: 'huge-key' }) }),
    check: { options: ['--command-timeout', '1m'] },
    expect: [],
  },
  // Only TLS 1.2 and older can ask for another handshake in mid-talk.
  {
    name: 'renegotiation',
    title: 'the server wants one handshake after the other',
    ports: () => ({ submissions: submissions({ tlsOptions: { maxVersion: 'TLSv1.2' }, on: { EHLO: renegotiate(500) } }) }),
    expect: [],
  },
  // Warning alerts in place of an answer to the hello, without end.
  {
    name: 'flood-of-alerts',
    title: 'the TLS handshake drowns in alerts',
    ports: () => ({ submissions: submissions({ handshake: floodRecords(21, Buffer.from([1, 90])) }) }),
    check: { options: ['--greeting-timeout', '4s'] },
    expect: ['tls-handshake-failed'],
  },
  // One handshake message of 16 MB, announced and begun.
  {
    name: 'endless-handshake',
    title: 'the TLS handshake never ends',
    ports: () => ({
      submissions: submissions({
        handshake: floodRecords(22, Buffer.concat([Buffer.from([2, 0xff, 0xff, 0xff, 3, 3]), Buffer.alloc(16_000)])),
      }),
    }),
    expect: ['tls-handshake-failed'],
  },
];

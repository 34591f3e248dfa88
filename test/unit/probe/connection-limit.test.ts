// Which failures our own parallel connections may have made, and when a port's other mode speaks against that.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EndpointObservation } from '../../../src/model/observation.ts';
import type { Failure } from '../../../src/model/outcome.ts';
import type { Mode, Stage } from '../../../src/model/protocol.ts';
import type { Reply } from '../../../src/model/reply.ts';
import { isAnsweredInTheClear, maybeLimited, otherModeWorks } from '../../../src/probe/connection-limit.ts';

const GREETING: Reply = { code: 220, enhanced: null, lines: ['ready'] };
const reply = (stage: Stage, code: number | null, status?: string, text = ''): Failure => ({
  kind: 'reply',
  stage,
  reply: { code, enhanced: null, lines: [text], ...(status === undefined ? {} : { status }) },
});
const closed = (stage: Stage): Failure => ({ kind: 'closed', stage });
const system = (stage: Stage, systemCode: string): Failure => ({ kind: 'system', stage, systemCode });

describe('maybeLimited', () => {
  const rows: readonly [string, Failure | null, boolean][] = [
    ['421 for a greeting', reply('greeting', 421), true],
    ['450 for a greeting', reply('greeting', 450), true],
    ['421 for EHLO', reply('ehlo', 421), true],
    ['421 for AUTH', reply('auth', 421), true],
    ['450 for EHLO', reply('ehlo', 450), false],
    ['554 for a greeting', reply('greeting', 554), false],
    ['554 that names a limit', reply('greeting', 554, undefined, '5.7.0 Too many concurrent SMTP connections'), true],
    ['554 that names one for EHLO', reply('ehlo', 554, undefined, 'Too many connections'), false],
    ['BYE for a greeting', reply('greeting', null, 'BYE'), true],
    ['-ERR for a greeting', reply('greeting', null, '-ERR'), true],
    ['-ERR for STLS', reply('starttls', null, '-ERR'), false],
    ['NO for STARTTLS', reply('starttls', null, 'NO'), false],
    ['closed without a word', closed('greeting'), true],
    ['closed in the handshake', closed('tls'), true],
    ['closed at EHLO', closed('ehlo'), false],
    ['reset at connect', system('connect', 'ECONNRESET'), true],
    ['reset in the handshake', system('tls', 'ECONNRESET'), true],
    ['reset at EHLO', system('ehlo', 'ECONNRESET'), false],
    ['refused', system('connect', 'ECONNREFUSED'), false],
    ['a timeout', { kind: 'timeout', stage: 'greeting', budget: 'greeting', budgetMs: 1, waitedMs: 1 }, false],
    ['no failure', null, false],
  ];
  for (const [name, failure, expected] of rows) it(name, () => assert.equal(maybeLimited(failure), expected));
});

describe('otherModeWorks', () => {
  type Seen = Pick<EndpointObservation, 'address' | 'port' | 'mode' | 'failure' | 'greeting'>;
  const seen = (mode: Mode, failure: Failure | null, more: Partial<Seen> = {}): EndpointObservation =>
    ({ address: '192.0.2.1', port: 587, mode, failure, greeting: failure ? null : GREETING, ...more }) as EndpointObservation;
  const suspect = seen('tls', closed('tls'));
  const rows: readonly [string, EndpointObservation, readonly EndpointObservation[], boolean][] = [
    ['a close, and the other mode greeted', suspect, [seen('starttls', null)], true],
    ['nothing else was seen', suspect, [], false],
    ['the other mode did not greet', suspect, [seen('starttls', closed('greeting'))], false],
    ['the same mode of another address', suspect, [seen('tls', null, { address: '192.0.2.2' })], false],
    ['the other mode of another address', suspect, [seen('starttls', null, { address: '192.0.2.2' })], false],
    ['the other mode of another port', suspect, [seen('starttls', null, { port: 25 })], false],
    [
      'the other mode was refused in words after its greeting',
      suspect,
      [seen('starttls', reply('ehlo', 421), { greeting: GREETING })],
      false,
    ],
    [
      'the other mode greeted and had no STARTTLS',
      suspect,
      [seen('starttls', { kind: 'not-offered', stage: 'starttls' }, { greeting: GREETING })],
      true,
    ],
    ['a refusal in words came from this mode', seen('tls', reply('greeting', 421)), [seen('starttls', null)], false],
  ];
  for (const [name, observation, others, expected] of rows)
    it(name, () => assert.equal(otherModeWorks(observation, [observation, ...others]), expected));
});

describe('isAnsweredInTheClear', () => {
  type Seen = Pick<EndpointObservation, 'address' | 'port' | 'mode' | 'failure' | 'greeting'>;
  const seen = (mode: Mode, failure: Failure | null, more: Partial<Seen> = {}): EndpointObservation =>
    ({ address: '192.0.2.1', port: 465, mode, failure, greeting: failure ? null : GREETING, ...more }) as EndpointObservation;
  const wrongVersion: Failure = { kind: 'tls', stage: 'tls', systemCode: 'ERR_SSL_WRONG_VERSION_NUMBER', detail: '' };
  const silent: Failure = { kind: 'timeout', stage: 'greeting', budget: 'patience', budgetMs: 150, waitedMs: 150 };
  const suspect = seen('tls', wrongVersion);
  const rows: readonly [string, EndpointObservation, readonly EndpointObservation[], boolean][] = [
    ['the other mode is silent, as a TLS port is', suspect, [seen('starttls', silent)], true],
    ['the other mode was refused in words', suspect, [seen('starttls', reply('greeting', 421), { greeting: GREETING })], true],
    ['the other mode was not tried', suspect, [], true],
    ['the other mode greeted', suspect, [seen('starttls', null)], false],
    ['the other mode greeted and failed', suspect, [seen('starttls', reply('starttls', 454), { greeting: GREETING })], false],
    [
      'another service answered in the other mode',
      suspect,
      [seen('starttls', { kind: 'malformed', stage: 'greeting', fault: 'no-code', sample: 'SSH-2.0' })],
      false,
    ],
    ['an alert', seen('tls', { ...wrongVersion, systemCode: 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', alert: 80 }), [], false],
    ['a port that is meant to greet', seen('tls', wrongVersion, { port: 587 }), [], false],
    ['in plaintext', seen('starttls', silent), [], false],
  ];
  for (const [name, one, others, expected] of rows)
    it(name, () => assert.equal(isAnsweredInTheClear(one, [one, ...others]), expected));
});

// The forms in which clients send PLAIN and LOGIN over SMTP, line by line: what goes out when, and what is seen of the form.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WireForm } from '../../../src/model/wire-form.ts';
import { smtp } from '../../../src/protocols/smtp/definition.ts';
import { findMechanism } from '../../../src/sasl/index.ts';
import { inputFor } from '../sasl/exchange-input.ts';
import { openTalk, PIECES } from './scripted-peer.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const [USER, PASSWORD, PLAIN] = [base64('user'), base64('pencil'), base64('\0user\0pencil')];
const [ASK_NAME, ASK_PASSWORD] = [`334 ${base64('Username:')}`, `334 ${base64('Password:')}`];
const OK = '235 2.7.0 Accepted';

interface Row {
  readonly form?: WireForm;
  readonly mechanism: 'PLAIN' | 'LOGIN';
  /** Each is the server's answer to the line before it. */
  readonly says: readonly string[];
  readonly hears: readonly string[];
  readonly status: 'accepted' | 'rejected' | 'error';
  readonly isAskedAgain?: boolean;
  readonly hasSentSecret?: boolean;
}

const bare = { form: 'PLAIN without initial response', mechanism: 'PLAIN' } as const;
const named = { form: 'LOGIN with initial response', mechanism: 'LOGIN' } as const;

// biome-ignore format: a table
const rows: Readonly<Record<string, Row>> = {
  'PLAIN as ever': { mechanism: 'PLAIN', says: [OK], hears: [`AUTH PLAIN ${PLAIN}`], status: 'accepted' },
  'PLAIN waits': { ...bare, says: ['334 ', OK], hears: ['AUTH PLAIN', PLAIN], status: 'accepted' },
  'PLAIN waits, and some words come': { ...bare, says: ['334 Go on', OK], hears: ['AUTH PLAIN', PLAIN], status: 'accepted' },
  'PLAIN waits in vain': { ...bare, says: ['535 Incorrect authentication data'], hears: ['AUTH PLAIN'], status: 'rejected', hasSentSecret: false },
  'PLAIN waits, and is accepted': { ...bare, says: [OK], hears: ['AUTH PLAIN'], status: 'error', hasSentSecret: false },
  'LOGIN as ever': { mechanism: 'LOGIN', says: [ASK_NAME, ASK_PASSWORD, OK], hears: ['AUTH LOGIN', USER, PASSWORD], status: 'accepted' },
  'LOGIN with the name': { ...named, says: [ASK_PASSWORD, OK], hears: [`AUTH LOGIN ${USER}`, PASSWORD], status: 'accepted' },
  'LOGIN with the name, asked again': { ...named, says: [ASK_NAME, ASK_PASSWORD, OK], hears: [`AUTH LOGIN ${USER}`, USER, PASSWORD], status: 'accepted', isAskedAgain: true },
  'LOGIN with the name, asked again by Exchange': { ...named, says: [`334 ${base64('User Name\0')}`, `334 ${base64('Password\0')}`, OK], hears: [`AUTH LOGIN ${USER}`, USER, PASSWORD], status: 'accepted', isAskedAgain: true },
  'LOGIN with the name, asked again, then in other words': { ...named, says: [ASK_NAME, `334 ${base64('Kennwort:')}`, OK], hears: [`AUTH LOGIN ${USER}`, USER, PASSWORD], status: 'accepted', isAskedAgain: true },
  'LOGIN with the name, a question that says nothing': { ...named, says: ['334 ', '501 Cancelled'], hears: [`AUTH LOGIN ${USER}`, '*'], status: 'error', hasSentSecret: false },
  'LOGIN with the name, refused': { ...named, says: ['501 Syntax error'], hears: [`AUTH LOGIN ${USER}`], status: 'rejected', hasSentSecret: false },
  'LOGIN with the name, accepted at once': { ...named, says: [OK], hears: [`AUTH LOGIN ${USER}`], status: 'error', hasSentSecret: false },
};

describe('forms of a login by SMTP', () => {
  for (const [name, { form, mechanism, says, hears, status, isAskedAgain = false, hasSentSecret = true }] of Object.entries(
    rows,
  )) {
    for (const size of PIECES) {
      it(`${name}, in pieces of ${size}`, async () => {
        const turns = ['220 mail.lab.test', ...says].map((line) => `${line}\r\n`);
        const { session, peer, lines } = openTalk(smtp, turns, { size, ends: false });
        await session.greet();
        const exchange = findMechanism(mechanism)?.start(inputFor(form ? { form } : {}));
        assert.ok(exchange);
        const result = await session.authenticate(mechanism, exchange);
        assert.deepEqual(peer.heard, hears);
        assert.equal(result.status, status, JSON.stringify(result));
        assert.equal(result.hasSentSecret, hasSentSecret);
        assert.equal(exchange.isAskedAgain ?? false, isAskedAgain);
        assert.doesNotMatch(lines().join('\n'), new RegExp(`${PASSWORD}|${PLAIN.replaceAll('+', '\\+')}`));
      });
    }
  }
});

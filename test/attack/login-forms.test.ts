// Promise 2, where the login goes out in the form of an application's client: a form that is refused with nothing of the secret
// out may be followed by one more attempt, and nothing else. Counted on the server's side.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { close } from '../../src/lab/actions.ts';
import { challengeRaw } from '../../src/lab/authentication.ts';
import type { Action, LabSession, LabStep } from '../../src/lab/port.ts';
import type { ClientLogin } from '../../src/model/application-settings.ts';
import { atOnce, confirmCancel, countThrough, type LoginEnding } from './support/login-counter.ts';
import { throughEngineAs } from './support/login-doors.ts';

const CURL: ClientLogin = { mechanisms: ['CRAM-MD5', 'PLAIN', 'LOGIN'], forms: ['PLAIN without initial response'] };
const SMTPLIB: ClientLogin = { mechanisms: ['CRAM-MD5', 'LOGIN', 'PLAIN'], forms: ['LOGIN with initial response'] };

const NAME = '334 VXNlcm5hbWU6';
const PASSWORD = '334 UGFzc3dvcmQ6';

const asks =
  (line: string): Action =>
  async (session) => {
    await challengeRaw(session, line);
    return undefined;
  };
const ACCEPTED = '235 2.7.0 Authentication successful';

/** What is asked for until the password is in. */
const questionsTo = (session: LabSession): readonly LabStep[] => {
  const { mechanism, withInitialResponse } = session.lastLogin ?? {};
  if (mechanism === 'PLAIN') return withInitialResponse ? [] : [asks('334 ')];
  return withInitialResponse ? [asks(PASSWORD)] : [asks(NAME), asks(PASSWORD)];
};

/** What becomes of an attempt in the client's form; in the other form the server hears it to the end, and says `usual`. */
const inForm =
  (isInForm: (hasInitialResponse: boolean) => boolean, steps: readonly LabStep[], usual: string = ACCEPTED): Action =>
  async (session) => {
    const isClients = isInForm(session.lastLogin?.withInitialResponse ?? false);
    const does = isClients && steps.length > 0 ? steps : [...questionsTo(session), usual];
    for (const step of does) if (!session.ended) await session.perform(step);
    return undefined;
  };
const bare = (...steps: LabStep[]): Action => inForm((has) => !has, steps);
const withName = (...steps: LabStep[]): Action => inForm((has) => has, steps);

type Expected = readonly [begun: number, guesses: number, status: string, cause: string | null];

const rows: Readonly<Record<string, readonly [ClientLogin, 'PLAIN' | 'LOGIN', Action, Expected]>> = {
  'PLAIN alone, taken': [CURL, 'PLAIN', bare(), [1, 1, 'accepted', null]],
  'PLAIN alone, 535 of Exim': [CURL, 'PLAIN', bare('535 Incorrect authentication data'), [2, 1, 'accepted', null]],
  'PLAIN alone, 501': [CURL, 'PLAIN', bare('501 5.5.4 Syntax: AUTH PLAIN response'), [2, 1, 'accepted', null]],
  'PLAIN alone, 504': [CURL, 'PLAIN', bare('504 5.5.4 Unrecognized authentication type'), [2, 1, 'accepted', null]],
  'PLAIN alone, refused; and the password with it': [
    CURL,
    'PLAIN',
    inForm((has) => !has, ['535 Incorrect authentication data'], '535 Incorrect authentication data'),
    [2, 1, 'rejected', 'auth-rejected'],
  ],
  'PLAIN alone, asked for, and the password refused': [
    CURL,
    'PLAIN',
    bare(asks('334 '), '535 5.7.8 Error: authentication failed'),
    [1, 1, 'rejected', 'auth-rejected'],
  ],
  'PLAIN alone, asked for, and the mechanism refused with the password out': [
    CURL,
    'PLAIN',
    bare(asks('334 '), '504 5.5.4 Unrecognized authentication type'),
    [1, 1, 'rejected', 'auth-mechanism-rejected'],
  ],
  'PLAIN alone, later': [
    CURL,
    'PLAIN',
    bare('454 4.7.0 Temporary authentication failure'),
    [1, 0, 'error', 'auth-temporary-failure'],
  ],
  'PLAIN alone, closed': [CURL, 'PLAIN', bare(close), [1, 0, 'error', 'connection-closed']],
  'PLAIN alone, accepted before anything is sent': [
    CURL,
    'PLAIN',
    bare('235 2.7.0 Authentication successful'),
    [1, 0, 'error', 'auth-protocol-error'],
  ],
  'PLAIN alone, refused together with the go-ahead': [
    CURL,
    'PLAIN',
    bare(atOnce('334 ', '535 5.7.8 No')),
    [1, 0, 'rejected', 'auth-mechanism-rejected'],
  ],
  'LOGIN with the name, taken': [SMTPLIB, 'LOGIN', withName(), [1, 1, 'accepted', null]],
  'LOGIN with the name, asked for once more': [
    SMTPLIB,
    'LOGIN',
    withName(asks(NAME), asks(PASSWORD), ACCEPTED),
    [1, 1, 'accepted', null],
  ],
  'LOGIN with the name, asked for once more, and the password refused': [
    SMTPLIB,
    'LOGIN',
    withName(asks(NAME), asks(PASSWORD), '535 5.7.8 Error: authentication failed'),
    [1, 1, 'rejected', 'auth-rejected'],
  ],
  'LOGIN with the name, asked for again and again': [
    SMTPLIB,
    'LOGIN',
    withName(asks(NAME), asks(NAME), confirmCancel('501 5.7.0 Cancelled')),
    [2, 1, 'accepted', null],
  ],
  'LOGIN with the name, asked for nobody knows what': [
    SMTPLIB,
    'LOGIN',
    withName(asks('334 '), confirmCancel('501 5.7.0 Cancelled')),
    [2, 1, 'accepted', null],
  ],
  'LOGIN with the name, refused': [SMTPLIB, 'LOGIN', withName('535 Authentication Failed'), [2, 1, 'accepted', null]],
  'LOGIN with the name, 421': [SMTPLIB, 'LOGIN', withName('421 4.7.0 Bye', close), [1, 0, 'error', 'auth-temporary-failure']],
};

describe("logins in the form of an application's client", { concurrency: 4 }, () => {
  for (const [name, [client, mechanism, step, [begun, guesses, status, cause]]] of Object.entries(rows)) {
    it(name, async () => {
      // A list of one, or of both: the client's own mechanism is taken either way.
      for (const offers of [[mechanism], ['PLAIN', 'LOGIN'].toSorted((one) => (one === mechanism ? -1 : 1))]) {
        const ending = { offers, at: 'command', does: [step], expect: {} } as unknown as LoginEnding;
        const { count, verdict } = await countThrough(throughEngineAs(client), 'smtp', ending);
        assert.deepEqual({ ...count, ...verdict, sent: null }, { begun, guesses, status, cause, sent: null }, offers.join());
        assert.equal(verdict.sent?.filter((sent) => sent !== 'nothing').length, guesses);
      }
    });
  }
});

// The choice of a mechanism: what is offered on the left, what is taken on the right.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  chooseMechanism,
  commonMechanisms,
  describeUnsendable,
  findMechanism,
  MECHANISMS,
  type MechanismChoice,
  offersPlus,
} from '../../../src/sasl/index.ts';

const binding = { exporter: Buffer.alloc(32), endPoint: null };
const choice = (advertised: string, changes: Partial<MechanismChoice> = {}): MechanismChoice => ({
  advertised: advertised.split(' ').filter((name) => name !== ''),
  only: null,
  exclude: [],
  kind: 'password',
  channelBinding: null,
  ...changes,
});

describe('chooseMechanism', () => {
  const cases: [offered: string, changes: Partial<MechanismChoice>, taken: string | null][] = [
    ['PLAIN LOGIN', {}, 'PLAIN'],
    ['login plain', {}, 'PLAIN'],
    ['LOGIN PLAIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256', {}, 'SCRAM-SHA-256'],
    ['PLAIN CRAM-MD5 DIGEST-MD5', {}, 'DIGEST-MD5'],
    ['NTLM LOGIN', {}, 'LOGIN'],
    ['NTLM GSSAPI', {}, 'NTLM'],
    ['GSSAPI', {}, null],
    ['XOAUTH2 OAUTHBEARER', {}, null],
    ['XOAUTH2 OAUTHBEARER PLAIN', { kind: 'token' }, 'OAUTHBEARER'],
    ['XOAUTH2 PLAIN', { kind: 'token' }, 'XOAUTH2'],
    ['PLAIN LOGIN', { kind: 'token' }, null],
    ['PLAIN LOGIN', { kind: 'token', only: ['PLAIN'] }, null],
    ['PLAIN LOGIN', { only: ['LOGIN'] }, 'LOGIN'],
    ['PLAIN LOGIN', { exclude: ['PLAIN'] }, 'LOGIN'],
    ['PLAIN LOGIN', { only: ['PLAIN'], exclude: ['PLAIN'] }, null],
    ['PLAIN', { only: ['LOGIN'] }, null],
    ['SCRAM-SHA-256-PLUS SCRAM-SHA-256', {}, 'SCRAM-SHA-256'],
    ['SCRAM-SHA-256-PLUS SCRAM-SHA-512', { channelBinding: binding }, 'SCRAM-SHA-256-PLUS'],
    ['SCRAM-SHA-256-PLUS', { channelBinding: { exporter: null, endPoint: null } }, null],
    ['ANONYMOUS EXTERNAL PLAIN', {}, 'PLAIN'],
    ['ANONYMOUS EXTERNAL', {}, null],
    ['ANONYMOUS', { only: ['ANONYMOUS'] }, 'ANONYMOUS'],
    ['ANONYMOUS', { kind: 'anonymous' }, null],
    ['EXTERNAL PLAIN', { only: ['EXTERNAL'] }, 'EXTERNAL'],
    ['EXTERNAL PLAIN', { kind: 'certificate' }, 'EXTERNAL'],
    ['PLAIN', { kind: 'certificate' }, null],
    ['', {}, null],
  ];
  for (const [offered, changes, taken] of cases) {
    const { channelBinding, ...shown } = changes;
    it(`${offered} ${JSON.stringify(shown)}${channelBinding ? ' bound' : ''} → ${taken}`, () => {
      assert.equal(chooseMechanism(choice(offered, changes)).mechanism?.name ?? null, taken);
    });
  }

  it('says what each side has where they have nothing in common', () => {
    assert.deepEqual(chooseMechanism(choice('gssapi xoauth2', { only: ['LOGIN', 'PLAIN'] })), {
      mechanism: null,
      offered: ['GSSAPI', 'XOAUTH2'],
      allowed: ['PLAIN', 'LOGIN'],
    });
  });

  it('lists all in common for those who want to try each', () => {
    assert.deepEqual(
      commonMechanisms(choice('LOGIN PLAIN XOAUTH2 CRAM-MD5')).map(({ name }) => name),
      ['CRAM-MD5', 'PLAIN', 'LOGIN'],
    );
  });
});

describe('the list', () => {
  it('has each name once, upper case, findable in any case', () => {
    assert.equal(new Set(MECHANISMS.map(({ name }) => name)).size, MECHANISMS.length);
    for (const { name } of MECHANISMS) {
      assert.equal(name, name.toUpperCase());
      assert.equal(findMechanism(name.toLowerCase())?.name, name);
    }
    assert.equal(findMechanism('GSSAPI'), undefined);
  });

  it('sees -PLUS', () => {
    assert.equal(offersPlus(['plain', 'scram-sha-1-plus']), true);
    assert.equal(offersPlus(['PLAIN', 'PLUS']), false);
  });
});

describe('describeUnsendable', () => {
  const cases: [user: string, secret: string, kind: 'password' | 'token', sendable: boolean][] = [
    ['alice', 'secret', 'password', true],
    ['alice', ' s\u00e9 cret\n', 'password', true],
    ['alice', 'half\0half', 'password', false],
    ['al\0ice', 'secret', 'password', false],
    ['alice', 'a\nb', 'token', false],
    ['alice', 'a b', 'token', false],
    ['al\u0001ice', 'token', 'token', false],
    ['alice', '\ud800', 'password', false],
  ];
  for (const [user, secret, kind, sendable] of cases) {
    it(JSON.stringify([user, secret, kind]), () => {
      const reason = describeUnsendable(user, secret, kind);
      assert.equal(reason === null, sendable);
      assert.ok(!reason?.includes(secret));
    });
  }
});

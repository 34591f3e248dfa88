// From what a check saw to what a view asks: what was not seen stays null, and is never taken for no.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '../../../src/clients/observed-facts.ts';
import type { ServerPort } from '../../../src/clients/server-facts.ts';
import type { AuthAttempt, EndpointObservation } from '../../../src/model/observation.ts';
import {
  attempt,
  certificate,
  credentials,
  dns,
  fails,
  HOST,
  healthy,
  notOffered,
  observations,
  outOfTime,
  plan,
  tls,
  works,
} from '../diagnose/facts.ts';
import { askAll, MODERN } from './tls-server.ts';

const portOf = (...endpoints: readonly EndpointObservation[]): ServerPort | undefined =>
  factsOf(plan(), observations(endpoints)).ports[0];

describe('facts of a port', () => {
  it('who speaks first is who was heard', () => {
    assert.equal(portOf(works('465/tls'))?.speaks, 'tls');
    assert.equal(portOf(works('587/starttls'))?.speaks, 'greeting');
    assert.equal(portOf(fails('587/starttls', outOfTime('greeting')))?.speaks, null);
  });

  it('STARTTLS is offered, is not, or is not known', () => {
    assert.equal(portOf(works('587/starttls'))?.startTls, 'offered');
    assert.equal(portOf(works('587/starttls', { failure: notOffered, tls: null }))?.startTls, 'not-offered');
    assert.equal(portOf(works('465/tls'))?.startTls, null);
  });

  it('mechanisms are those before and after TLS, and the old form is told', () => {
    const login = portOf(works('587/starttls'))?.login;
    assert.deepEqual(login?.tls?.mechanisms, ['PLAIN', 'LOGIN']);
    assert.equal(login?.tls?.onlyInOldForm, false);
    const old = works('587/starttls', { capabilities: { plaintext: ['STARTTLS'], tls: ['AUTH=PLAIN LOGIN'] } });
    assert.equal(portOf(old)?.login.tls?.onlyInOldForm, true);
    const both = works('587/starttls', { capabilities: { plaintext: ['STARTTLS'], tls: ['AUTH PLAIN', 'AUTH=PLAIN'] } });
    assert.equal(portOf(both)?.login.tls?.onlyInOldForm, false);
  });

  it('answers to hellos are those of the port, or of one that shows the same TLS', () => {
    const answers = askAll(MODERN, { knowsTls13: true, wantsMore: false });
    const seen = observations(
      [works('465/tls'), works('587/starttls'), works('25/starttls', { tls: tls({ cipher: 'TLS_AES_128_GCM_SHA256' }) })],
      {
        serverTls: [{ port: 465, mode: 'tls', address: '192.0.2.10', answers }],
      },
    );
    const counts = factsOf(plan(), seen).ports.map(({ port, tls: facts }) => [port, facts?.answers.length]);
    assert.deepEqual(counts, [
      [465, answers.length],
      [587, answers.length],
      [25, 0],
    ]);
  });
});

describe('facts of the certificate', () => {
  const listed = tls({ certificate: certificate({ crlUrls: ['http://crl.example.net/root.crl', 'not a URL'] }) });
  const hostsAt = (address: string): readonly string[] =>
    factsOf(plan(), observations([works('465/tls', { tls: listed })], dns({ addresses: [{ address, family: 4, ports: {} }] })))
      .revocationHosts;

  it('where to ask of revocation is worth a word in a private network alone', () => {
    assert.deepEqual(hostsAt('10.1.2.3'), ['crl.example.net']);
    assert.deepEqual(hostsAt('192.0.2.10'), []);
  });

  it('an authority that was given with --ca has to be given to clients as well', () => {
    const facts = factsOf(plan(), observations(healthy()));
    assert.deepEqual(
      facts.ports.map(({ certificate: shown }) => shown?.needsOwnAuthority),
      facts.ports.map(() => false),
    );
    assert.equal(facts.host, HOST);
  });
});

describe('facts of the login', () => {
  const PLAIN = 'PLAIN without initial response';
  const bare = (isRefused: boolean, more: Partial<AuthAttempt> = {}): AuthAttempt =>
    attempt('rejected', null, { sent: 'nothing', form: { name: PLAIN, isRefused }, ...more });
  const refusedBy = (...attempts: readonly AuthAttempt[]) => {
    const facts = factsOf(plan(), observations(healthy(), { credentials: credentials({ attempts }) }));
    return [facts.refusedMechanisms, facts.refusedForms];
  };

  it('a form is refused where the same mechanism was taken in the other one, and the mechanism is not', () => {
    assert.deepEqual(refusedBy(bare(true), attempt('accepted', null)), [[], [PLAIN]]);
    const form = { name: 'LOGIN with initial response', isRefused: true } as const;
    assert.deepEqual(refusedBy(attempt('accepted', null, { mechanism: 'LOGIN', form })), [[], ['LOGIN with initial response']]);
  });

  it('else it is not known', () => {
    assert.deepEqual(refusedBy(bare(true), attempt('rejected', null)), [[], []]);
    assert.deepEqual(refusedBy(bare(false, { status: 'accepted' })), [[], []]);
  });
});

// What goes from a run to the rules: no secret in whatever a peer said, and everything that is not a peer's as it was.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EndpointObservation, Observations, TranscriptLine } from '../../../src/model/observation.ts';
import type { Failure } from '../../../src/model/outcome.ts';
import { Redactor } from '../../../src/net/redactor.ts';
import { scrubObservations } from '../../../src/probe/scrub-observations.ts';
import { certificate, observations, tls, works } from '../diagnose/facts.ts';

const SECRET = 'Winter-2024';

function knowing(...secrets: readonly string[]): Redactor {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.add(secret, 'ada');
  return redactor;
}

const scrubbed = (given: Observations, ...secrets: readonly string[]): Observations =>
  scrubObservations(given, knowing(...(secrets.length > 0 ? secrets : [SECRET])));

const endpointOf = (more: Partial<EndpointObservation>, ...secrets: readonly string[]): EndpointObservation => {
  const [endpoint] = scrubbed(observations([{ ...works('465/tls'), ...more }]), ...secrets).endpoints;
  assert.ok(endpoint);
  return endpoint;
};

const line = (direction: TranscriptLine['direction'], text: string): TranscriptLine => ({
  ms: 1,
  direction,
  line: text,
  secure: true,
});

describe('observations without secrets', () => {
  it('are the given ones where no secret is known', () => {
    const given = observations([works('465/tls')]);
    assert.equal(scrubObservations(given, new Redactor()), given);
  });

  it('have none in what ended or refused connections over time, and leave what is ours', () => {
    const said = { code: 421, enhanced: null, lines: [`bye ${SECRET}`] };
    const refused: Failure = { kind: 'reply', stage: 'greeting', reply: said };
    const end = { how: 'told', isNoticedLate: false, silentMs: 15_000, ageMs: 26_000, reply: said } as const;
    const busy = { status: 'answered', ageMs: 26_000, endedAtSameAge: false } as const;
    const { held, pool } = scrubbed({
      ...observations([works('465/tls')]),
      held: [{ endpoint: '465/tls@192.0.2.10', isLoggedIn: true, survivedMs: [11_000], end, busy, failure: refused }],
      pool: {
        ...{ endpoint: '465/tls@192.0.2.10', wanted: 9, taken: 5, lost: 0, tookMs: 1, refusal: refused },
        afterClosing: { isTaken: false, waitedMs: 250, failure: refused },
      },
    });
    assert.doesNotMatch(JSON.stringify([held, pool]), new RegExp(SECRET));
    assert.deepEqual([held?.[0]?.end?.reply?.lines, held?.[0]?.busy], [['bye ***'], busy]);
    assert.deepEqual([pool?.endpoint, pool?.taken], ['465/tls@192.0.2.10', 5]);
  });

  it('have none in the names that DNS gives for this machine', () => {
    const ownNetwork = { dmi: { sys_vendor: 'QEMU' }, address: '198.51.100.7', names: [`${SECRET}.example.net`], asns: [64500] };
    const { ownNetwork: scrubbedNetwork } = scrubbed(observations([works('465/tls')], { ownNetwork }));
    assert.ok(scrubbedNetwork && !JSON.stringify(scrubbedNetwork).includes(SECRET), JSON.stringify(scrubbedNetwork));
    assert.deepEqual(
      [scrubbedNetwork.dmi, scrubbedNetwork.address, scrubbedNetwork.asns],
      [ownNetwork.dmi, '198.51.100.7', [64500]],
    );
  });

  it('have none in a reply, its response code, a keyword or a mechanism of the server’s own', () => {
    const reply = { code: null, enhanced: 'WINTER-2024', lines: [`[${SECRET}] no ${SECRET}`], status: 'NO' };
    const { greeting, ehloRefusal, capabilities, auth } = endpointOf({
      greeting: reply,
      ehloRefusal: { code: 550, enhanced: '5.7.1', lines: ['5.7.1 Winter', '5.7.1 -2024'] },
      capabilities: { plaintext: null, tls: ['SIZE 10', `X-${SECRET}`, 'Winter', '-2024'] },
      auth: { plaintext: null, tls: ['PLAIN', `X-${SECRET.toUpperCase()}`] },
    });
    assert.deepEqual(greeting, { ...reply, enhanced: '***', lines: ['[***] no ***'] });
    assert.deepEqual(ehloRefusal?.lines, ['5.7.1 ***', '5.7.1 ***']);
    assert.deepEqual(capabilities.tls, ['SIZE 10', 'X-***', '***', '***']);
    assert.deepEqual(auth.tls, ['PLAIN', 'X-***']);
  });

  it('keep the facts of the protocols, whatever the password is', () => {
    const reply = {
      code: null,
      enhanced: 'AUTHENTICATIONFAILED',
      lines: ['[AUTHENTICATIONFAILED] authentication is over'],
      status: 'NO',
    };
    const { greeting, auth } = endpointOf(
      { greeting: reply, auth: { plaintext: null, tls: ['PLAIN', 'CRAM-MD5'] } },
      'authentication',
      'PLAIN',
      'CRAM-MD5',
    );
    assert.deepEqual(greeting, { ...reply, lines: ['[AUTHENTICATIONFAILED] *** is over'] });
    assert.deepEqual(auth.tls, ['PLAIN', 'CRAM-MD5']);
  });

  it('have none in what a failure shows, nor its beginning where a reader ended', () => {
    const failures: readonly [given: Failure, expected: Failure][] = [
      [
        { kind: 'closed', stage: 'greeting', partial: '220 Winter-20' },
        { kind: 'closed', stage: 'greeting', partial: '220 ***' },
      ],
      [
        { kind: 'malformed', stage: 'ehlo', fault: 'no-code', sample: `so ${SECRET} it is` },
        { kind: 'malformed', stage: 'ehlo', fault: 'no-code', sample: 'so *** it is' },
      ],
      [
        { kind: 'internal', stage: 'tls', detail: `boom ${SECRET}` },
        { kind: 'internal', stage: 'tls', detail: 'boom ***' },
      ],
      [
        { kind: 'reply', stage: 'ehlo', reply: { code: 550, enhanced: null, lines: ['Winter-2', '024'] } },
        { kind: 'reply', stage: 'ehlo', reply: { code: 550, enhanced: null, lines: ['***', '***'] } },
      ],
    ];
    for (const [given, expected] of failures) {
      assert.deepEqual(endpointOf({ failure: given }).failure, expected);
      assert.deepEqual(endpointOf({ repeatedAfter: given }).repeatedAfter, expected);
    }
  });

  it('have none in what the server said, and what this side said as it was', () => {
    const { transcript } = endpointOf(
      {
        transcript: [
          line('note', 'connected to the server'),
          line('server', '220-Winter-2'),
          line('server', '220 024 the server'),
          line('client', 'AUTH LOGIN of the server'),
          line('server', '535 the server'),
        ],
      },
      SECRET,
      'the server',
    );
    assert.deepEqual(
      transcript.map((one) => one.line),
      ['connected to the server', '220-***', '220 *** ***', 'AUTH LOGIN of the server', '535 ***'],
    );
  });

  it('have none in a certificate, and its digests as they were', () => {
    const named = certificate({
      subject: `CN=${SECRET}`,
      names: [SECRET, 'mail.example.org'],
      issuer: `CN=${SECRET.slice(0, 8)}…`,
    });
    const { tls: seenTls } = endpointOf({ tls: tls({ certificate: named }) });
    assert.equal(seenTls?.certificate?.subject, 'CN=***');
    assert.deepEqual(seenTls?.certificate?.names, ['***', 'mail.example.org']);
    assert.equal(seenTls?.certificate?.issuer, 'CN=***…');
    assert.equal(seenTls?.certificate?.digests, named.digests);
  });

  it('have none in what DNS said, and the words of our own around it as they were', () => {
    const { dns } = observations([]);
    const given = observations([], {
      dns: {
        ...dns,
        mx: [{ preference: 1, exchange: `${SECRET}.example.org` }],
        ptr: { '192.0.2.10': [`${SECRET}.example.org`] },
        tlsRpt: `v=TLSRPTv1; rua=mailto:${SECRET}@example.org`,
        mtaSts: { record: `v=STSv1; id=${SECRET}`, policy: null, error: `policy: "policy ${SECRET}" is no mx pattern` },
      },
    });
    const found = scrubbed(given, SECRET, 'policy').dns;
    assert.deepEqual(found.mx, [{ preference: 1, exchange: '***.example.org' }]);
    assert.deepEqual(found.ptr, { '192.0.2.10': ['***.example.org'] });
    assert.equal(found.tlsRpt, 'v=TLSRPTv1; rua=mailto:***@example.org');
    assert.deepEqual(found.mtaSts, { record: 'v=STSv1; id=***', policy: null, error: 'policy: "*** ***" is no mx pattern' });
    assert.equal(found.host, dns.host);
  });

  it('keep what was found out of the credentials, and whose they are', () => {
    const user = SECRET;
    const attempt = {
      endpoint: '465/tls@192.0.2.10',
      mechanism: 'PLAIN',
      status: 'rejected',
      failure: null,
      sent: 'secret',
    } as const;
    const given = observations([], {
      credentials: {
        user,
        kind: 'password',
        attempts: [{ ...attempt, reply: { code: 535, enhanced: null, lines: [`no ${SECRET}`] }, challenge: `{"x":"${SECRET}"}` }],
        skipped: null,
        shape: [],
        claims: null,
        tokenRequest: null,
        notices: ['the password'],
      },
    });
    const found = scrubbed(given, SECRET, 'secret', 'password', 'rejected', 'the password').credentials;
    assert.equal(found?.user, user);
    assert.equal(found?.kind, 'password');
    assert.deepEqual(found?.notices, ['the password']);
    assert.deepEqual(found?.attempts, [
      { ...attempt, reply: { code: 535, enhanced: null, lines: ['no ***'] }, challenge: '{"x":"***"}' },
    ]);
  });
});

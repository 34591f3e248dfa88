// Who decides port, mode, protocol and name where target and options both have a say.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError } from '../../../src/model/usage-error.ts';
import { DEFAULT_REQUEST, makePlan, type PlanRequest } from '../../../src/request/plan.ts';
import { parseTarget } from '../../../src/request/target.ts';

const plan = (target: string, asked: Partial<PlanRequest> = {}) =>
  makePlan(parseTarget(target), { ...DEFAULT_REQUEST, ...asked });

/** target, request → protocol, ports, modes, named */
const decided: readonly (readonly [string, Partial<PlanRequest>, string, readonly number[], readonly string[], boolean])[] = [
  ['mail.example', {}, 'smtp', [25, 465, 587], ['tls', 'starttls'], false],
  ['mail.example', { protocol: 'imap' }, 'imap', [143, 993], ['tls', 'starttls'], false],
  ['mail.example', { protocol: 'pop3' }, 'pop3', [110, 995], ['tls', 'starttls'], false],
  ['mail.example', { ports: [2525, 25] }, 'smtp', [2525, 25], ['tls', 'starttls'], false],
  ['mail.example', { modes: ['plain'] }, 'smtp', [25, 465, 587], ['plain'], false],
  ['mail.example', { ports: [465], modes: ['tls'] }, 'smtp', [465], ['tls'], true],
  ['mail.example', { ports: [993] }, 'imap', [993], ['tls', 'starttls'], false],
  ['mail.example', { ports: [110, 995] }, 'pop3', [110, 995], ['tls', 'starttls'], false],
  ['mail.example', { ports: [465, 993], protocol: 'smtp' }, 'smtp', [465, 993], ['tls', 'starttls'], false],
  ['mail.example:587', {}, 'smtp', [587], ['tls', 'starttls'], false],
  ['mail.example:587', { ports: [587] }, 'smtp', [587], ['tls', 'starttls'], false],
  ['mail.example:587', { modes: ['starttls'] }, 'smtp', [587], ['starttls'], true],
  ['mail.example:993', {}, 'imap', [993], ['tls', 'starttls'], false],
  ['mail.example:993', { protocol: 'smtp' }, 'smtp', [993], ['tls', 'starttls'], false],
  ['smtps://mail.example', {}, 'smtp', [465], ['tls'], true],
  ['smtps://mail.example', { ports: [465], modes: ['tls'], protocol: 'smtp' }, 'smtp', [465], ['tls'], true],
  ['smtps://mail.example:587', {}, 'smtp', [587], ['tls'], true],
  ['imap://mail.example', {}, 'imap', [143], ['starttls'], true],
  ['mail.example', { protocol: 'ews' }, 'ews', [443], ['tls'], false],
  ['https://mail.example/EWS/Exchange.asmx', { impersonated: 'a@b.example' }, 'ews', [443], ['tls'], true],
  ['outlook.office365.us', { protocol: 'ews', cloud: 'us-gov' }, 'ews', [443], ['tls'], false],
  ['alice@b.example', { protocol: 'ews', cloud: 'china' }, 'ews', [443], ['tls'], false],
];

const contradictions: readonly (readonly [string, Partial<PlanRequest>, RegExp])[] = [
  ['mail.example', { cloud: 'global' }, /--cloud wants --protocol graph or ews/],
  ['mail.example', { protocol: 'ews', cloud: 'global' }, /no host of Exchange Online/],
  ['outlook.office365.com', { protocol: 'ews', cloud: 'us-gov' }, /the cloud global.*us-gov/],
  ['mail.example', { impersonated: 'a@b.example' }, /--as wants --protocol ews/],
  ['graph.microsoft.com', { impersonated: 'a@b.example' }, /--as wants --protocol ews/],
  ['mail.example', { protocol: 'ews', modes: ['starttls'] }, /TLS from the first byte/],
  ['mail.example:587', { ports: [465] }, /names port 587.*465/],
  ['mail.example:587', { ports: [465, 587] }, /names port 587/],
  ['smtps://mail.example', { ports: [587] }, /means port 465.*587/],
  ['smtps://mail.example', { modes: ['starttls'] }, /mode tls.*starttls/],
  ['smtps://mail.example', { protocol: 'imap' }, /smtp.*imap/],
  ['mail.example', { ports: [465, 993] }, /mixes smtp and imap/],
  ['192.0.2.1', { family: 6 }, /-6.*192\.0\.2\.1/],
  ['::1', { family: 4 }, /-4/],
  ['::1', { bindAddress: '127.0.0.1' }, /IPv4.*IPv6/],
  ['mail.example', { family: 6, bindAddress: '127.0.0.1' }, /--bind/],
];

describe('makePlan', () => {
  for (const [target, asked, protocol, ports, modes, named] of decided) {
    it(`${target} with ${JSON.stringify(asked)}`, () => {
      const made = plan(target, asked);
      assert.deepEqual([made.protocol, made.ports, made.modes, made.endpointsNamed], [protocol, ports, modes, named]);
    });
  }

  for (const [target, asked, complaint] of contradictions) {
    it(`refuses ${target} with ${JSON.stringify(asked)}`, () => {
      assert.throws(
        () => plan(target, asked),
        (error: unknown) => error instanceof UsageError && complaint.test(error.message),
      );
    });
  }

  it('takes the host as the name that the certificate must bear, unless told otherwise', () => {
    assert.equal(plan('Mail.Example').servername, 'mail.example');
    assert.equal(plan('192.0.2.1').servername, '192.0.2.1');
    assert.equal(plan('192.0.2.1', { servername: 'mail.example' }).servername, 'mail.example');
  });

  it('keeps to the family asked for, and to that of the address bound to', () => {
    assert.deepEqual(plan('mail.example').families, [4, 6]);
    assert.deepEqual(plan('mail.example', { family: 6 }).families, [6]);
    assert.deepEqual(plan('mail.example', { bindAddress: '127.0.0.1' }).families, [4]);
    assert.deepEqual(plan('mail.example', { bindAddress: '::1' }).families, [6]);
  });
});

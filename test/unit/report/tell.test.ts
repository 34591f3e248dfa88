// The text to pass on: to each of the four who can act, with what they need of it; and what leads on from a report.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OWNER_OF_ROLE, type Role } from '../../../src/model/finding.ts';
import type { Report } from '../../../src/model/report.ts';
import { tellText } from '../../../src/report/formats/tell-text.ts';
import { nextCommand } from '../../../src/report/next-command.ts';
import { briefTell, tell } from '../../../src/report/tell.ts';
import { ADDRESS, makeFinding, makeReport } from './fixtures.ts';

const ROLE_NAMES = Object.keys(OWNER_OF_ROLE) as Role[];
const to = (report: Report, role: Role): string => tell(report, OWNER_OF_ROLE[role]);

describe('the text to pass on', () => {
  it('says where and when, what was found, what to change and how to see that it worked', () => {
    const text = to(makeReport('expired'), 'server');
    assert.match(
      text,
      /^To the mail hoster: On 2026-01-\d\d at \d\d:\d\d:\d\d UTC\S*, mail\.example\.com \(192\.0\.2\.10\) was tested on port 465\. /,
    );
    assert.match(text, / The certificate expired 12 days ago\. /);
    assert.match(text, / Seen: valid from 2026-01-01 to 2026-01-19; /);
    assert.match(text, / What to do: Renew the certificate and reload the mail server, /);
    assert.match(
      text,
      / It has worked when `openssl s_client -connect mail\.example\.com:465 -servername mail\.example\.com` ends with "Verify return code: 0 \(ok\)"\.$/,
    );
  });

  it('quotes the reply, and names the address that the server saw', () => {
    const bare = makeReport('rejected');
    const finding = makeFinding('auth-policy-blocked', { title: 'The tenant blocks this login', owner: 'provider' });
    const report: Report = {
      ...bare,
      findings: [finding],
      credentials: bare.credentials && { ...bare.credentials, cause: 'auth-policy-blocked' },
      endpoints: bare.endpoints.map((endpoint) => ({ ...endpoint, localAddress: '192.168.1.20', seenAs: '198.51.100.7' })),
    };
    const text = to(report, 'provider');
    assert.match(text, /, from 198\.51\.100\.7\. /);
    assert.match(text, /The server replied: "535 5\.7\.8 Error: authentication failed"\./);
    assert.match(text, /It has worked when the login of alice@example\.com is accepted\.$/);
  });

  it('on the page takes the sentence that is about whoever must act', () => {
    const fix = "Check host and port. The server's administrator checks that the service listens (`ss -ltnp`). Else wait.";
    const brief = (owner: 'you' | 'server'): string =>
      briefTell(makeReport('expired'), makeFinding('tcp-refused', { fix, owner })).replace(/.*What to do: /, '');
    assert.equal(brief('server'), "The server's administrator checks that the service listens (`ss -ltnp`).");
    assert.equal(brief('you'), 'Check host and port.');
  });

  it('tells who has nothing to change so in one sentence, and who has', () => {
    for (const role of ROLE_NAMES.filter((name) => name !== 'server')) {
      const text = to(makeReport('expired'), role);
      assert.match(
        text,
        /^To the [a-z' ]+: at mail\.example\.com there is nothing for you to change: the mail hoster must act, /,
      );
      assert.equal(text.match(/\.(?= |$)/g)?.length, 1, text);
    }
    for (const role of ROLE_NAMES)
      assert.match(to(makeReport('healthy'), role), /nothing for you to change, and nothing is wrong\.$/);
  });

  it('tells the customer what works meanwhile', () => {
    const text = to(makeReport('ipv6'), 'customer');
    assert.match(
      text,
      /the customer's network people must act, since Title of ipv6-broken; until then port 465 with SSL\/TLS works\.$/,
    );
  });

  it('has all that one role has to change, the gravest first', () => {
    const findings = [
      makeFinding('cert-expired', { title: 'First' }),
      makeFinding('tcp-refused', { title: 'Not theirs', owner: 'you' }),
      makeFinding('cert-weak-key', { title: 'Second' }),
      makeFinding('greeting-slow', { title: 'A note' }),
    ];
    const text = to({ ...makeReport('expired'), findings }, 'server');
    assert.match(text, /First\. .* Also: Second\. What to do: Fix of cert-weak-key\.$/);
    assert.doesNotMatch(text, /Not theirs|A note/);
  });

  it('gives no command with a host name that a shell would act on', () => {
    const bare = makeReport('expired');
    for (const host of ['a;reboot', '$(reboot)', '-oProxy', 'a b', '`id`']) {
      const report = { ...bare, target: { ...bare.target, host, input: host } };
      assert.doesNotMatch(to(report, 'server').replace(/.*What to do/, ''), /openssl|nc -vz/);
      assert.equal(nextCommand(report, { verbose: false }), null);
    }
  });

  it('is one paragraph for a file, and in lines for a screen', () => {
    const whole = tellText(makeReport('expired'), 'server', null);
    assert.equal(whole.split('\n').length, 2);
    const lines = tellText(makeReport('expired'), 'server', 60).trimEnd().split('\n');
    assert.ok(lines.length > 5);
    assert.equal(lines.join(' '), whole.trimEnd());
  });
});

describe('the next command', () => {
  const next = (report: Report, verbose = false): string | undefined => nextCommand(report, { verbose })?.command;
  const failing = makeReport('expired');
  const wrong = (overrides: Parameters<typeof makeFinding>[1], id: Parameters<typeof makeFinding>[0] = 'not-smtp'): Report => ({
    ...failing,
    findings: [makeFinding(id, { endpoints: [`465/tls@${ADDRESS}`], ...overrides })],
  });

  it('goes by the same roots, and is left out where their file is no plain word to a shell', () => {
    const by = (store: 'default' | 'node' | 'system' | 'file' | 'java', path: string | null = null): string | undefined =>
      next({ ...wrong({}, 'cert-untrusted-root'), trust: { store, name: 'whatever', path, added: 0 } });
    const again = 'mailprobe check mail.example.com --port 465 --mode tls -v';
    assert.equal(by('default'), again);
    assert.equal(by('node'), `${again} --trust node`);
    assert.equal(by('system'), `${again} --trust system`);
    assert.equal(by('file', 'ca/roots.pem'), `${again} --trust ca/roots.pem`);
    assert.equal(by('java', '/opt/jre/cacerts'), `${again} --trust java:/opt/jre/cacerts`);
    for (const path of ['my roots.pem', '$HOME/roots', 'a;b', '`id`', '~/roots', '']) assert.equal(by('file', path), undefined);
    const spoken = wrong({ title: 'IMAP answers on port 465, not SMTP' });
    assert.match(
      next({ ...spoken, trust: { store: 'system', name: 'Windows', path: null, added: 0 } }) ?? '',
      /--port 465 --trust system$/,
    );
  });

  it('speaks the protocol that answered', () => {
    assert.equal(
      next(wrong({ title: 'IMAP answers on port 465, not SMTP' })),
      'mailprobe check mail.example.com --protocol imap --port 465',
    );
  });

  it('takes the command that the fix has, unless it logs in', () => {
    const fix = 'Ask. (`mailprobe check imap://mail.example.com:465`)';
    assert.equal(
      next(wrong({ title: 'IMAP answers on port 465, not SMTP', fix })),
      'mailprobe check imap://mail.example.com:465',
    );
    const login = 'If it is, name it: `mailprobe check mx.example.net --user alice@example.com`.';
    assert.doesNotMatch(next(wrong({ fix: login }, 'login-host-unproven')) ?? '', /--user/);
  });

  it('checks the host that the finding names', () => {
    const fix = 'Set the server name to mx.example.net and check that one (`mailprobe check mx.example.net`).';
    assert.equal(next(wrong({ fix }, 'target-is-domain')), 'mailprobe check mx.example.net');
    assert.doesNotMatch(next(wrong({ fix: 'Run (`mailprobe check $(reboot)`)' }, 'target-is-domain')) ?? '', /reboot/);
  });

  it('discovers the servers of a mailbox whose host has no address', () => {
    const report = wrong({}, 'dns-name-not-found');
    const mailbox = { ...report, target: { ...report.target, input: 'alice@example.com' } };
    assert.equal(next(mailbox), 'mailprobe discover alice@example.com');
  });

  it('looks at every address where one of them is to blame', () => {
    assert.equal(next(makeReport('ipv6')), 'mailprobe check mail.example.com --all-addresses');
  });

  it('shows the talk, but sends no login again for it; and there is none after a healthy check', () => {
    assert.equal(next(failing), 'mailprobe check mail.example.com --port 465 --mode tls -v');
    assert.equal(next(failing, true), undefined);
    assert.equal(next(makeReport('rejected')), undefined);
    assert.equal(next(makeReport('healthy')), undefined);
  });
});

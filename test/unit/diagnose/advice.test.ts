// What the first finding says and advises, held to what was seen: nothing is praised that was not tried, nothing is advised
// that was just refused, and nobody is blamed where the setting is at fault.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeObservations } from '../../../src/check/judge-observations.ts';
import type { Finding, FindingId } from '../../../src/model/finding.ts';
import type { EndpointObservation, Observations } from '../../../src/model/observation.ts';
import type { Failure } from '../../../src/model/outcome.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { Report } from '../../../src/model/report.ts';
import {
  ADDRESS,
  attempt,
  closedAt,
  credentials,
  dns,
  dropped,
  fails,
  faulty,
  HOST,
  healthy,
  named,
  observations,
  plan,
  refused,
  refusedAt,
  reply,
  silent,
  tlsFails,
  works,
} from './facts.ts';

const judged = (plan: Plan, endpoints: readonly EndpointObservation[], more: Partial<Observations> = {}): Report =>
  judgeObservations(plan, observations([...endpoints], more)).report;

function top({ findings: [first] }: Report, id: FindingId): Finding {
  assert.equal(first?.id, id, JSON.stringify(first));
  return first as Finding;
}

const asked465 = named(465, 'tls');
const refusedLogin = (text: string, mechanisms: readonly string[], more: Partial<ReturnType<typeof attempt>> = {}): Report =>
  judged(plan({ ports: [465] }), [works('465/tls', { auth: { plaintext: null, tls: [...mechanisms] } })], {
    credentials: credentials({ attempts: [attempt('rejected', reply(Number(text.slice(0, 3)), text.slice(4)), more)] }),
  });

describe('a port asked for by name takes no connection', () => {
  it('what works beside it is said and recommended', () => {
    const report = judged(asked465, [fails('465/tls', refused)], {
      auxiliary: [fails('25/starttls', refused), works('587/starttls')],
    });
    const { detail, owner, severity } = top(report, 'tcp-refused');
    assert.match(detail, /587 with STARTTLS works/);
    assert.deepEqual([owner, severity], ['you', 'error']);
    assert.equal(report.recommendation?.port, 587);
    assert.match(report.summary, /; port 587 with STARTTLS works\.$/);
  });

  it('where all is closed nothing is praised or advised', () => {
    const report = judged(asked465, [fails('465/tls', refused)], {
      auxiliary: [fails('25/starttls', refused), fails('587/starttls', refused)],
    });
    const { detail, fix } = top(report, 'tcp-refused');
    assert.match(detail, /usual ports beside it \(25 and 587\) refuse connections/);
    assert.doesNotMatch(fix, /usual|587/);
    assert.equal(report.recommendation, null);
  });

  it('with a login at stake a port that answers is named, and no more claimed of it', () => {
    const report = judged(asked465, [fails('465/tls', dropped)], {
      dns: { ...observations([]).dns, addresses: [{ address: ADDRESS, family: 4, ports: { 465: 'timeout', 587: 'open' } }] },
      credentials: credentials({ skipped: { reason: 'no-endpoint', endpoints: [], offered: [], allowed: [] } }),
    });
    assert.match(top(report, 'tcp-timeout').detail, /Port 587 beside it answers; nothing more was tried/);
    assert.equal(report.recommendation, null);
  });

  for (const failure of [refused, dropped])
    it(`the known provider has no such port (${failure.kind})`, () => {
      const report = judged(named(465, 'tls', { host: 'smtp.office365.com' }), [fails('465/tls', failure)]);
      const { title, owner } = top(report, failure === refused ? 'tcp-refused' : 'tcp-timeout');
      assert.match(title, /smtp\.office365\.com has no port 465: .* port 587 with STARTTLS/);
      assert.equal(owner, 'you');
    });
});

describe('the wrong mode or protocol asked for by name', () => {
  it('shows the settings that work', () => {
    const report = judged(
      named(587, 'tls'),
      [fails('587/tls', { kind: 'tls', stage: 'tls', systemCode: 'ERR_SSL_WRONG_VERSION_NUMBER', detail: '' })],
      { auxiliary: [works('587/starttls')] },
    );
    top(report, 'mode-mismatch');
    assert.deepEqual([report.recommendation?.port, report.recommendation?.mode], [587, 'starttls']);
  });

  it('what greets as nothing known is no port for STARTTLS', () => {
    const packet: Failure = { kind: 'malformed', stage: 'greeting', fault: 'no-code', sample: 'J\\x00\\x00\\x00' };
    const wrong: Failure = { kind: 'tls', stage: 'tls', systemCode: 'ERR_SSL_WRONG_VERSION_NUMBER', detail: '' };
    const report = judged(named(3306, 'tls'), [fails('3306/tls', wrong)], { auxiliary: [fails('3306/starttls', packet)] });
    assert.equal(top(report, 'not-smtp').title, 'Something else answers on port 3306, not SMTP');
  });

  it('smtp:// on an IMAPS port names the protocol and the command', () => {
    const greeting: Failure = { kind: 'malformed', stage: 'greeting', fault: 'no-code', sample: '* OK IMAP4rev1 ready' };
    const report = judged(named(993, 'starttls'), [fails('993/starttls', silent)], {
      auxiliary: [fails('993/tls', greeting, { tls: works('465/tls').tls })],
    });
    const { title, fix, owner } = top(report, 'not-smtp');
    assert.match(title, /IMAP answers on port 993/);
    assert.match(fix, new RegExp(`mailprobe check imaps://${HOST}:993`));
    assert.equal(owner, 'you');
  });
});

describe('DNS and the network', () => {
  const nameless = (host: string): Report =>
    judgeObservations(
      plan({ host }),
      observations(
        [],
        dns({ host, error: { code: 'dns-name-not-found', systemCode: 'ENOTFOUND', message: 'queryA ENOTFOUND' } }),
      ),
    ).report;

  it("a known host that DNS denies is this network's matter", () => {
    const { title, owner } = top(nameless('smtp.gmail.com'), 'dns-name-not-found');
    assert.match(title, /^This network's DNS says that smtp\.gmail\.com does not exist; it is .*(Gmail|Google).*'s host$/);
    assert.equal(owner, 'network');
  });

  it('a slip in a known name is in the sentence', () =>
    assert.equal(
      nameless('smtp.office356.com').summary,
      'There is no host named smtp.office356.com: did you mean smtp.office365.com?',
    ));

  for (const [code, words] of [
    ['ENETUNREACH', /^There is no route from here to/],
    ['EHOSTUNREACH', /^A router or firewall answers that .* cannot be reached/],
    ['EACCES', /^This machine forbids the connection/],
  ] as const)
    it(`${code} is named for what it is, on every port as on one`, () => {
      const failure: Failure = { kind: 'system', stage: 'connect', systemCode: code };
      const report = judged(plan(), [fails('25/starttls', failure), fails('465/tls', failure), fails('587/starttls', failure)]);
      assert.match(top(report, 'tcp-unreachable').title, words);
    });

  it('a host of which a port answered is not called down', () => {
    const report = judged(plan(), [fails('25/starttls', refused), fails('465/tls', dropped), fails('587/starttls', dropped)]);
    const { title, detail, fix } = top(report, 'tcp-timeout');
    assert.match(title, /465 and 587/);
    assert.doesNotMatch(detail + fix, /host is (down|up and)/);
  });

  it('a greeting that was not waited for is no silence', () => {
    const unwaited: Failure = {
      kind: 'timeout',
      stage: 'greeting',
      budget: 'patience',
      budgetMs: 150,
      waitedMs: 151,
      siblingMs: 3,
    };
    const hurried: Failure = { ...unwaited, stage: 'tls' };
    for (const endpoint of [fails('587/starttls', unwaited), fails('587/tls', hurried)]) {
      const report = judged(plan(), [works('465/tls'), endpoint]);
      const { title, severity } = top(report, 'greeting-timeout');
      assert.match(title, /not waited for/);
      assert.deepEqual([severity, report.verdict], ['info', 'ok']);
    }
  });

  it('of several addresses the bad one is named', () => {
    const addresses = [ADDRESS, '192.0.2.20'].map((address) => ({ address, family: 4 as const, ports: {} }));
    const expired = faulty('cert-expired', 'CERT_HAS_EXPIRED', { daysLeft: -3 });
    const report = judged(plan({ ports: [465] }), [works('465/tls'), works('465/tls@192.0.2.20', { tls: expired })], {
      dns: { ...observations([]).dns, addresses },
    });
    assert.match(top(report, 'cert-expired').title, /\(192\.0\.2\.20, one of 2 addresses\)$/);
  });
});

describe('what the server says', () => {
  it('a blocklist: address and list are in the sentence, no refused port in the advice', () => {
    const refusal = refusedAt(
      'greeting',
      554,
      '5.7.1 Client host [198.51.100.7] blocked using zen.spamhaus.org; see https://www.spamhaus.org/query/ip/198.51.100.7',
    );
    const report = judged(plan(), [fails('465/tls', refusal), fails('587/starttls', refusal), fails('25/starttls', refused)]);
    const { fix, owner } = top(report, 'server-blocks-ip');
    assert.match(report.summary, /198\.51\.100\.7, which stands on zen\.spamhaus\.org/);
    assert.doesNotMatch(fix, /\b(25|465|587)\b/);
    assert.equal(owner, 'network');
  });

  it('a page that a refusal sends its reader to is no blocklist', () => {
    const title = (text: string): string =>
      top(judged(plan(), [fails('587/starttls', refusedAt('greeting', 554, `5.7.1 ${text}`))]), 'server-blocks-ip').title;
    const page = 'Mail from your network is refused, see https://postmaster.mail.example/help';
    assert.doesNotMatch(title(page), /postmaster|stands on/);
    assert.match(title('Client host [198.51.100.7] blocked using bl.lists.example'), /stands on bl\.lists\.example/);
    assert.match(title('Your IP is listed, see https://check.spamhaus.org/x'), /stands on check\.spamhaus\.org/);
  });

  it('closed in the handshake: old TLS and a missing certificate are the suspects', () => {
    const words = top(judged(plan(), [fails('465/tls', closedAt('tls'))]), 'connection-closed');
    assert.match(words.detail, /TLS versions that are obsolete, or its certificate or key is missing/);
    const scan = { port: 465, mode: 'tls', address: ADDRESS, versions: {}, injection: null } as const;
    const old = { ...scan, lenient: { protocol: 'TLSv1', cipher: 'AES128-SHA' } };
    top(judged(plan(), [fails('465/tls', closedAt('tls'))], { scans: [old] }), 'tls-version-unsupported');
    const newer = { ...scan, lenient: { protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', hasCertificate: true } };
    const alert = tlsFails('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 40);
    const upTo12 = plan({ tls: { ...plan().tls, maxVersion: 'TLSv1.2' } });
    // GnuTLS has no other word for a version that it lacks.
    for (const failure of [alert, closedAt('tls')])
      assert.match(
        top(judged(upTo12, [fails('465/tls', failure)], { scans: [newer] }), 'tls-version-unsupported').title,
        /speaks TLSv1\.3/,
      );
    top(judged(plan(), [fails('465/tls', alert)], { scans: [newer] }), 'tls-no-shared-cipher');
    const lucky = { ...scan, lenient: { protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', hasCertificate: true } };
    top(judged(plan(), [fails('465/tls', closedAt('tls'))], { scans: [lucky] }), 'connection-closed');
  });

  it('injected words: another port is advised only where it works', () => {
    const injected = works('587/starttls', { leftover: '250 forged' });
    assert.doesNotMatch(top(judged(plan({ ports: [587] }), [injected]), 'starttls-injection').fix, /465/);
    assert.match(top(judged(plan(), [injected, works('465/tls')]), 'starttls-injection').fix, /465 with SSL\/TLS/);
  });
});

describe('the recommendation and what was refused', () => {
  it('passwords are off: a token, or nothing', () => {
    const text = '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.';
    const { recommendation } = refusedLogin(text, ['LOGIN', 'XOAUTH2']);
    assert.equal(recommendation?.mechanism, 'XOAUTH2');
    assert.doesNotMatch(JSON.stringify(recommendation), /password/i);
    assert.equal(refusedLogin(text, ['LOGIN']).recommendation, null);
  });

  it('no login at all: nothing is to be used', () => {
    const text = '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.';
    assert.equal(refusedLogin(text, ['LOGIN', 'XOAUTH2']).recommendation, null);
  });

  it('a mechanism that is not taken is not recommended', () => {
    const more = { mechanism: 'CRAM-MD5' };
    assert.equal(
      refusedLogin('504 5.7.4 Unrecognized authentication type', ['CRAM-MD5', 'PLAIN'], more).recommendation?.mechanism,
      'PLAIN',
    );
    assert.equal(refusedLogin('504 5.7.4 Unrecognized authentication type', ['CRAM-MD5'], more).recommendation, null);
  });

  it('a wrong password rules nothing out', () =>
    assert.equal(refusedLogin('535 5.7.8 Authentication failed', ['PLAIN']).recommendation?.mechanism, 'PLAIN'));

  it('a server that did not prove itself gets no login by other means', () => {
    const failure: Failure = { kind: 'sasl', stage: 'auth', mechanism: 'SCRAM-SHA-256', detail: 'wrong', isServerUnproven: true };
    const report = refusedLogin('235 2.7.0 ok', ['SCRAM-SHA-256', 'PLAIN'], {
      status: 'error',
      mechanism: 'SCRAM-SHA-256',
      failure,
    });
    const { title, fix, detail } = top(report, 'auth-server-unproven');
    assert.match(title, /may not be/);
    assert.doesNotMatch(fix + detail, /\b(PLAIN|LOGIN)\b/);
    assert.equal(report.recommendation, null);
  });

  it('an MX has nothing for a client', () => {
    const report = judged(plan(), [works('25/starttls'), fails('465/tls', refused), fails('587/starttls', refused)]);
    top(report, 'submission-not-offered');
    assert.deepEqual([report.verdict, report.recommendation], ['warn', null]);
    assert.match(report.summary, /port 25/);
    assert.doesNotMatch(report.summary, /without encryption/);
  });

  it('a healthy host: the ok sentence', () =>
    assert.match(judged(plan(), healthy()).summary, /works on port 465 with SSL\/TLS\.$/));
});

// What administrators do to a Postfix, set up as they do it: the words and the order of things are the server's own, and
// the program has to name the cause.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { clientCertificate, labClientAuthorities } from '../../src/lab/certificates.ts';
import type { FindingId } from '../../src/model/finding.ts';
import { type HostService, MailHost, PASSWORD, USER } from './support/mail-host.ts';
import { serversAreMissing } from './support/packages.ts';
import type { ServiceKind } from './support/postfix.ts';
import { describeReport, faultsOf, runCheck } from './support/program.ts';

interface Misconfiguration {
  readonly kind: ServiceKind;
  readonly settings: Readonly<Record<string, string>>;
  readonly finding: FindingId;
  readonly verdict: 'warn' | 'fail';
  readonly options?: readonly string[];
}

/** The word of an access map for every client, as a blocklist or a rule of the house would put it. */
const rejectsWith = (text: string): Readonly<Record<string, string>> => ({
  smtpd_delay_reject: 'no',
  smtpd_client_restrictions: `check_client_access inline:{ { 127.0.0.1 = ${text} } }`,
});

const MISCONFIGURATIONS: Readonly<Record<string, Misconfiguration>> = {
  'AUTH before TLS': {
    kind: 'submission',
    settings: { smtpd_tls_auth_only: 'no' },
    finding: 'auth-over-plaintext',
    verdict: 'warn',
  },
  'no STARTTLS': {
    kind: 'submission',
    settings: { smtpd_tls_security_level: 'none' },
    finding: 'starttls-not-offered',
    verdict: 'fail',
  },
  'a certificate that Postfix cannot read': {
    kind: 'submission',
    settings: { smtpd_tls_chain_files: '/nowhere/chain.pem' },
    finding: 'tls-no-shared-cipher',
    verdict: 'fail',
  },
  'a list of authorities that Postfix cannot read': {
    kind: 'submission',
    settings: { smtpd_tls_CAfile: '/nowhere/ca.pem' },
    finding: 'starttls-rejected',
    verdict: 'fail',
  },
  'a blocklist': {
    kind: 'relay',
    settings: rejectsWith('554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using zen.spamhaus.org'),
    finding: 'server-blocks-ip',
    verdict: 'fail',
  },
  'a closed house': {
    kind: 'relay',
    settings: { smtpd_delay_reject: 'no', smtpd_client_restrictions: 'reject' },
    finding: 'server-blocks-ip',
    verdict: 'fail',
  },
  'reverse DNS wanted': {
    kind: 'relay',
    settings: { smtpd_delay_reject: 'no', smtpd_client_restrictions: 'reject_unknown_reverse_client_hostname' },
    finding: 'client-no-rdns',
    verdict: 'fail',
  },
  'a full name wanted in EHLO': {
    kind: 'relay',
    settings: { smtpd_delay_reject: 'no', smtpd_helo_restrictions: 'reject_non_fqdn_helo_hostname' },
    finding: 'ehlo-name-rejected',
    verdict: 'fail',
    options: ['--ehlo', 'localhost'],
  },
  'TLS 1.3 only, for a client of 1.2': {
    kind: 'submission',
    settings: { smtpd_tls_protocols: '>=TLSv1.3' },
    finding: 'tls-version-unsupported',
    verdict: 'fail',
    options: ['--tls-max', '1.2'],
  },
  'a client certificate wanted': {
    kind: 'submissions',
    settings: { smtpd_tls_req_ccert: 'yes' },
    finding: 'tls-client-certificate-required',
    verdict: 'fail',
  },
};

const slug = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
const services: Record<string, HostService> = {
  few: { kind: 'submission', settings: { smtpd_client_connection_count_limit: '1', smtpd_client_event_limit_exceptions: '' } },
  orphaned: { kind: 'submission', settings: { smtpd_sasl_path: 'private/nobody-listens' } },
};
for (const [title, { kind, settings }] of Object.entries(MISCONFIGURATIONS)) services[slug(title)] = { kind, settings };

const isRefusal = (line: string): boolean => line.includes('Connection concurrency limit exceeded');

/** Connects, waits for the server's first words, and leaves. */
async function greeted(address: string, port: number): Promise<void> {
  const socket = connect(port, address);
  await once(socket, 'data');
  socket.end('QUIT\r\n');
  await once(socket.resume(), 'close');
}

describe('a Postfix set up otherwise', { skip: serversAreMissing() }, () => {
  let host: MailHost;
  before(async () => {
    host = await MailHost.start({ services, clientAuthorities: labClientAuthorities() });
  });
  after(() => host?.close());

  const check = (service: string, ...more: string[]) =>
    runCheck([...host.arguments(), '--port', `${host.port(service)}`, ...more], { env: { MAILPROBE_PASSWORD: PASSWORD } });

  for (const [title, { finding, verdict, options = [] }] of Object.entries(MISCONFIGURATIONS)) {
    it(`${title}: ${finding}`, async () => {
      const { report, code } = await check(slug(title), ...options);
      assert.deepEqual(faultsOf(report), [finding], describeReport(report));
      assert.deepEqual([report.verdict, code], [verdict, verdict === 'fail' ? 1 : 0]);
    });
  }

  it('a client certificate wanted, and given: ok', async () => {
    const { certPem, keyPem } = clientCertificate(USER);
    const certificate = host.sandbox.writeFile('client.pem', certPem);
    const key = host.sandbox.writeFile('client.key', keyPem);
    const { report } = await check('a-client-certificate-wanted', '--client-cert', certificate, '--client-key', key);
    assert.deepEqual([report.verdict, faultsOf(report)], ['ok', []], describeReport(report));
  });

  it('one connection at a time: being many is repeated alone, and not said of the server', async () => {
    // Two smtpd processes, both idle: else Postfix serves the two connections one after the other.
    await Promise.all([greeted(host.sandbox.address, host.port('few')), greeted(host.sandbox.address, host.port('few'))]);
    const mark = host.postfix.log.mark();
    const { report } = await check('few', '--mode', 'starttls,plain');
    assert.deepEqual(
      report.endpoints.map(({ mode, status }) => `${mode} ${status}`),
      ['starttls ok', 'plain ok'],
      describeReport(report),
    );
    // That a limit exists may be told; it is no fault.
    const blamed = report.findings.filter(
      ({ id, severity }) => id === 'greeting-busy' || (id === 'rate-limited' && severity !== 'info'),
    );
    assert.deepEqual(blamed, [], describeReport(report));
    await host.postfix.log.until((lines) => lines.some(isRefusal), 'that the limit was met', mark);
  });

  it('one connection at a time, and another has it: asked again alone before it is said', async () => {
    const other = connect(host.port('few'), host.sandbox.address);
    await once(other, 'data');
    const mark = host.postfix.log.mark();
    const { report, code } = await check('few');
    other.destroy();
    assert.deepEqual([...faultsOf(report), code], ['rate-limited', 1], describeReport(report));
    // Both modes at once, then STARTTLS by itself; the end of the other connection is logged, too.
    const log = await host.postfix.log.until((lines) => lines.filter(isRefusal).length >= 3, 'three refusals', mark);
    assert.ok(log.filter(isRefusal).length <= 4);
  });

  it('the SASL back end is gone: Postfix drops the connection at EHLO, and that is what is said', async () => {
    const { report, code } = await check('orphaned', '--user', USER);
    assert.equal(code, 1);
    assert.equal(report.credentials?.status, 'skipped', describeReport(report));
    const { failure } = report.endpoints.find(({ mode }) => mode === 'starttls') ?? {};
    assert.equal(failure?.stage, 'ehlo', describeReport(report));
    // A reset where Postfix had not read all, else a plain close.
    assert.match(failure?.code ?? '', /^(tcp-reset|connection-closed)$/);
  });

  it('no mail was sent in all this', () => host.assertNoMail());
});

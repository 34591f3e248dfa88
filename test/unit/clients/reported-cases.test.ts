// Cases of public threads in which the server was fine, or nearly so, and the client did not get through: its settings or the
// facts of the server's TLS in, and out comes first what solved the thread. Each names one of its threads.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ServerFacts } from '../../../src/clients/server-facts.ts';
import type { ClientMode, ClientView } from '../../../src/model/application-settings.ts';
import { certificate, login, port, server, tlsOf, viewOf } from './facts.ts';
import { MODERN, type TlsServer } from './tls-server.ts';

type Given = Parameters<typeof viewOf>[2];

interface Case {
  readonly thread: string;
  readonly client: string;
  readonly facts: ServerFacts;
  readonly given: Given;
  readonly verdict: ClientView['verdict'];
  readonly stage: ClientView['stage'];
  readonly why: RegExp;
  readonly symptom?: RegExp;
  /** In the client or at the server. */
  readonly change?: RegExp;
}

const usual = server();
const only = (number: number, more: Parameters<typeof port>[1] = {}, facts: Partial<ServerFacts> = {}): ServerFacts =>
  server([port(number, more)], facts);
const tls = (more: Partial<TlsServer>): Parameters<typeof port>[1] => ({ tls: tlsOf({ ...MODERN, ...more }) });
const at = (number: number, mode: ClientMode, more: Partial<NonNullable<Given>> = {}): Given => ({ port: number, mode, ...more });

const RSA_KX_GCM = [0x009d];
const ECDHE_AND_DHE_GCM = [0xc02f, 0xc030, 0x009e, 0x009f];
const DHE = [0x009e, 0x009f, 0x0033, 0x0039];
const bothFamilies = (first: 'open' | 'timeout', number: number, family6First = true): Partial<ServerFacts> => {
  const v4 = { address: '192.0.2.10', family: 4 as const, ports: { [number]: 'open' as const } };
  const v6 = { address: '2001:db8::10', family: 6 as const, ports: { [number]: first } };
  return { addresses: family6First ? [v6, v4] : [v4, v6] };
};

// biome-ignore format: a table
const CASES: readonly Case[] = [
  { thread: 'louislam/uptime-kuma#140', client: 'nodemailer', facts: usual, given: at(587, 'tls', { written: 'secure: true' }), verdict: 'fails', stage: 'mode', why: /greets in the clear and wants STARTTLS/, symptom: /wrong version number/, change: /secure: false, requireTLS: true, or port 465/ },
  { thread: 'datalust/seq-app-htmlemail#85', client: 'mailkit', facts: usual, given: at(587, 'tls', { written: 'useSsl = true' }), verdict: 'fails', stage: 'mode', why: /wants STARTTLS/, symptom: /port 587 is typically reserved for plain-text/, change: /SecureSocketOptions\.StartTls, or port 465/ },
  { thread: 'dotnet/core#843', client: 'system-net-mail', facts: usual, given: at(465, 'starttls', { written: 'EnableSsl = true' }), verdict: 'fails', stage: 'mode', why: /no TLS from the first byte/, symptom: /The operation has timed out\. \(100 s\)/, change: /port 587/ },
  { thread: 'dnnsoftware/Dnn.Platform#3768', client: 'system-net-mail', facts: only(465), given: null, verdict: 'fails', stage: 'mode', why: /both sides wait/, change: /another library/ },
  { thread: 'laravel/framework#53861', client: 'laravel', facts: usual, given: at(587, 'tls', { written: 'MAIL_ENCRYPTION=tls' }), verdict: 'fails', stage: 'mode', why: /wants STARTTLS/, symptom: /ssl:\/\/mail\.example\.org:587.*wrong version number/, change: /smtp:\/\// },
  { thread: 'halo-dev/halo#892', client: 'jakarta-mail', facts: only(587), given: at(587, 'tls'), verdict: 'fails', stage: 'mode', why: /wants STARTTLS/, symptom: /unrecognized SSL message/, change: /mail\.smtp\.starttls\.enable=true, mail\.smtp\.starttls\.required=true/ },
  { thread: 'getsentry/self-hosted#2745', client: 'sentry', facts: only(587), given: at(587, 'tls'), verdict: 'fails', stage: 'mode', why: /wants STARTTLS/, symptom: /WRONG_VERSION_NUMBER/, change: /EMAIL_USE_TLS/ },
  { thread: 'getsentry/self-hosted#2745 (both off)', client: 'sentry', facts: only(587), given: at(587, 'plain'), verdict: 'fails', stage: 'mechanism', why: /no AUTH is offered/, symptom: /SMTP AUTH extension not supported by server/, change: /AUTH under TLS alone/ },
  { thread: 'prometheus/alertmanager#1358', client: 'alertmanager', facts: only(25, { startTls: 'not-offered', login: { plaintext: login('PLAIN', 'LOGIN'), tls: null }, tls: null, certificate: null }), given: at(25, 'starttls-if-offered'), verdict: 'fails', stage: 'mechanism', why: /does not log in without TLS/, symptom: /unencrypted connection/, change: /offer STARTTLS/ },
  { thread: 'duplicati/duplicati#1817', client: 'system-net-mail', facts: only(587, { login: { plaintext: login(), tls: login('PLAIN') } }), given: at(587, 'starttls'), verdict: 'fails', stage: 'mechanism', why: /it has GSSAPI, NTLM, LOGIN; the server offers PLAIN/, symptom: /no error at the login.*553/, change: /offer AUTH LOGIN/ },
  { thread: 'PHPMailer/PHPMailer#841', client: 'phpmailer', facts: only(587, { login: { plaintext: login(), tls: login('GSSAPI', 'DIGEST-MD5', 'CRAM-MD5', 'LOGIN', 'PLAIN') } }, { refusedMechanisms: ['CRAM-MD5', 'DIGEST-MD5'] }), given: at(587, 'starttls'), verdict: 'fails', stage: 'mechanism', why: /takes CRAM-MD5, which the server offers and refuses/, symptom: /Could not authenticate/, change: /AuthType = 'LOGIN'/ },
  { thread: 'wader/postfix-relay#220', client: 'msmtp', facts: only(587, { login: { plaintext: login(), tls: login('SCRAM-SHA-256', 'PLAIN') } }, { refusedMechanisms: ['SCRAM-SHA-256'] }), given: at(587, 'starttls'), verdict: 'fails', stage: 'mechanism', why: /takes SCRAM-SHA-256/, change: /auth PLAIN/ },
  { thread: 'curl/curl#4080', client: 'curl', facts: only(587, { login: { plaintext: login(), tls: login('PLAIN') } }, { refusedForms: ['PLAIN without initial response'] }), given: at(587, 'starttls'), verdict: 'fails', stage: 'mechanism', why: /PLAIN without initial response/, change: /--sasl-ir/ },
  { thread: 'rnwood/smtp4dev#3', client: 'system-net-mail', facts: only(587, { login: { plaintext: login(), tls: login('LOGIN') } }, { refusedForms: ['LOGIN with initial response'] }), given: at(587, 'starttls'), verdict: 'fails', stage: 'mechanism', why: /LOGIN with initial response/ },
  { thread: 'PHPMailer/PHPMailer#694', client: 'phpmailer', facts: only(25, certificate({ faults: [{ code: 'cert-name-mismatch' }] })), given: at(25, 'starttls-if-offered', { user: null }), verdict: 'fails', stage: 'certificate', why: /for another name/, symptom: /did not match expected CN/, change: /a host name that the certificate bears/ },
  { thread: 'serilog/serilog-sinks-email#104', client: 'mailkit', facts: only(25, certificate({ faults: [{ code: 'cert-name-mismatch' }] })), given: at(25, 'starttls-if-offered', { user: null, written: 'useSsl = false' }), verdict: 'fails', stage: 'certificate', why: /for another name/, symptom: /host name did not match the name given in the server's SSL certificate/ },
  { thread: 'serilog/serilog-sinks-email#79', client: 'mailkit', facts: server([port(587)], { revocationHosts: ['crl.example.net'] }), given: at(587, 'starttls'), verdict: 'works-if', stage: 'certificate', why: /asks crl\.example\.net/, symptom: /revocation server was offline/, change: /CheckCertificateRevocation = false/ },
  { thread: 'bbottema/simple-java-mail#495', client: 'angus-mail', facts: only(587, certificate({ faults: [{ code: 'cert-name-mismatch' }] })), given: at(587, 'starttls'), verdict: 'fails', stage: 'certificate', why: /for another name/, symptom: /No subject alternative DNS name matching mail\.example\.org found/ },
  { thread: 'django/django#16618', client: 'django', facts: only(587, certificate({ faults: [{ code: 'cert-untrusted-root' }] })), given: at(587, 'starttls'), verdict: 'works-if', stage: 'certificate', why: /authority of its own/, symptom: /CERTIFICATE_VERIFY_FAILED/, change: /SSL_CERT_FILE; EMAIL_SSL_CERTFILE is a client certificate/ },
  { thread: 'thunderbird/thunderbird-android#7646', client: 'k9@android-7.0', facts: only(587, { ...certificate({ authorities: ['C=US, O=Let\'s Encrypt, CN=R11', 'C=US, O=Internet Security Research Group, CN=ISRG Root X1'] }) }), given: null, verdict: 'fails', stage: 'certificate', why: /older than the root of Let's Encrypt/, symptom: /Trust anchor for certification path not found/ },
  { thread: 'rnwood/smtp4dev#330', client: 'system-net-mail@netfx35-452@win2019', facts: usual, given: at(587, 'starttls'), verdict: 'fails', stage: 'tls', why: /^no TLS 1\.2$/, symptom: /do not possess a common algorithm/, change: /SchUseStrongCrypto/ },
  { thread: 'jstedfast/MailKit#1140', client: 'mailkit@dotnet5@linux', facts: only(587, tls({ versions: [0x0303], suites: RSA_KX_GCM })), given: at(587, 'starttls'), verdict: 'fails', stage: 'tls', why: /no RSA key exchange GCM/, symptom: /attempting to establish an SSL or TLS connection/, change: /ECDHE-RSA-AES\d+-GCM/ },
  { thread: 'home-assistant/core#75054', client: 'python@python-3.10+', facts: only(465, tls({ versions: [0x0301, 0x0302, 0x0303], suites: DHE, dhBits: 1024 })), given: at(465, 'tls'), verdict: 'fails', stage: 'tls', why: /DH parameters have 1024 bits, and it takes 2048/, symptom: /DH_KEY_TOO_SMALL/, change: /2048 bits/ },
  { thread: 'nextcloud/server#37912', client: 'phpmailer@php-8@debian-12', facts: only(587, tls({ versions: [0x0301], suites: [0xc013, 0x002f, 0x000a] })), given: at(587, 'starttls'), verdict: 'fails', stage: 'tls', why: /ends at TLS 1\.0/, symptom: /unsupported protocol/, change: /take TLS 1\.2/ },
  { thread: 'the-djmaze/snappymail#1441', client: 'phpmailer@php-8@debian-12', facts: only(587, tls({ versions: [0x0303], lacksSecureRenegotiation: true })), given: at(587, 'starttls'), verdict: 'fails', stage: 'tls', why: /lacks secure renegotiation/, symptom: /unsafe legacy renegotiation disabled/ },
  { thread: 'Sonarr/Sonarr#4213', client: 'mono@mono-6.8', facts: usual, given: at(587, 'starttls'), verdict: 'fails', stage: 'tls', why: /^no TLS 1\.2$/, symptom: /no shared cipher/ },
  { thread: 'docker-mailserver/docker-mailserver#863', client: 'apple-mail@macos-10.10', facts: only(587, tls({ versions: [0x0303], suites: ECDHE_AND_DHE_GCM })), given: null, verdict: 'fails', stage: 'tls', why: /no ECDHE-RSA GCM/, change: /add the cipher suite ECDHE-RSA-AES\d+-SHA/ },
  { thread: 'Mailu/Mailu#582', client: 'outlook@outlook@win2008r2', facts: usual, given: null, verdict: 'fails', stage: 'tls', why: /^no TLS 1\.2$/, change: /KB3140245/ },
  { thread: 'convertigo/convertigo#514', client: 'javamail@java-8u291', facts: usual, given: at(587, 'starttls', { tlsVersions: ['TLSv1'] }), verdict: 'fails', stage: 'tls', why: /no version of TLS that its platform has/, symptom: /No appropriate protocol/ },
  { thread: 'docker-mailserver/docker-mailserver#1145', client: 'mfp@mfp-tls10', facts: usual, given: null, verdict: 'fails', stage: 'tls', why: /^no TLS 1\.2$/, symptom: /no shared cipher/ },
  { thread: 'node-red/node-red-nodes#1116', client: 'nodemailer-6', facts: only(587, {}, bothFamilies('timeout', 587)), given: at(587, 'starttls'), verdict: 'fails', stage: 'address', why: /one address at random.*2001:db8::10/, symptom: /EHOSTUNREACH/, change: /out of DNS/ },
  { thread: 'bitwarden/server#164 (passbolt)', client: 'ruby', facts: only(587, { ehloRefused: { name: 'localhost', reply: '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname' } }), given: at(587, 'starttls'), verdict: 'fails', stage: 'ehlo', why: /EHLO localhost is refused/, symptom: /need fully-qualified hostname/, change: /permit_sasl_authenticated/ },
  { thread: 'symfony/symfony#57912', client: 'symfony', facts: only(587, { startTls: 'refused' }), given: at(587, 'auto'), verdict: 'fails', stage: 'starttls', why: /offered and then refused/, symptom: /Unable to connect with STARTTLS/, change: /auto_tls=false/ },
];

describe('what public threads found out', () => {
  for (const { thread, client, facts, given, ...expected } of CASES) {
    it(`${thread}: ${client}`, () => {
      const seen = viewOf(client, facts, given);
      const told = JSON.stringify(seen, null, 1);
      assert.equal(seen.verdict, expected.verdict, told);
      assert.equal(seen.stage, expected.stage, told);
      assert.match(seen.why ?? '', expected.why, told);
      if (expected.symptom) assert.match(seen.symptom ?? '', expected.symptom, told);
      if (expected.change) assert.match(`${seen.change ?? ''} ${seen.serverChange ?? ''}`, expected.change, told);
    });
  }
});

/** The same server, and a client beside it that the thread names as the one that gets through. */
describe('who gets through where these do not', () => {
  const works: readonly (readonly [string, string, ServerFacts, Given])[] = [
    ['useSsl = false upgrades', 'mailkit', usual, at(587, 'starttls-if-offered')],
    ['the port decides', 'laravel', usual, at(465, 'auto')],
    ['LOGIN beside PLAIN', 'system-net-mail', usual, at(587, 'starttls')],
    [
      'LOGIN waits for its prompts since jstedfast/MailKit#216',
      'mailkit',
      only(587, { login: { plaintext: login(), tls: login('LOGIN') } }, { refusedForms: ['LOGIN with initial response'] }),
      at(587, 'starttls'),
    ],
    [
      'LOGIN where PLAIN wants its initial response',
      'phpmailer',
      only(
        587,
        { login: { plaintext: login(), tls: login('PLAIN', 'LOGIN') } },
        { refusedForms: ['PLAIN without initial response'] },
      ),
      at(587, 'starttls'),
    ],
    [
      'all mechanisms are tried',
      'mailkit',
      only(587, { login: { plaintext: login(), tls: login('CRAM-MD5', 'LOGIN') } }, { refusedMechanisms: ['CRAM-MD5'] }),
      at(587, 'starttls'),
    ],
    [
      'no name check before Angus',
      'jakarta-mail',
      only(587, certificate({ faults: [{ code: 'cert-name-mismatch' }] })),
      at(587, 'starttls'),
    ],
    [
      'smtplib verifies nothing',
      'python',
      only(587, certificate({ faults: [{ code: 'cert-untrusted-root' }] })),
      at(587, 'starttls'),
    ],
    [
      'no revocation asked',
      'system-net-mail',
      server([port(587)], { revocationHosts: ['crl.example.net'] }),
      at(587, 'starttls'),
    ],
    ['.NET Framework 4.7', 'system-net-mail@netfx47@win2019', usual, at(587, 'starttls')],
    [
      '.NET Core 3.1',
      'mailkit@dotnetcore@linux',
      only(587, tls({ versions: [0x0303], suites: RSA_KX_GCM })),
      at(587, 'starttls'),
    ],
    ['security level 1', 'nodemailer@node-20', only(465, tls({ versions: [0x0303], suites: DHE, dhBits: 1024 })), at(465, 'tls')],
    ['Java takes IPv4 first', 'jakarta-mail', only(587, {}, bothFamilies('timeout', 587)), at(587, 'starttls')],
    ['nodemailer 7 takes the next address', 'nodemailer', only(587, {}, bothFamilies('timeout', 587)), at(587, 'starttls')],
    ['told to leave STARTTLS alone', 'symfony', only(25, { startTls: 'refused' }), at(25, 'plain', { user: null })],
  ];
  for (const [name, client, facts, given] of works) {
    it(`${client}: ${name}`, () => {
      const seen = viewOf(client, facts, given);
      assert.equal(seen.verdict, 'works', JSON.stringify(seen, null, 1));
    });
  }
});

// Exim as Debian sets it up, and as administrators set it up otherwise.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { type ConfigurationTable, holdConfigurations, loginRows } from './support/configurations.ts';
import { FAIL2BAN } from './support/fail2ban.ts';
import { holdPoliteness } from './support/politeness.ts';
import type { ServerProcess } from './support/sandbox.ts';
import { HOST, PASSWORD, ServerRoot, USER } from './support/server-root.ts';

const opened = await ServerRoot.open('exim4-daemon-heavy', FAIL2BAN);
const isMissing = typeof opened === 'string' && opened;
const room = (): ServerRoot => opened as ServerRoot;
const LOG = '/var/log/exim4/mainlog';

interface Settings {
  readonly ports?: readonly number[];
  /** Lines of the main section. */
  readonly main?: string;
  readonly isTlsAdvertised?: boolean;
  /** Statements of the ACLs. */
  readonly connect?: string;
  readonly helo?: string;
  readonly auth?: string;
  /** When AUTH is advertised: an expansion. */
  readonly advertised?: string;
  /** Authenticators; default: PLAIN and LOGIN. */
  readonly mechanisms?: string;
  readonly certificate?: 'good' | 'expired' | 'wrong-name' | 'self-signed' | 'missing-intermediate' | null;
}

const CONDITION = `$\{if and{{eq{$auth1}{${USER}}}{eq{$auth2}{${PASSWORD}}}}}`;
const passwordMechanisms = (advertised: string): string => `
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${CONDITION.replace('auth2', 'auth3').replace('auth1', 'auth2')}
  server_advertise_condition = ${advertised}
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${CONDITION}
  server_advertise_condition = ${advertised}
`;

function configurationOf(settings: Settings): string {
  const {
    ports = [25, 465, 587],
    main = '',
    connect = 'accept',
    helo = 'accept',
    auth = 'accept',
    certificate = 'good',
  } = settings;
  const files = certificate && room().writeCertificate(certificate, 'Debian-exim');
  const { advertised = `$\{if def:tls_in_cipher}`, mechanisms = passwordMechanisms(advertised) } = settings;
  return `
primary_hostname = ${HOST}
daemon_smtp_ports = ${ports.join(' : ')}
tls_on_connect_ports = 465
tls_advertise_hosts = ${settings.isTlsAdvertised === false ? '' : '*'}
${files ? `tls_certificate = ${files.chain}\ntls_privatekey = ${files.key}` : ''}
log_file_path = /var/log/exim4/%slog
acl_smtp_connect = connect
acl_smtp_helo = helo
acl_smtp_auth = auth
auth_advertise_hosts = *
keep_environment =
${main}
begin acl
connect:
  ${connect}
helo:
  ${helo}
auth:
  ${auth}
begin authenticators
${mechanisms}
`;
}

async function startExim(configuration: string | null, ports: readonly number[]): Promise<ServerProcess> {
  const arguments_ = configuration === null ? ['-oX', ports.join(':')] : ['-C', configuration];
  const exim = room().start('/usr/sbin/exim4', '-bdf', ...arguments_);
  await room().untilListening(ports, exim, () => room().read(LOG) + room().read('/var/log/exim4/paniclog'));
  return exim;
}

async function bringUp(settings: Settings): Promise<ServerProcess[]> {
  room().write('/etc/exim4/row.conf', configurationOf(settings));
  return [await startExim('/etc/exim4/row.conf', settings.ports ?? [25, 465, 587])];
}

const TABLE: ConfigurationTable<Settings> = {
  'all three ports': {
    settings: {},
    verdict: 'ok',
    first: null,
    recommended: '465 tls PLAIN',
    absent: ['not-smtp', 'auth-over-plaintext'],
  },
  ...loginRows({}),
  '465 alone': {
    settings: { ports: [465] },
    verdict: 'ok',
    first: null,
    recommended: '465 tls PLAIN',
    absent: ['port-25-blocked'],
  },
  '587 alone': { settings: { ports: [587] }, verdict: 'ok', first: null, recommended: '587 starttls PLAIN' },
  '25 alone': {
    settings: { ports: [25] },
    verdict: 'ok',
    first: null,
    recommended: '25 starttls PLAIN',
    absent: ['submission-not-offered'],
  },
  '25 alone, and no AUTH': {
    settings: { ports: [25], mechanisms: '' },
    verdict: 'warn',
    first: 'submission-not-offered',
    recommended: null,
  },
  'AUTH before TLS': {
    settings: { advertised: 'yes' },
    verdict: 'warn',
    first: 'auth-over-plaintext',
    recommended: '465 tls PLAIN',
  },
  'no TLS at all': {
    settings: { isTlsAdvertised: false, ports: [25, 587] },
    verdict: 'fail',
    first: 'starttls-not-offered',
    recommended: null,
    absent: ['starttls-stripped'],
  },
  'a certificate that ran out': {
    settings: { certificate: 'expired' },
    verdict: 'fail',
    first: 'cert-expired',
    recommended: null,
  },
  'a certificate of another name': {
    settings: { certificate: 'wrong-name' },
    verdict: 'fail',
    first: 'cert-name-mismatch',
    recommended: null,
  },
  'a certificate without its intermediate': {
    settings: { certificate: 'missing-intermediate' },
    verdict: 'fail',
    first: 'cert-missing-intermediate',
    recommended: null,
  },
  'the certificate that Exim throws away': {
    settings: { certificate: null },
    verdict: 'fail',
    first: 'cert-self-signed',
    recommended: null,
    absent: ['cert-expired'],
  },
  'a certificate that Exim may not read': {
    settings: { certificate: null, main: 'tls_certificate = /nowhere/chain.pem' },
    args: ['-p', '587', '-m', 'starttls'],
    verdict: 'fail',
    first: 'starttls-rejected',
    recommended: null,
    absent: ['tls-version-unsupported'],
  },
  'a client certificate wanted': {
    settings: { main: 'tls_verify_hosts = *\ntls_verify_certificates = /etc/mail-tls/good.pem' },
    verdict: 'fail',
    first: 'tls-client-certificate-required',
    recommended: null,
    absent: ['cert-untrusted-root'],
  },
  'TLS 1.3 alone, for a client of 1.2': {
    settings: { main: 'tls_require_ciphers = NORMAL:-VERS-ALL:+VERS-TLS1.3' },
    args: ['--tls-max', '1.2'],
    // GnuTLS answers with the alert handshake_failure where OpenSSL has protocol_version.
    verdict: 'fail',
    first: 'tls-version-unsupported',
    recommended: null,
  },
  'the host denied': {
    settings: { connect: 'deny message = Your host is on our list' },
    verdict: 'fail',
    first: 'greeting-refused',
    recommended: null,
  },
  'the host denied by a list in DNS': {
    settings: { connect: 'deny message = $sender_host_address is listed at zen.spamhaus.org; see https://check.spamhaus.org/' },
    verdict: 'fail',
    first: 'server-blocks-ip',
    recommended: null,
  },
  'the connection dropped': { settings: { connect: 'drop' }, verdict: 'fail', first: 'greeting-refused', recommended: null },
  host_reject_connection: {
    settings: { main: 'host_reject_connection = *' },
    verdict: 'fail',
    first: 'greeting-refused',
    recommended: null,
  },
  'the connection deferred': {
    settings: { connect: 'defer message = Try again later' },
    verdict: 'fail',
    first: 'greeting-busy',
    recommended: null,
    absent: ['server-blocks-ip'],
  },
  'greylisting at the greeting': {
    settings: { connect: 'defer message = Greylisted, please try again in 300 seconds' },
    verdict: 'fail',
    first: 'greylisted',
    recommended: null,
  },
  'the name of EHLO denied': {
    settings: { helo: 'deny message = Your HELO name is not valid' },
    verdict: 'fail',
    first: 'ehlo-name-rejected',
    recommended: null,
  },
  'AUTH denied': {
    settings: { auth: 'deny message = Authentication is not allowed from your network' },
    args: ['-u', USER],
    verdict: 'fail',
    first: 'auth-ip-not-allowed',
    recommended: '465 tls PLAIN',
  },
  'too many connections': {
    settings: { main: 'smtp_accept_max_per_host = 1' },
    // It says its 421 in the clear on 465 as well.
    verdict: 'ok',
    first: null,
    recommended: '465 tls PLAIN',
    absent: ['server-blocks-ip', 'greeting-busy'],
  },
  'no connections at all': {
    settings: { main: 'smtp_accept_max = 1\nsmtp_accept_reserve = 1\nsmtp_reserve_hosts = 192.0.2.1' },
    verdict: 'fail',
    first: 'greeting-busy',
    recommended: null,
  },
  'a greeting that takes two seconds': {
    settings: { connect: 'accept delay = 2s' },
    verdict: 'ok',
    first: null,
    recommended: '465 tls PLAIN',
    absent: ['greeting-timeout', 'not-smtp'],
  },
  'CRAM-MD5 alone': {
    settings: {
      mechanisms: `cram:\n  driver = cram_md5\n  public_name = CRAM-MD5\n  server_secret = $\{if eq{$auth1}{${USER}}{${PASSWORD}}fail}\n`,
    },
    args: ['-u', USER],
    verdict: 'ok',
    first: null,
    recommended: '465 tls CRAM-MD5',
    credentials: 'accepted',
  },
  '587 asked for in the wrong mode': {
    settings: {},
    args: ['-p', '587', '-m', 'tls'],
    verdict: 'fail',
    first: 'mode-mismatch',
    recommended: '587 starttls PLAIN',
  },
};

describe('Exim', { skip: isMissing }, () => {
  after(() => room().close());

  holdPoliteness(room, {
    log: LOG,
    filters: ['exim', 'exim-spam'],
    start: async () => {
      const { chain, key } = room().writeCertificate('good', 'Debian-exim');
      room().write(
        '/etc/exim4/exim4.conf.localmacros',
        `MAIN_TLS_ENABLE = yes\nMAIN_TLS_CERTIFICATE = ${chain}\nMAIN_TLS_PRIVATEKEY = ${key}\n`,
      );
      room().shell(`
        sed -i "s/^dc_eximconfig_configtype=.*/dc_eximconfig_configtype='internet'/; s/^dc_local_interfaces=.*/dc_local_interfaces=''/" /etc/exim4/update-exim4.conf.conf
        grep -q ^tls_on_connect /etc/exim4/exim4.conf.template || sed -i '1i tls_on_connect_ports = 465' /etc/exim4/exim4.conf.template
        update-exim4.conf`);
      return [await startExim(null, [25, 465, 587])];
    },
    connections: 3,
    isCounted: false,
  });
  holdConfigurations(room, TABLE, bringUp);

  it('wrote no mail in all this', () => assert.equal(room().shell('find /var/spool/exim4/input -type f'), ''));
});

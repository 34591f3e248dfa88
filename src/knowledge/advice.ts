// What a piece of advice may name: the settings of the software that was seen, the ports and scopes of the protocol in use.
// Where nothing was seen, none is named. Facts as data; knows no finding.
import { PROTOCOL_FACTS, PROTOCOLS, type Protocol, portsByPreference } from '../model/protocol.ts';

/** What is known of whoever the advice is for. `software`: as `serverSoftware` names it. */
export interface AdviceContext {
  readonly protocol: Protocol | null;
  readonly software: string | null;
}

export const NOTHING_SEEN: AdviceContext = { protocol: null, software: null };

/** The same words whatever was seen, or made for it. */
export type Advice = string | ((seen: AdviceContext) => string);

export const adviceFor = (advice: Advice, seen: AdviceContext): string => (typeof advice === 'string' ? advice : advice(seen));

/** By what is to be set, then by software. Dovecot 2.4 does not start with the names of 2.3, and its greeting tells no version. */
const SETTINGS = {
  certificate: {
    Postfix: 'smtpd_tls_chain_files',
    Dovecot: 'ssl_server_cert_file and ssl_server_key_file since 2.4, ssl_cert and ssl_key up to 2.3',
    Exim: 'tls_certificate, tls_privatekey',
    Sendmail: 'confSERVER_CERT, confSERVER_KEY',
    OpenSMTPD: 'pki … cert, pki … key',
    Courier: 'TLS_CERTFILE',
    Cyrus: 'tls_server_cert, tls_server_key',
    nginx: 'ssl_certificate, ssl_certificate_key',
  },
  chain: {
    Postfix: 'smtpd_tls_chain_files',
    Dovecot: 'ssl_server_cert_file since 2.4, ssl_cert up to 2.3',
    Exim: 'tls_certificate',
    Sendmail: 'confSERVER_CERT has its own certificate alone, the intermediates go into the file of confCACERT',
    OpenSMTPD: 'pki … cert',
    Courier: 'TLS_CERTFILE',
    Cyrus: 'tls_server_cert',
    nginx: 'ssl_certificate',
  },
  'tls-versions': {
    Postfix: 'smtpd_tls_protocols and smtpd_tls_mandatory_protocols = >=TLSv1.2',
    Dovecot: 'ssl_min_protocol = TLSv1.2',
    Exim: 'openssl_options = +no_sslv3 +no_tlsv1 +no_tlsv1_1',
    Sendmail: 'ServerSSLOptions with SSL_OP_NO_TLSv1 and SSL_OP_NO_TLSv1_1',
    Cyrus: 'tls_versions: tls1_2 tls1_3',
    nginx: 'ssl_protocols TLSv1.2 TLSv1.3',
  },
  ciphers: {
    Postfix: 'smtpd_tls_mandatory_ciphers = medium or better',
    Dovecot: 'ssl_cipher_list',
    Exim: 'tls_require_ciphers',
    Sendmail: 'CipherList',
    Courier: 'TLS_CIPHER_LIST',
    Cyrus: 'tls_ciphers',
    nginx: 'ssl_ciphers',
  },
  'dh-parameters': {
    Postfix: 'smtpd_tls_dh1024_param_file',
    Dovecot: 'ssl_server_dh_file since 2.4, ssl_dh up to 2.3',
    Exim: 'tls_dhparam',
    Sendmail: 'confDH_PARAMETERS',
    Courier: 'TLS_DHPARAMS',
    nginx: 'ssl_dhparam',
  },
  starttls: {
    Postfix: 'smtpd_tls_security_level = may',
    Dovecot: 'ssl = yes',
    Exim: 'tls_advertise_hosts = *',
    Sendmail: 'confSERVER_CERT, confSERVER_KEY',
    OpenSMTPD: 'listen on … tls',
    Cyrus: 'tls_server_cert, tls_server_key',
    nginx: 'starttls on',
  },
  'login-after-tls': {
    Postfix: 'smtpd_tls_auth_only = yes',
    Dovecot: 'auth_allow_cleartext = no since 2.4, disable_plaintext_auth = yes up to 2.3',
    Exim: 'server_advertise_condition by def:tls_in_cipher',
    Sendmail: 'confAUTH_OPTIONS with p',
    OpenSMTPD: 'listen on … tls-require auth',
    Cyrus: 'allowplaintext: no',
    nginx: 'starttls only',
  },
  login: {
    Postfix: 'smtpd_sasl_auth_enable = yes for submission and submissions',
    Exim: 'its authenticators',
    Sendmail: 'TRUST_AUTH_MECH and confAUTH_MECHANISMS',
    OpenSMTPD: 'listen on … auth',
    Cyrus: 'sasl_mech_list',
    nginx: 'smtp_auth',
  },
  submission: {
    Postfix: 'the submissions and submission services in master.cf',
    Exim: 'daemon_smtp_ports, tls_on_connect_ports',
    Sendmail: 'DAEMON_OPTIONS for the MSA, with M=Ea, and M=sa for TLS from the first byte',
    OpenSMTPD: 'listen on … port submission, listen on … smtps',
  },
  'implicit-tls': {
    Postfix: 'smtpd_tls_wrappermode = yes',
    Dovecot: 'ssl = yes in its inet_listener',
    Exim: 'tls_on_connect_ports',
    Sendmail: 'M=s in DAEMON_OPTIONS',
    OpenSMTPD: 'listen on … smtps',
    nginx: 'listen … ssl',
  },
  'no-implicit-tls': {
    Postfix: 'smtpd_tls_wrappermode = no',
    Dovecot: 'ssl = no in its inet_listener, which leaves STARTTLS',
    Exim: 'tls_on_connect_ports',
    Sendmail: 'no M=s in DAEMON_OPTIONS',
    OpenSMTPD: 'listen on … tls',
    nginx: 'starttls on, and listen without ssl',
  },
  'client-certificate': {
    Postfix: 'smtpd_tls_req_ccert = no',
    Dovecot: 'ssl_server_request_client_cert = no since 2.4, ssl_verify_client_cert = no up to 2.3',
    Exim: 'tls_verify_hosts',
    Cyrus: 'tls_require_cert: no',
    nginx: 'ssl_verify_client off',
  },
  'greeting-delay': {
    Postfix: 'postscreen_greet_wait is for port 25',
    Sendmail: 'FEATURE(greet_pause)',
    Exim: 'delay in acl_smtp_connect',
  },
  processes: {
    Postfix: 'default_process_limit',
    Dovecot: 'process_limit and client_limit of its login services',
    Exim: 'smtp_accept_max',
    Sendmail: 'confMAX_DAEMON_CHILDREN',
    Courier: 'MAXDAEMONS',
    Cyrus: 'maxchild in cyrus.conf',
    nginx: 'worker_connections',
  },
  'proxy-protocol': {
    Postfix: 'smtpd_upstream_proxy_protocol, postscreen_upstream_proxy_protocol',
    Dovecot: 'haproxy = yes in its inet_listener, haproxy_trusted_networks',
    Exim: 'hosts_proxy',
    nginx: 'listen … proxy_protocol',
  },
  'connections-of-user': {
    Dovecot: 'mail_max_userip_connections',
    Cyrus: 'maxlogins_per_user, maxlogins_per_host in imapd.conf',
  },
  'proxy-right': { Dovecot: '`doveadm acl`', Cyrus: 'proxyservers' },
  'service-right': { Dovecot: '`passdb` with deny, `allow_nets`, a policy server', Cyrus: 'proxyservers, admins, loginrealms' },
  'starttls-right': { Exim: 'tls_advertise_hosts, acl_smtp_starttls', Sendmail: 'the access map' },
  'make-mailbox': { Courier: '`maildirmake`' },
  reload: {
    Postfix: '`systemctl reload postfix`',
    Dovecot: '`systemctl reload dovecot`',
    nginx: '`systemctl reload nginx`',
    OpenSMTPD: 'a restart, it does not reload certificates',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type Setting = keyof typeof SETTINGS;
export const SETTINGS_KNOWN = Object.keys(SETTINGS) as readonly Setting[];

/** ` (Postfix: smtpd_tls_chain_files)`, with its space; empty where the software is not known, or has nothing to set. */
export function settingOf(setting: Setting, { software }: Pick<AdviceContext, 'software'>): string {
  const known: Readonly<Record<string, string>> = SETTINGS[setting];
  return software !== null && Object.hasOwn(known, software) ? ` (${software}: ${known[software]})` : '';
}

/** Where clients of a protocol go: `465 with SSL/TLS or 587 with STARTTLS`. */
function portsText(protocol: Protocol): string {
  const ports = portsByPreference(protocol).filter(({ use }) => use === 'client');
  return ports.map(({ port, mode }) => `${port} with ${mode === 'tls' ? 'SSL/TLS' : 'STARTTLS'}`).join(' or ');
}

/** `port 465 with SSL/TLS or 587 with STARTTLS`; of every protocol where it is not known which. */
export const clientPorts = ({ protocol }: AdviceContext): string =>
  protocol === null
    ? `the port for clients (${PROTOCOLS.map((one) => `${PROTOCOL_FACTS[one].word} ${portsText(one)}`).join('; ')})`
    : `port ${portsText(protocol)}`;

/** Microsoft's scopes for a person's token, of the protocol in use; `SMTP.Send, IMAP… or POP…` where it is not known which. */
export function delegatedScope({ protocol }: AdviceContext): string {
  const scopes = (protocol === null ? PROTOCOLS : [protocol]).map((one) => PROTOCOL_FACTS[one].microsoftScopes.delegated);
  return `https://outlook.office.com/${scopes.length === 1 ? scopes[0] : `${scopes.slice(0, -1).join(', ')} or ${scopes.at(-1)}`}`;
}

/** An application's permissions, likewise. */
export const applicationPermission = ({ protocol }: AdviceContext): string =>
  (protocol === null ? PROTOCOLS : [protocol]).map((one) => PROTOCOL_FACTS[one].microsoftScopes.application).join(' or ');

/** Servers of mail's way out alone: what they say is never said in IMAP or POP3. */
const SMTP_ALONE = ['Postfix', 'Exim', 'Sendmail', 'OpenSMTPD', 'qmail', 'chasquid', 'Haraka'];
/** Servers whose words are known; providers are not among them. */
const KNOWN_SERVERS = [...SMTP_ALONE, 'Dovecot', 'Courier', 'Cyrus', 'hMailServer', 'Stalwart', 'IceWarp', 'nginx'];
/** A library that several servers check passwords with. */
const CYRUS_SASL = { name: 'Cyrus SASL', users: ['Postfix', 'Sendmail', 'Cyrus', 'Exim', 'OpenLDAP'] };

/** Whether words of this software or provider are out of place where another one was seen. */
export function isForeignTo(by: string | null, { protocol, software }: AdviceContext): boolean {
  if (by === null) return false;
  const server = KNOWN_SERVERS.find((name) => by.startsWith(name));
  if (server !== undefined && protocol !== null && protocol !== 'smtp' && SMTP_ALONE.includes(server)) return true;
  if (software === null) return false;
  if (by === CYRUS_SASL.name) return !CYRUS_SASL.users.includes(software);
  return server !== undefined && server !== software;
}

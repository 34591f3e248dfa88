// Postfix, behind postscreen on 25, and Dovecot, as Debian sets them up, with TLS and on the usual ports: what they hold
// against a client, and the settings by which administrators keep clients out.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type ConfigurationTable, holdConfigurations, loginRows } from './support/configurations.ts';
import { FAIL2BAN } from './support/fail2ban.ts';
import { holdPoliteness } from './support/politeness.ts';
import type { ServerProcess } from './support/sandbox.ts';
import { CLIENT_ADDRESS, HOST, PASSWORD, ServerRoot, USER } from './support/server-root.ts';

const opened = await ServerRoot.open('postfix', 'dovecot-core', 'dovecot-imapd', 'dovecot-pop3d', FAIL2BAN);
const isMissing = typeof opened === 'string' && opened;
const room = (): ServerRoot => opened as ServerRoot;
const LOG = '/var/log/mail.log';
const SMTP_PORTS = [25, 465, 587];

interface Settings {
  /** Of 25. */
  readonly hasPostscreen?: boolean;
  /** Lines of main.cf. */
  readonly main?: string;
  /** Lines of Dovecot's local.conf. */
  readonly dovecot?: string;
  readonly isDovecotAbsent?: boolean;
  /** Whether Postfix is left out. */
  readonly isStoreAlone?: boolean;
  readonly storePorts?: readonly number[];
}

const AUTH = '-o smtpd_sasl_auth_enable=yes -o smtpd_tls_auth_only=yes';

function masterCf(hasPostscreen: boolean): string {
  const relay = hasPostscreen
    ? 'smtp inet n - n - 1 postscreen\nsmtpd pass - - n - - smtpd\ndnsblog unix - - n - 0 dnsblog\ntlsproxy unix - - n - 0 tlsproxy'
    : 'smtp inet n - n - - smtpd';
  return `${relay}
submission inet n - n - - smtpd -o syslog_name=postfix/submission -o smtpd_tls_security_level=encrypt ${AUTH}
submissions inet n - n - - smtpd -o syslog_name=postfix/submissions -o smtpd_tls_wrappermode=yes ${AUTH}
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
error unix - - n - - error
postlog unix-dgram n - n - 1 postlogd
`;
}

const mainCf = (more: string): string => `
compatibility_level = 3.6
smtpd_banner = $myhostname ESMTP $mail_name (Debian/GNU)
myhostname = ${HOST}
mydestination =
mynetworks = 127.0.0.0/8
maillog_file = ${LOG}
smtpd_tls_cert_file = /etc/mail-tls/good.pem
smtpd_tls_key_file = /etc/mail-tls/good.key
smtpd_tls_security_level = may
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
default_transport = error:no mail leaves this server
smtpd_relay_restrictions = reject
postscreen_access_list =
postscreen_greet_action = enforce
postscreen_greet_wait = 2s
postscreen_pipelining_enable = yes
postscreen_pipelining_action = enforce
postscreen_non_smtp_command_enable = yes
postscreen_bare_newline_enable = yes
postscreen_bare_newline_action = enforce
${more}
`;

const dovecotConf = (more: string): string => `
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%n /etc/dovecot/row-users
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=/tmp/mail/%u allow_all_users=yes
}
first_valid_uid = 1
mail_location = maildir:/tmp/mail/%u
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
${more}
`;

/** It takes seconds to end: it stays up until other settings are wanted. */
let dovecot: { readonly configuration: string; readonly process: ServerProcess } | null = null;

async function startDovecot(more: string, ports: readonly number[]): Promise<void> {
  const configuration = dovecotConf(more);
  if (dovecot?.configuration === configuration) return;
  await endDovecot();
  room().write('/etc/dovecot/local.conf', configuration);
  const process = room().start('/usr/sbin/dovecot', '-F');
  dovecot = { configuration, process };
  await room().untilListening(ports, process, () => room().read('/dev/dovecot.log'));
}

async function endDovecot(): Promise<void> {
  await dovecot?.process.end();
  dovecot = null;
}

async function bringUp(settings: Settings): Promise<ServerProcess[]> {
  const {
    hasPostscreen = false,
    main = '',
    dovecot: more = '',
    isDovecotAbsent = false,
    storePorts = [143, 993, 110, 995],
  } = settings;
  if (isDovecotAbsent) await endDovecot();
  else await startDovecot(more, storePorts);
  if (settings.isStoreAlone) return [];
  room().write('/etc/postfix/main.cf', mainCf(main));
  room().write('/etc/postfix/master.cf', masterCf(hasPostscreen));
  const postfix = room().start('/usr/lib/postfix/sbin/master', '-c', '/etc/postfix', '-d');
  await room().untilListening(SMTP_PORTS, postfix, () => room().read(LOG));
  return [postfix];
}

const refuses = (restriction: string): Settings => ({
  main: `smtpd_delay_reject = no\nsmtpd_client_restrictions = ${restriction}`,
});

const TABLE: ConfigurationTable<Settings> = {
  'all three ports': { settings: {}, verdict: 'ok', first: null, recommended: '465 tls PLAIN' },
  ...loginRows({}),
  'postscreen on 25': {
    settings: { hasPostscreen: true },
    verdict: 'ok',
    first: null,
    recommended: '465 tls PLAIN',
    absent: ['client-too-early', 'not-smtp', 'auth-not-advertised'],
  },
  'postscreen on 25, asked for by name': {
    settings: { hasPostscreen: true },
    args: ['-p', '25', '-m', 'starttls'],
    verdict: 'ok',
    first: null,
    recommended: '25 starttls',
    absent: ['client-too-early', 'greeting-timeout'],
  },
  'postscreen, and the client on its deny list': {
    settings: {
      hasPostscreen: true,
      main: `postscreen_access_list = cidr:{{ ${CLIENT_ADDRESS}/32 reject }}\npostscreen_denylist_action = drop`,
    },
    args: ['-p', '25', '-m', 'starttls'],
    verdict: 'fail',
    first: 'server-blocks-ip',
    recommended: null,
  },
  'postscreen, with one connection of a client at once': {
    settings: { hasPostscreen: true, main: 'postscreen_client_connection_count_limit = 1' },
    verdict: 'ok',
    first: null,
    recommended: '465 tls PLAIN',
    absent: ['server-blocks-ip'],
  },
  'every client rejected': { settings: refuses('reject'), verdict: 'fail', first: 'server-blocks-ip', recommended: null },
  'every client deferred': { settings: refuses('defer'), verdict: 'fail', first: 'server-blocks-ip', recommended: null },
  'reverse DNS wanted': {
    settings: refuses('reject_unknown_reverse_client_hostname'),
    verdict: 'ok',
    first: null,
    recommended: '465 tls PLAIN',
    absent: ['client-no-rdns'],
  },
  'AUTH from nowhere but elsewhere': {
    settings: { main: `smtpd_sasl_exceptions_networks = ${CLIENT_ADDRESS}` },
    verdict: 'warn',
    first: 'auth-not-advertised',
    recommended: '465 tls',
  },
  'EHLO keywords discarded': {
    settings: { main: 'smtpd_discard_ehlo_keywords = starttls, auth' },
    args: ['-p', '587'],
    verdict: 'fail',
    first: 'starttls-not-offered',
    recommended: null,
  },
  'one connection a minute': {
    settings: { main: 'smtpd_client_connection_rate_limit = 1\nsmtpd_client_event_limit_exceptions =' },
    args: ['-p', '587', '-m', 'starttls'],
    verdict: 'ok',
    first: null,
    recommended: '587 starttls PLAIN',
  },
  'no Dovecot to ask': {
    settings: { isDovecotAbsent: true },
    args: ['-p', '465', '-m', 'tls'],
    verdict: 'fail',
    first: ['connection-closed', 'tcp-reset'],
    recommended: null,
  },
  'Dovecot, IMAP': {
    settings: { isStoreAlone: true },
    args: ['--protocol', 'imap'],
    verdict: 'ok',
    first: null,
    recommended: '993 tls PLAIN',
  },
  'Dovecot, POP3': {
    settings: { isStoreAlone: true },
    args: ['--protocol', 'pop3'],
    verdict: 'ok',
    first: null,
    recommended: '995 tls PLAIN',
  },
  'Dovecot, and a login': {
    settings: { isStoreAlone: true },
    args: ['--protocol', 'imap', '-u', USER],
    verdict: 'ok',
    first: null,
    recommended: '993 tls PLAIN',
    credentials: 'accepted',
  },
  'Dovecot, ssl = required': {
    settings: { isStoreAlone: true, dovecot: 'ssl = required' },
    args: ['--protocol', 'imap'],
    verdict: 'ok',
    first: null,
    recommended: '993 tls PLAIN',
  },
  'Dovecot, a login in the clear': {
    settings: { isStoreAlone: true, dovecot: 'disable_plaintext_auth = no' },
    args: ['--protocol', 'imap'],
    verdict: 'warn',
    first: 'auth-over-plaintext',
    recommended: '993 tls PLAIN',
  },
  'Dovecot, one login process for one client': {
    settings: {
      isStoreAlone: true,
      dovecot: 'service imap-login {\n  service_count = 1\n  process_limit = 1\n  client_limit = 1\n}',
    },
    args: ['--protocol', 'imap'],
    verdict: 'ok',
    first: null,
    recommended: '993 tls PLAIN',
    absent: ['server-blocks-ip'],
  },
  'Dovecot, ssl = no': {
    settings: { isStoreAlone: true, dovecot: 'ssl = no', storePorts: [143, 110] },
    args: ['--protocol', 'imap'],
    verdict: 'fail',
    first: 'starttls-not-offered',
    recommended: null,
  },
  'Dovecot, a client certificate wanted': {
    settings: {
      isStoreAlone: true,
      dovecot: 'ssl_ca = </etc/mail-tls/good.pem\nssl_verify_client_cert = yes\nauth_ssl_require_client_cert = yes',
    },
    args: ['--protocol', 'imap', '-u', USER],
    // NO [ALERT] Client didn't present valid SSL certificate
    verdict: 'fail',
    first: 'tls-client-certificate-required',
    // The settings are right; what is wanting is the certificate.
    recommended: '993 tls PLAIN',
  },
  'all protocols': { settings: {}, args: ['--all'], verdict: 'ok', first: null, recommended: '465 tls PLAIN' },
};

describe('Postfix and Dovecot', { skip: isMissing }, () => {
  before(async () => {
    await room().keepSyslog('/dev/dovecot.log');
    // Debian's Dovecot looks for its certificate here; its users are to come from a file, and not from PAM as well.
    const { chain, key } = room().writeCertificate();
    room().write('/etc/postfix/main.cf', mainCf(''));
    room().write('/etc/postfix/master.cf', masterCf(true));
    room().shell(`
      : > ${LOG}
      mkdir -p /etc/dovecot/private
      cp ${chain} /etc/dovecot/private/dovecot.pem
      cp ${key} /etc/dovecot/private/dovecot.key
      printf '%s\\n' '${USER}:{PLAIN}${PASSWORD}' > /etc/dovecot/row-users
      sed -i 's/^!include auth-system/#&/' /etc/dovecot/conf.d/10-auth.conf
      postfix check`);
  });
  after(async () => {
    await endDovecot();
    await room().close();
  });

  holdPoliteness(room, {
    log: LOG,
    filters: ['postfix[mode=more]'],
    start: () => bringUp({ hasPostscreen: true }),
    connections: 3,
    isCounted: false,
  });
  holdPoliteness(room, {
    log: LOG,
    filters: ['postfix[mode=more]'],
    start: () => bringUp({}),
    connections: 3,
    args: ['--ehlo', HOST],
    isCounted: false,
    others: [],
  });
  for (const [protocol, startTls, tls] of [
    ['imap', '143', '993'],
    ['pop3', '110', '995'],
  ] as const)
    holdPoliteness(room, {
      log: '/dev/dovecot.log',
      filters: ['dovecot'],
      start: () => bringUp({ isStoreAlone: true }),
      connections: 2,
      args: ['--protocol', protocol],
      rude: null,
      others: [
        ['-u', USER],
        ['-p', startTls, '-m', 'tls'],
        ['-p', tls, '-m', 'starttls'],
      ],
    });
  holdConfigurations(room, TABLE, bringUp);

  it('wrote no mail in all this', () =>
    assert.equal(
      room().shell(
        'find /var/spool/postfix/maildrop /var/spool/postfix/incoming /var/spool/postfix/active /var/spool/postfix/deferred -type f',
      ),
      '',
    ));
});

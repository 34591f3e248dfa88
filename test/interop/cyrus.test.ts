// Cyrus IMAP and POP3, as Debian sets them up with TLS, and otherwise.
import { after, before, describe } from 'node:test';
import { type ConfigurationTable, holdConfigurations } from './support/configurations.ts';
import type { ServerProcess } from './support/sandbox.ts';
import { HOST, PASSWORD, ServerRoot, USER } from './support/server-root.ts';

const opened = await ServerRoot.open('cyrus-imapd', 'cyrus-pop3d', 'libsasl2-modules', 'sasl2-bin');
const isMissing = typeof opened === 'string' && opened;
const room = (): ServerRoot => opened as ServerRoot;
const LOG = '/var/log/mail.log';

interface Settings {
  /** Lines of imapd.conf. */
  readonly imapd?: string;
  readonly mechanisms?: string;
  readonly hasTls?: boolean;
}

const TLS = 'tls_server_cert: /etc/mail-tls/good.pem\ntls_server_key: /etc/mail-tls/good.key';
const SERVICES = `START {
  recover cmd="/usr/sbin/cyrus ctl_cyrusdb -r"
}
SERVICES {
  imap cmd="imapd -U 30" listen="imap" prefork=0
  imaps cmd="imapd -s -U 30" listen="imaps" prefork=0
  pop3 cmd="pop3d -U 30" listen="pop3" prefork=0
  pop3s cmd="pop3d -s -U 30" listen="pop3s" prefork=0
}
EVENTS {
}
`;

async function bringUp({
  imapd = 'allowplaintext: no',
  mechanisms = 'PLAIN',
  hasTls = true,
}: Settings): Promise<ServerProcess[]> {
  const stock = room()
    .read('/etc/stock-imapd.conf')
    .replace(/^(allowplaintext|sasl_mech_list|tls_client_ca_dir):.*\n/gm, '');
  const lines = [imapd, `servername: ${HOST}`, `sasl_mech_list: ${mechanisms}`, hasTls ? TLS : ''];
  room().write('/etc/imapd.conf', `${stock}\n${lines.join('\n')}\n`);
  const master = room().start('/usr/lib/cyrus/bin/master', '-M', '/etc/row-cyrus.conf');
  await room().untilListening([143, 993, 110, 995], master, () => room().read(LOG));
  return [master];
}

const IMAP = ['--protocol', 'imap'];
const POP3 = ['--protocol', 'pop3'];

const TABLE: ConfigurationTable<Settings> = {
  IMAP: { settings: {}, args: IMAP, verdict: 'ok', first: null, recommended: '993 tls PLAIN' },
  POP3: { settings: {}, args: POP3, verdict: 'ok', first: null, recommended: '995 tls PLAIN' },
  'IMAP, and a login': {
    settings: {},
    args: [...IMAP, '-u', USER],
    verdict: 'ok',
    first: null,
    recommended: '993 tls PLAIN',
    credentials: 'accepted',
  },
  'IMAP, and a user that it does not know': {
    settings: {},
    args: [...IMAP, '-u', 'bob'],
    verdict: 'fail',
    first: 'auth-rejected',
    recommended: '993 tls PLAIN',
    credentials: 'rejected',
  },
  'IMAP, a login in the clear': {
    settings: { imapd: 'allowplaintext: yes' },
    args: IMAP,
    verdict: 'warn',
    first: 'auth-over-plaintext',
    recommended: '993 tls PLAIN',
  },
  'IMAP, CRAM-MD5 alone': {
    settings: { mechanisms: 'CRAM-MD5' },
    args: [...IMAP, '-u', USER],
    verdict: 'ok',
    first: null,
    recommended: '993 tls CRAM-MD5',
    credentials: 'accepted',
  },
  'IMAP, SCRAM, which Cyrus binds to tls-unique only': {
    settings: { mechanisms: 'SCRAM-SHA-256' },
    args: [...IMAP, '-u', USER],
    verdict: 'ok',
    first: null,
    recommended: '993 tls SCRAM-SHA-256',
    credentials: 'accepted',
  },
  'IMAP, no TLS set up': {
    settings: { hasTls: false },
    args: [...IMAP, '-p', '143'],
    verdict: 'fail',
    first: 'starttls-not-offered',
    recommended: null,
  },
  'IMAP, 993 without a certificate': {
    settings: { hasTls: false },
    args: [...IMAP, '-p', '993', '-m', 'tls'],
    verdict: 'fail',
    first: ['tcp-reset', 'connection-closed'],
    recommended: null,
  },
  'IMAP, TLS 1.3 alone, for a client of 1.2': {
    settings: { imapd: 'allowplaintext: no\ntls_versions: tls1_3' },
    args: [...IMAP, '-p', '993', '-m', 'tls', '--tls-max', '1.2'],
    verdict: 'fail',
    first: 'tls-version-unsupported',
    recommended: null,
  },
  'IMAP, a client certificate wanted': {
    settings: { imapd: 'allowplaintext: no\ntls_client_certs: require\ntls_client_ca_file: /etc/mail-tls/good.pem' },
    args: IMAP,
    verdict: 'fail',
    first: 'tls-client-certificate-required',
    recommended: null,
  },
};

describe('Cyrus', { skip: isMissing }, () => {
  before(async () => {
    await room().keepSyslog(LOG);
    room().writeCertificate('good', 'cyrus');
    room().write('/etc/row-cyrus.conf', SERVICES);
    room().shell(`
      cp /etc/imapd.conf /etc/stock-imapd.conf
      printf '%s' '${PASSWORD}' | saslpasswd2 -c -p -u ${HOST} ${USER}
      chown cyrus /etc/sasldb2
      mkdir -p /run/cyrus/socket /run/cyrus/proc /run/cyrus/lock; chown -R cyrus:mail /run/cyrus`);
  });
  after(() => room().close());
  holdConfigurations(room, TABLE, bringUp);
});

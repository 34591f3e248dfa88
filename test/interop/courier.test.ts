// Courier: esmtpd, imapd and pop3d, as Debian's scripts start them, but in the foreground.
import { after, before, describe } from 'node:test';
import { type ConfigurationTable, holdConfigurations } from './support/configurations.ts';
import type { ServerProcess } from './support/sandbox.ts';
import { PASSWORD, ServerRoot, USER } from './support/server-root.ts';

const opened = await ServerRoot.open('courier-mta', 'courier-imap', 'courier-pop');
const isMissing = typeof opened === 'string' && opened;
const room = (): ServerRoot => opened as ServerRoot;

type Service = 'esmtpd' | 'esmtpd-ssl' | 'imapd' | 'imapd-ssl' | 'pop3d' | 'pop3d-ssl';

interface Settings {
  readonly services: readonly Service[];
  /** Shell assignments after those of Debian's files. */
  readonly more?: string;
}

const PORTS: Readonly<Record<Service, number>> = {
  esmtpd: 25,
  'esmtpd-ssl': 465,
  imapd: 143,
  'imapd-ssl': 993,
  pop3d: 110,
  'pop3d-ssl': 995,
};
const LIBRARY = '/usr/lib/courier/courier';
const TALKS: Readonly<Record<Service, string>> = {
  esmtpd: '-user=courier -group=courier PORT /usr/sbin/courieresmtpd',
  'esmtpd-ssl': `-user=courier -group=courier PORT $COURIERTLS -server -tcpd /usr/sbin/courieresmtpd`,
  imapd: `PORT ${LIBRARY}/imaplogin /usr/bin/imapd Maildir`,
  'imapd-ssl': `PORT $COURIERTLS -server -tcpd -user=courier ${LIBRARY}/imaplogin /usr/bin/imapd Maildir`,
  pop3d: `PORT ${LIBRARY}/courierpop3login ${LIBRARY}/courierpop3d Maildir`,
  'pop3d-ssl': `PORT $COURIERTLS -server -tcpd -user=courier ${LIBRARY}/courierpop3login ${LIBRARY}/courierpop3d Maildir`,
};

async function startService(service: Service, more: string): Promise<ServerProcess> {
  const plain = service.replace('-ssl', '');
  const isImplicit = service !== plain;
  const script = `set -a
prefix=/usr exec_prefix=/usr sysconfdir=/etc/courier sbindir=/usr/sbin
. /etc/courier/${plain}
. /etc/courier/${plain}-ssl 2> /dev/null || true
TLS_CERTFILE=/etc/mail-tls/courier.pem TLS_CACHEFILE= ${isImplicit ? 'IMAP_TLS=1 POP3_TLS=1 ESMTP_TLS=1' : 'IMAP_STARTTLS=YES POP3_STARTTLS=YES'}
${more}
exec /usr/sbin/couriertcpd -address=0 -maxprocs=40 -maxperip=20 -nodnslookup -noidentlookup ${TALKS[service].replace('PORT', String(PORTS[service]))}`;
  const server = room().start('sh', '-c', script);
  await room().untilListening([PORTS[service]], server);
  return server;
}

async function bringUp({ services, more = '' }: Settings): Promise<ServerProcess[]> {
  const servers: ServerProcess[] = [];
  for (const service of services) servers.push(await startService(service, more));
  return servers;
}

const IMAP = ['imapd', 'imapd-ssl'] as const;
const TABLE: ConfigurationTable<Settings> = {
  // As Courier comes: LOGIN is taken before TLS, since nothing says LOGINDISABLED (IMAP_TLS_REQUIRED=0), and so is USER.
  IMAP: {
    settings: { services: IMAP },
    args: ['--protocol', 'imap'],
    verdict: 'warn',
    first: 'auth-over-plaintext',
    recommended: '993 tls PLAIN',
  },
  'IMAP, and a login': {
    settings: { services: IMAP },
    args: ['--protocol', 'imap', '-u', USER],
    verdict: 'warn',
    first: 'auth-over-plaintext',
    recommended: '993 tls PLAIN',
    credentials: 'accepted',
  },
  'IMAP, and a user that it does not know': {
    settings: { services: IMAP },
    args: ['--protocol', 'imap', '-u', 'bob'],
    verdict: 'fail',
    first: 'auth-rejected',
    recommended: '993 tls PLAIN',
    credentials: 'rejected',
  },
  'IMAP, no STARTTLS': {
    settings: { services: ['imapd'], more: 'IMAP_STARTTLS=NO' },
    args: ['--protocol', 'imap'],
    verdict: 'fail',
    first: 'starttls-not-offered',
    recommended: null,
  },
  POP3: {
    settings: { services: ['pop3d', 'pop3d-ssl'] },
    args: ['--protocol', 'pop3'],
    verdict: 'warn',
    first: 'auth-over-plaintext',
    recommended: '995 tls',
  },
  'ESMTP, without AUTH': {
    settings: { services: ['esmtpd'] },
    verdict: 'warn',
    first: 'submission-not-offered',
    recommended: null,
  },
  'ESMTP, AUTH under TLS': {
    settings: { services: ['esmtpd', 'esmtpd-ssl'], more: 'ESMTPAUTH_TLS="PLAIN LOGIN CRAM-MD5"' },
    verdict: 'ok',
    first: null,
    recommended: '465 tls PLAIN',
  },
};

describe('Courier', { skip: isMissing }, () => {
  before(async () => {
    const { chain, key } = room().writeCertificate();
    room().shell(`
      cat ${key} ${chain} > /etc/mail-tls/courier.pem; chown courier /etc/mail-tls/courier.pem; chmod 644 /etc/mail-tls/courier.pem
      sed -i 's/^authmodulelist=.*/authmodulelist="authuserdb"/' /etc/courier/authdaemonrc
      mkdir -p /etc/courier/userdb /run/courier/authdaemon /home/ada; chmod 700 /etc/courier/userdb
      printf '%s\\tuid=65534|gid=65534|home=/home/ada|shell=/bin/sh|imappw=%s|esmtppw=%s|pop3pw=%s\\n' ${USER} "$(openssl passwd -1 '${PASSWORD}')" "$(openssl passwd -1 '${PASSWORD}')" "$(openssl passwd -1 '${PASSWORD}')" > /etc/courier/userdb/all
      chmod 600 /etc/courier/userdb/all; /usr/sbin/makeuserdb
      maildirmake.courier /home/ada/Maildir 2> /dev/null || maildirmake /home/ada/Maildir 2> /dev/null || mkdir -p /home/ada/Maildir/cur /home/ada/Maildir/new /home/ada/Maildir/tmp
      chown -R 65534:65534 /home/ada`);
    room().start('/usr/lib/courier/courier-authlib/authdaemond');
  });
  after(() => room().close());
  holdConfigurations(room, TABLE, bringUp);
});

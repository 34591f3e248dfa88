// What stands in front of a mail server: nginx as a mail proxy, HAProxy with and without the PROXY protocol, stunnel.
import { after, before, describe } from 'node:test';
import { type ConfigurationTable, holdConfigurations } from './support/configurations.ts';
import type { ServerProcess } from './support/sandbox.ts';
import { HOST, ServerRoot, USER } from './support/server-root.ts';

const opened = await ServerRoot.open('nginx', 'libnginx-mod-mail', 'haproxy', 'stunnel4');
const isMissing = typeof opened === 'string' && opened;
const room = (): ServerRoot => opened as ServerRoot;
const TLS = 'ssl_certificate /etc/mail-tls/good.pem; ssl_certificate_key /etc/mail-tls/good.key;';

/** `server` blocks of nginx's mail module; what its auth_http answers, if it answers. */
interface NginxSettings {
  readonly servers: string;
  readonly ports: readonly number[];
  readonly authStatus?: string | null;
}

const ALL_SMTP = `
server { listen 25; protocol smtp; smtp_auth none; starttls on; }
server { listen 465 ssl; protocol smtp; smtp_auth plain login; }
server { listen 587; protocol smtp; smtp_auth plain login; starttls only; }`;
const ALL_STORES = `
server { listen 143; protocol imap; starttls only; }
server { listen 993 ssl; protocol imap; }
server { listen 110; protocol pop3; starttls only; }
server { listen 995 ssl; protocol pop3; }`;

async function startNginx({ servers, ports, authStatus = 'Invalid login or password' }: NginxSettings): Promise<ServerProcess> {
  const web = `http { access_log off; server { listen 127.0.0.1:9000; location / { add_header Auth-Status "${authStatus}"; return 204; } } }`;
  room().write(
    '/etc/nginx/row.conf',
    `load_module /usr/lib/nginx/modules/ngx_mail_module.so;
daemon off; pid /run/nginx-row.pid; error_log stderr warn; user www-data; worker_processes 1;
events {}
mail { server_name ${HOST}; auth_http 127.0.0.1:9000/; ${TLS} ${servers} }
${authStatus === null ? '' : web}
`,
  );
  const nginx = room().start('/usr/sbin/nginx', '-c', '/etc/nginx/row.conf');
  await room().untilListening(ports, nginx);
  return nginx;
}

const SMTP = { servers: ALL_SMTP, ports: [25, 465, 587] };
const NGINX: ConfigurationTable<NginxSettings> = {
  'nginx, all three ports': { settings: SMTP, verdict: 'ok', first: null, recommended: '465 tls PLAIN' },
  'nginx, a login that its back end refuses': {
    settings: SMTP,
    args: ['-u', USER],
    verdict: 'fail',
    first: 'auth-rejected',
    recommended: '465 tls PLAIN',
    credentials: 'rejected',
  },
  'nginx, a login with nobody to ask': {
    settings: { ...SMTP, authStatus: null },
    args: ['-u', USER],
    verdict: 'fail',
    first: 'auth-temporary-failure',
    recommended: '465 tls PLAIN',
    credentials: 'error',
    absent: ['auth-rejected'],
  },
  'nginx, no STARTTLS': {
    settings: { servers: 'server { listen 587; protocol smtp; smtp_auth plain; }', ports: [587] },
    verdict: 'fail',
    first: 'starttls-not-offered',
    recommended: null,
  },
  'nginx, AUTH before TLS': {
    settings: { servers: 'server { listen 587; protocol smtp; smtp_auth plain login; starttls on; }', ports: [587] },
    verdict: 'warn',
    first: 'auth-over-plaintext',
    recommended: '587 starttls PLAIN',
  },
  'nginx, TLS on 587': {
    settings: { servers: 'server { listen 587 ssl; protocol smtp; smtp_auth plain; }', ports: [587] },
    verdict: 'ok',
    first: null,
    recommended: '587 tls PLAIN',
    absent: ['not-smtp'],
  },
  'nginx, IMAP behind the SMTP port': {
    settings: { servers: 'server { listen 587; protocol imap; }', ports: [587] },
    args: ['-p', '587'],
    verdict: 'fail',
    first: 'not-smtp',
    recommended: null,
  },
  'nginx, a client certificate wanted': {
    settings: { servers: `ssl_verify_client on; ssl_client_certificate /etc/mail-tls/good.pem; ${ALL_SMTP}`, ports: SMTP.ports },
    // After the handshake: 421 4.7.1 No required SSL certificate.
    verdict: 'fail',
    first: 'tls-client-certificate-required',
    recommended: null,
  },
  'nginx, IMAP': {
    settings: { servers: ALL_STORES, ports: [143, 993] },
    args: ['--protocol', 'imap'],
    verdict: 'ok',
    first: null,
    recommended: '993 tls PLAIN',
  },
  'nginx, POP3': {
    settings: { servers: ALL_STORES, ports: [110, 995] },
    args: ['--protocol', 'pop3'],
    verdict: 'ok',
    first: null,
    recommended: '995 tls PLAIN',
  },
};

/** Lines of haproxy.cfg; behind it nginx speaks SMTP with AUTH on 127.0.0.1:10025, and nobody on 10099. */
interface HaproxySettings {
  readonly frontends: string;
  readonly ports: readonly number[];
}

const BACKEND = `server { listen 127.0.0.1:10025; protocol smtp; smtp_auth plain login; starttls on; }
server { listen 127.0.0.1:10465 ssl; protocol smtp; smtp_auth plain login; }`;
const startBackend = (): Promise<ServerProcess> => startNginx({ servers: BACKEND, ports: [10025, 10465] });

async function startHaproxy({ frontends, ports }: HaproxySettings): Promise<ServerProcess[]> {
  const backend = await startBackend();
  room().write(
    '/etc/haproxy/row.cfg',
    `defaults
  mode tcp
  timeout connect 1s
  timeout client 20s
  timeout server 20s
${frontends}
`,
  );
  const haproxy = room().start('/usr/sbin/haproxy', '-db', '-f', '/etc/haproxy/row.cfg');
  await room().untilListening(ports, haproxy);
  return [haproxy, backend];
}

const frontend = (port: number, bind: string, target: string): string =>
  `listen port-${port}\n  bind :${port} ${bind}\n  server mail ${target}\n`;

const HAPROXY: ConfigurationTable<HaproxySettings> = {
  'HAProxy, handing on': {
    settings: { frontends: frontend(465, '', '127.0.0.1:10465') + frontend(587, '', '127.0.0.1:10025'), ports: [465, 587] },
    verdict: 'warn',
    first: 'auth-over-plaintext',
    recommended: '465 tls PLAIN',
  },
  'HAProxy, which ends TLS on 465': {
    settings: { frontends: frontend(465, 'ssl crt /etc/mail-tls/both.pem', '127.0.0.1:10025'), ports: [465] },
    verdict: 'ok',
    first: null,
    recommended: '465 tls PLAIN',
  },
  'HAProxy, which waits for a PROXY header on 587': {
    settings: { frontends: frontend(587, 'accept-proxy', '127.0.0.1:10025'), ports: [587] },
    args: ['-p', '587', '-m', 'starttls', '--greeting-timeout', '2s'],
    verdict: 'fail',
    first: 'greeting-timeout',
    recommended: null,
    absent: ['not-smtp', 'tcp-refused'],
  },
  'HAProxy, which waits for a PROXY header on 465': {
    settings: { frontends: frontend(465, 'accept-proxy ssl crt /etc/mail-tls/both.pem', '127.0.0.1:10025'), ports: [465] },
    args: ['-p', '465', '-m', 'tls'],
    verdict: 'fail',
    first: ['tcp-reset', 'connection-closed'],
    recommended: null,
    absent: ['not-smtp', 'tls-version-unsupported', 'tls-no-shared-cipher'],
  },
  'HAProxy, with nobody behind': {
    settings: { frontends: frontend(587, '', '127.0.0.1:10099'), ports: [587] },
    args: ['-p', '587', '-m', 'starttls'],
    verdict: 'fail',
    first: ['connection-closed', 'tcp-reset'],
    recommended: null,
    absent: ['tcp-refused', 'server-blocks-ip'],
  },
  'HAProxy, with nobody behind the TLS that it ends': {
    settings: { frontends: frontend(465, 'ssl crt /etc/mail-tls/both.pem', '127.0.0.1:10099'), ports: [465] },
    args: ['-p', '465', '-m', 'tls'],
    verdict: 'fail',
    first: ['connection-closed', 'tcp-reset'],
    recommended: null,
    absent: ['tls-handshake-failed'],
  },
  'HAProxy, TLS 1.2 at the most': {
    settings: { frontends: frontend(465, 'ssl crt /etc/mail-tls/both.pem ssl-max-ver TLSv1.2', '127.0.0.1:10025'), ports: [465] },
    args: ['--tls-min', '1.3'],
    verdict: 'fail',
    first: 'tls-version-unsupported',
    recommended: null,
  },
  'HAProxy, which rejects the client': {
    settings: {
      frontends: 'listen port-587\n  bind :587\n  tcp-request connection reject\n  server mail 127.0.0.1:10025\n',
      ports: [587],
    },
    args: ['-p', '587', '-m', 'starttls'],
    verdict: 'fail',
    first: ['tcp-reset', 'connection-closed'],
    recommended: null,
    absent: ['tcp-refused'],
  },
};

/** A service of stunnel.conf by port; behind it the same. */
interface StunnelSettings {
  readonly services: Readonly<Record<number, string>>;
}

async function startStunnel({ services }: StunnelSettings): Promise<ServerProcess[]> {
  const backend = await startBackend();
  const texts = Object.entries(services).map(([port, text]) => `[port-${port}]\naccept = :::${port}\n${text}\n`);
  room().write('/etc/stunnel/row.conf', `foreground = yes\npid =\ncert = /etc/mail-tls/both.pem\n${texts.join('')}`);
  const stunnel = room().start('/usr/bin/stunnel4', '/etc/stunnel/row.conf');
  await room().untilListening(Object.keys(services).map(Number), stunnel);
  return [stunnel, backend];
}

const STUNNEL: ConfigurationTable<StunnelSettings> = {
  'stunnel on 465': {
    settings: { services: { 465: 'connect = 127.0.0.1:10025' } },
    verdict: 'ok',
    first: null,
    recommended: '465 tls PLAIN',
  },
  'stunnel, which says STARTTLS on 587': {
    settings: { services: { 587: 'connect = 127.0.0.1:10025\nprotocol = smtp' } },
    verdict: 'ok',
    first: null,
    recommended: '587 starttls PLAIN',
  },
  'stunnel, a client certificate wanted': {
    settings: { services: { 465: 'connect = 127.0.0.1:10025\nverifyChain = yes\nCAfile = /etc/mail-tls/good.pem' } },
    verdict: 'fail',
    first: 'tls-client-certificate-required',
    recommended: null,
    absent: ['cert-untrusted-root'],
  },
  'stunnel, with nobody behind': {
    settings: { services: { 465: 'connect = 127.0.0.1:10099' } },
    args: ['-p', '465', '-m', 'tls'],
    verdict: 'fail',
    first: ['connection-closed', 'tcp-reset'],
    recommended: null,
    absent: ['tls-handshake-failed', 'tcp-refused'],
  },
  'stunnel, TLS in TLS': {
    settings: { services: { 465: 'connect = 127.0.0.1:10465' } },
    args: ['-p', '465', '-m', 'tls', '--greeting-timeout', '2s'],
    verdict: 'fail',
    first: 'greeting-timeout',
    recommended: null,
    absent: ['not-smtp'],
  },
  'stunnel, TLS 1.3 alone, for a client of 1.2': {
    settings: { services: { 465: 'connect = 127.0.0.1:10025\nsslVersionMin = TLSv1.3' } },
    args: ['--tls-max', '1.2'],
    verdict: 'fail',
    first: 'tls-version-unsupported',
    recommended: null,
  },
  'stunnel, which bars the client': {
    settings: { services: { 465: 'connect = 127.0.0.1:10025\nlocal = 192.0.2.1' } },
    args: ['-p', '465', '-m', 'tls'],
    verdict: 'fail',
    first: ['connection-closed', 'tcp-reset'],
    recommended: null,
  },
};

describe('what stands in front of a mail server', { skip: isMissing }, () => {
  before(() => {
    const { chain, key } = room().writeCertificate();
    room().shell(`cat ${chain} ${key} > /etc/mail-tls/both.pem; chmod 600 /etc/mail-tls/both.pem`);
  });
  after(() => room().close());

  holdConfigurations(room, NGINX, async (settings) => [await startNginx(settings)]);
  holdConfigurations(room, HAPROXY, startHaproxy);
  holdConfigurations(room, STUNNEL, startStunnel);
});

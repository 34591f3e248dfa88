// Sendmail as Debian sets it up, and as administrators set it up otherwise.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type ConfigurationTable, holdConfigurations, loginRows } from './support/configurations.ts';
import { FAIL2BAN } from './support/fail2ban.ts';
import { holdPoliteness } from './support/politeness.ts';
import type { ServerProcess } from './support/sandbox.ts';
import { CLIENT_ADDRESS, PASSWORD, ServerRoot, USER } from './support/server-root.ts';

const opened = await ServerRoot.open('sendmail-bin', 'libsasl2-modules', 'sasl2-bin', 'm4', 'make', FAIL2BAN);
const isMissing = typeof opened === 'string' && opened;
const room = (): ServerRoot => opened as ServerRoot;
const LOG = '/var/log/mail.log';

interface Settings {
  readonly ports?: readonly (25 | 465 | 587)[];
  readonly hasTls?: boolean;
  /** Whether the intermediate stands where Sendmail looks for it, in CACertFile. */
  readonly hasChain?: boolean;
  /** Lines of sendmail.mc ahead of the mailers. */
  readonly mc?: string;
  /** Lines of the access map. */
  readonly access?: string;
  /** Of AUTH; none: no AUTH. */
  readonly mechanisms?: string;
  /** Letters of DAEMON_OPTIONS' M= for 25 and 587. */
  readonly modifiers?: string;
  /** Whether somebody connected from here just before. */
  readonly isRateSpent?: boolean;
}

const PORT_NAMES = { 25: 'smtp', 465: 'smtps', 587: 'submission' } as const;

/** Debian's own lines, and a certificate for which there is an authority. Of ServerCertFile Sendmail sends the first alone. */
const tlsOf = (chain: string, key: string, hasChain = true): string =>
  `include(\`/etc/mail/tls/starttls.m4')dnl\ndefine(\`confSERVER_CERT', \`${chain}')dnl\ndefine(\`confSERVER_KEY', \`${key}')dnl${
    hasChain ? `\ndefine(\`confCACERT', \`${chain}')dnl` : ''
  }`;

function mcOf({
  ports = [25, 465, 587],
  hasTls = true,
  hasChain = true,
  mc = '',
  mechanisms = 'PLAIN LOGIN',
  modifiers = '',
}: Settings): string {
  const { chain, key } = room().writeCertificate('good');
  const daemons = ports.map((port) => {
    const letters = (port === 465 ? 's' : '') + modifiers;
    return `DAEMON_OPTIONS(\`Family=inet, Name=port-${port}, Port=${PORT_NAMES[port]}${letters && `, M=${letters}`}')dnl`;
  });
  return `divert(0)dnl
define(\`_USE_ETC_MAIL_')dnl
include(\`/usr/share/sendmail/cf/m4/cf.m4')dnl
OSTYPE(\`debian')dnl
DOMAIN(\`debian-mta')dnl
FEATURE(\`no_default_msa')dnl
${daemons.join('\n')}
FEATURE(\`access_db', , \`skip')dnl
${hasTls ? tlsOf(chain, key, hasChain) : ''}
${mechanisms && `TRUST_AUTH_MECH(\`${mechanisms}')dnl\ndefine(\`confAUTH_MECHANISMS', \`${mechanisms}')dnl`}
${mc.includes('confAUTH_OPTIONS') || !mechanisms ? '' : "define(`confAUTH_OPTIONS', `A p y')dnl"}
${mc}
MAILER(\`local')dnl
MAILER(\`smtp')dnl
`;
}

async function startSendmail(ports: readonly number[]): Promise<ServerProcess[]> {
  const sendmail = room().start('/usr/sbin/sendmail-mta', '-bD');
  await room().untilListening(ports, sendmail, () => room().read(LOG));
  return [sendmail];
}

async function bringUp(settings: Settings): Promise<ServerProcess[]> {
  room().write('/etc/mail/row.mc', mcOf(settings));
  room().write('/etc/mail/access', `${settings.access ?? ''}\n`);
  room().shell('m4 /etc/mail/row.mc > /etc/mail/sendmail.cf; makemap hash /etc/mail/access.db < /etc/mail/access');
  const servers = await startSendmail(settings.ports ?? [25, 465, 587]);
  if (settings.isRateSpent) room().say(25, 'QUIT\r\n', 300);
  return servers;
}

const TABLE: ConfigurationTable<Settings> = {
  'all three ports': { settings: {}, verdict: 'ok', first: null, recommended: '465 tls PLAIN', absent: ['auth-over-plaintext'] },
  ...loginRows({}),
  'no AUTH, as where SASL is not set up': {
    settings: { ports: [25, 587], modifiers: 'A' },
    verdict: 'warn',
    first: 'auth-not-advertised',
    recommended: '587 starttls',
  },
  '25 alone, without AUTH': {
    settings: { ports: [25], modifiers: 'A' },
    verdict: 'warn',
    first: 'submission-not-offered',
    recommended: null,
  },
  'AUTH before TLS': {
    settings: { mc: "define(`confAUTH_OPTIONS', `A')dnl" },
    verdict: 'warn',
    first: 'auth-over-plaintext',
    recommended: '465 tls PLAIN',
  },
  'the chain in ServerCertFile alone': {
    settings: { hasChain: false },
    verdict: 'fail',
    first: 'cert-missing-intermediate',
    recommended: null,
  },
  'no TLS': {
    settings: { ports: [25, 587], hasTls: false },
    verdict: 'fail',
    first: 'starttls-not-offered',
    recommended: null,
    absent: ['starttls-stripped'],
  },
  'STARTTLS switched off for a client': {
    settings: { ports: [25, 587], access: `Srv_Features:${CLIENT_ADDRESS} S` },
    verdict: 'fail',
    first: 'starttls-not-offered',
    recommended: null,
  },
  'access denied': {
    // The greeting is as ever; EHLO is answered by ENHANCEDSTATUSCODES alone, every command that matters by the refusal.
    settings: { access: `Connect:${CLIENT_ADDRESS} REJECT` },
    verdict: 'fail',
    first: 'server-blocks-ip',
    recommended: null,
    absent: ['not-smtp'],
  },
  'access denied with words of the house': {
    settings: { access: `Connect:${CLIENT_ADDRESS} ERROR:5.7.1:550 Mail from ${CLIENT_ADDRESS} refused, see our page` },
    verdict: 'fail',
    first: 'server-blocks-ip',
    recommended: null,
  },
  'access deferred': {
    settings: { access: `Connect:${CLIENT_ADDRESS} ERROR:4.7.1:450 Please try again later` },
    verdict: 'fail',
    first: 'greeting-busy',
    recommended: null,
    absent: ['server-blocks-ip'],
  },
  greet_pause: {
    settings: { mc: "FEATURE(`greet_pause', `2000')dnl" },
    verdict: 'ok',
    first: null,
    recommended: '465 tls PLAIN',
    absent: ['not-smtp', 'client-too-early'],
  },
  'greet_pause, and nothing but 587': {
    settings: { ports: [587], mc: "FEATURE(`greet_pause', `2000')dnl" },
    verdict: 'ok',
    first: null,
    recommended: '587 starttls PLAIN',
    absent: ['greeting-timeout', 'not-smtp', 'client-too-early'],
  },
  'the connections of one client limited': {
    settings: { mc: "FEATURE(`conncontrol', `nodelay', `terminate')dnl", access: 'ClientConn: 1' },
    verdict: 'ok',
    first: null,
    recommended: '465 tls PLAIN',
    absent: ['server-blocks-ip', 'greeting-busy'],
  },
  'the rate of one client limited': {
    settings: { mc: "FEATURE(`ratecontrol', `nodelay', `terminate')dnl", access: 'ClientRate: 1', isRateSpent: true },
    verdict: 'fail',
    first: 'rate-limited',
    recommended: null,
    absent: ['server-blocks-ip'],
  },
  'AUTH asked for at once (M=a)': {
    settings: { ports: [587], modifiers: 'a' },
    args: ['-u', USER],
    verdict: 'ok',
    first: null,
    recommended: '587 starttls PLAIN',
    credentials: 'accepted',
  },
  'ETRN and EXPN hidden (M=Ea)': {
    settings: { ports: [587], modifiers: 'Ea' },
    verdict: 'ok',
    first: null,
    recommended: '587 starttls PLAIN',
  },
  'CRAM-MD5 and DIGEST-MD5': {
    settings: { mechanisms: 'DIGEST-MD5 CRAM-MD5' },
    args: ['-u', USER],
    verdict: 'ok',
    first: null,
    recommended: '465 tls DIGEST-MD5',
    credentials: 'accepted',
  },
  'SCRAM-SHA-256': {
    settings: { mechanisms: 'SCRAM-SHA-256' },
    args: ['-u', USER],
    verdict: 'ok',
    first: null,
    recommended: '465 tls SCRAM-SHA-256',
    credentials: 'accepted',
  },
};

describe('Sendmail', { skip: isMissing }, () => {
  before(async () => {
    await room().keepSyslog(LOG);
    room().write('/etc/sasl2/Sendmail.conf', 'pwcheck_method: auxprop\nauxprop_plugin: sasldb\n');
    room().shell(`
      printf '%s' '${PASSWORD}' | saslpasswd2 -c -p -u mail.interop.test ${USER}
      chmod 600 /etc/sasldb2`);
  });
  after(() => room().close());

  holdPoliteness(room, {
    log: LOG,
    filters: ['sendmail-auth', 'sendmail-reject'],
    start: async () => {
      const { chain, key } = room().writeCertificate('good');
      // Debian's own file, open to the world, with the certificate and 465 that it leaves to the administrator.
      const stock = room().read('/etc/mail/sendmail.mc').replaceAll(', Addr=127.0.0.1', '');
      const smtps = "DAEMON_OPTIONS(`Family=inet, Name=MSPS-v4, Port=smtps, M=Eas')dnl";
      room().write('/etc/mail/stock.mc', stock.replace(/^MAILER_DEFINITIONS$/m, `${tlsOf(chain, key)}\n${smtps}`));
      // Its access map lets a client connect ten times a minute: the rate of checks is not what is asked here. The five
      // seconds before a greeting stay.
      room().shell(`
        sed -E '/^ClientRate:\\s/d' /etc/mail/access | makemap hash /etc/mail/access.db
        m4 /etc/mail/stock.mc > /etc/mail/sendmail.cf`);
      return startSendmail([25, 465, 587]);
    },
    connections: 3,
  });
  holdConfigurations(room, TABLE, bringUp);

  it('wrote no mail in all this', () => assert.equal(room().shell('find /var/spool/mqueue -type f'), ''));
});

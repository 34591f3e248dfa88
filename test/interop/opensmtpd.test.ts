// OpenSMTPD 6.8, without TLS and in settings that keep clients out. With TLS it answers every handshake with an internal error
// here, so that there is no row about it.
import { after, before, describe } from 'node:test';
import { type ConfigurationTable, holdConfigurations } from './support/configurations.ts';
import type { ServerProcess } from './support/sandbox.ts';
import { CLIENT_ADDRESS, HOST, PASSWORD, ServerRoot, USER } from './support/server-root.ts';

const opened = await ServerRoot.open('opensmtpd', 'openssl');
const isMissing = typeof opened === 'string' && opened;
const room = (): ServerRoot => opened as ServerRoot;

interface Settings {
  /** `listen` lines without "listen on" and the address, by port. */
  readonly listen: Readonly<Record<number, string>>;
  readonly filters?: string;
}

async function bringUp({ listen, filters = '' }: Settings): Promise<ServerProcess[]> {
  const listeners = Object.entries(listen).map(([port, words]) => `listen on 0.0.0.0 port ${port} ${words} hostname ${HOST}`);
  room().write(
    '/etc/row-smtpd.conf',
    `pki mail cert "/etc/mail-tls/rsa.pem"
pki mail key "/etc/mail-tls/rsa.key"
table users file:/etc/row-users
${filters}
${listeners.join('\n')}
action "local" maildir
match for local action "local"
`,
  );
  const smtpd = room().start('/usr/sbin/smtpd', '-d', '-f', '/etc/row-smtpd.conf');
  await room().untilListening(Object.keys(listen).map(Number), smtpd);
  return [smtpd];
}

const AUTH = 'pki mail auth <users>';
const ALL = { 25: 'tls pki mail', 465: `smtps ${AUTH}`, 587: `tls-require ${AUTH}` };
const filtered = (rule: string): Settings => ({
  filters: `filter gate phase connect match ${rule}`,
  listen: Object.fromEntries(Object.entries(ALL).map(([port, words]) => [port, `${words} filter gate`])),
});

const TABLE: ConfigurationTable<Settings> = {
  'no TLS': { settings: { listen: { 25: '', 587: '' } }, verdict: 'fail', first: 'starttls-not-offered', recommended: null },
  'a client kept out by its address': {
    settings: filtered(`src { ${CLIENT_ADDRESS} } disconnect "554 5.7.1 ${CLIENT_ADDRESS} is on our blocklist"`),
    verdict: 'fail',
    first: 'server-blocks-ip',
    recommended: null,
  },
  'a client kept out for its missing name': {
    settings: filtered('rdns disconnect "550 5.7.25 no reverse DNS for your address"'),
    verdict: 'fail',
    first: 'client-no-rdns',
    recommended: null,
  },
  'a client put off': {
    settings: filtered(`src { ${CLIENT_ADDRESS} } disconnect "421 4.7.0 try again later"`),
    verdict: 'fail',
    first: 'greeting-busy',
    recommended: null,
    absent: ['server-blocks-ip'],
  },
};

describe('OpenSMTPD', { skip: isMissing }, () => {
  before(() => {
    // Its process that keeps the keys knows RSA alone.
    room().writeCertificate('rsa');
    room().shell(`printf '%s %s\\n' ${USER} "$(openssl passwd -6 '${PASSWORD}')" > /etc/row-users`);
  });
  after(() => room().close());
  holdConfigurations(room, TABLE, bringUp);
});

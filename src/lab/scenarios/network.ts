// Faults of the network, the greeting and EHLO, beside the host that has none.
import { afterFirstBytes, close, hang, inTurn, later, reset } from '../actions.ts';
import { imapPorts, imaps, type LabScenario, mailHost, relay, submission } from '../scenario.ts';

export const NETWORK: readonly LabScenario[] = [
  // Nothing is wrong: the three SMTP ports of a well-kept host.
  {
    name: 'healthy',
    title: 'nothing: relay, submissions and submission all work',
    ports: () => mailHost(),
    check: { login: 'password' },
    expect: [],
  },
  // The port takes the connection and says nothing: a full worker pool, or a firewall that answers for a dead host.
  {
    name: 'silent-port',
    title: 'the submission port accepts connections and stays silent',
    ports: () => ({ submission: submission({ accept: hang }) }),
    check: { options: ['--greeting-timeout', '2s', '--command-timeout', '2s'] },
    expect: ['greeting-timeout'],
  },
  // RFC 5321 §3.1: 554 in place of the greeting.
  {
    name: 'refused-greeting',
    title: 'the server refuses service in its greeting',
    ports: () => mailHost({ greeting: '554 mail.lab.test No SMTP service here' }),
    expect: ['greeting-refused'],
  },
  // What Postfix says when its process limit is reached, and Exim above its load limit.
  {
    name: 'busy-greeting',
    title: 'the server is too busy to talk',
    ports: () => mailHost({ greeting: inTurn('421 4.3.2 All server ports are busy', close) }),
    expect: ['greeting-busy'],
  },
  // A DNS blocklist names the client; the address is the documentation one, as a home line would have its own.
  {
    name: 'blocked-address',
    title: 'the server refuses the address of the client, which stands on a blocklist',
    ports: () =>
      mailHost({
        greeting: inTurn('554 5.7.1 Service unavailable; Client host [192.0.2.77] blocked using zen.spamhaus.org', close),
      }),
    expect: ['server-blocks-ip'],
  },
  // Postfix anvil counts connections by client address; so does most of what stands before a provider.
  {
    name: 'rate-limited',
    title: 'too many connections from this client',
    ports: () => mailHost({ greeting: inTurn('421 4.7.0 mail.lab.test Error: too many connections from 192.0.2.77', close) }),
    expect: ['rate-limited'],
  },
  // One connection at a time for each client, over all ports: nothing is wrong with that, and a check must not say so.
  {
    name: 'few-connections',
    title: 'nothing: but only one connection at a time is taken',
    ports: () => mailHost({ limit: { connections: 1, per: 'host', refusal: '421 4.7.0 Too many concurrent connections' } }),
    expect: [],
    notes: ['rate-limited'],
  },
  // A deliberate delay (Postfix postscreen, Exim delay, sendmail greet_pause): senders of spam do not wait.
  {
    name: 'slow-greeting',
    title: 'the greeting comes after six seconds',
    ports: () => mailHost({ greeting: later(6000) }),
    expect: ['greeting-slow'],
    notes: ['greeting-slow'],
  },
  // Postfix smtpd_timeout, Exim smtp_receive_timeout: minutes in life, two seconds here.
  {
    name: 'idle-timeout',
    title: 'the server ends a connection that is idle for two seconds',
    ports: () => mailHost({ idle: { afterMs: 2000, step: '421 4.4.2 mail.lab.test Error: timeout exceeded' } }),
    check: { options: ['--hold', '2s'] },
    expect: [],
    notes: ['idle-timeout'],
  },
  // A NAT forgets a connection that is idle, and whatever is said over it afterwards is lost.
  {
    name: 'idle-dropped',
    title: 'an idle connection is forgotten on the way after two seconds, and nobody is told',
    ports: () => mailHost({ idle: { afterMs: 2000, isForgotten: true } }),
    check: { options: ['--hold', '2s', '--command-timeout', '1s'] },
    expect: ['idle-dropped-silently'],
  },
  // Postfix smtpd_client_connection_count_limit.
  {
    name: 'connection-limit',
    title: 'the server takes seven connections at once from one client',
    ports: () =>
      mailHost({
        limit: {
          connections: 7,
          per: 'host',
          refusal: '421 4.7.0 mail.lab.test Error: too many connections from 192.0.2.77',
        },
      }),
    check: { options: ['--pool', '20'] },
    expect: ['connection-limit'],
  },
  // Postfix smtpd_client_connection_rate_limit, which has the same words for it.
  {
    name: 'connection-rate',
    title: 'the server takes ten connections in a minute from one client',
    ports: () =>
      mailHost({
        rate: {
          connections: 10,
          withinMs: 60_000,
          refusal: '421 4.7.0 mail.lab.test Error: too many connections from 192.0.2.77',
        },
      }),
    check: { options: ['--pool', '20'] },
    expect: ['connection-limit'],
  },
  // The connection is reset at the first command: what a stateful firewall does to sessions that it does not like.
  {
    name: 'reset-after-greeting',
    title: 'the connection is reset after the greeting',
    ports: () => mailHost({ on: { EHLO: reset } }),
    expect: ['tcp-reset'],
  },
  // FIN without a word at the first command.
  {
    name: 'closed-at-ehlo',
    title: 'the server hangs up at EHLO without a reply',
    ports: () => mailHost({ on: { EHLO: close } }),
    expect: ['connection-closed'],
  },
  // Cisco ASA and PIX (`inspect esmtp`) overwrite the greeting and the keywords that they do not know, STARTTLS among them.
  {
    name: 'masked-by-firewall',
    title: 'a firewall on the way masks the greeting and STARTTLS',
    ports: () => ({
      submission: submission({
        greeting: '220 **********************************0*2',
        keywords: { plaintext: ['mail.lab.test', 'PIPELINING', 'SIZE 52428800', 'XXXXXXXA', '8BITMIME'] },
      }),
    }),
    expect: ['middlebox-masking', 'starttls-stripped'],
  },
  // A web server where the mail server is looked for: a port forwarded to the wrong place.
  {
    name: 'http-on-port',
    title: 'a web server answers on the mail port',
    ports: () => ({
      submission: submission({
        accept: afterFirstBytes(inTurn('HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nConnection: close\r\n', close)),
      }),
      relay: relay({ greeting: inTurn('HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nConnection: close\r\n', close) }),
    }),
    check: { options: ['--greeting-timeout', '3s'] },
    expect: ['not-smtp'],
  },
  // IMAP where SMTP is looked for: the ports of incoming and outgoing mail were swapped.
  {
    name: 'imap-on-port',
    title: 'an IMAP server answers on the SMTP port',
    ports: () => ({ submission: imapPorts(), submissions: imaps() }),
    expect: ['not-smtp'],
  },
  // RFC 821 only: an old appliance, or a filter that lets no extension through.
  {
    name: 'helo-only',
    title: 'the server knows HELO, not EHLO',
    ports: () => ({ relay: relay({ on: { EHLO: '502 5.5.1 Command not implemented' } }) }),
    expect: ['esmtp-unsupported'],
  },
  // Postfix with reject_non_fqdn_helo_hostname.
  {
    name: 'ehlo-name-rejected',
    title: 'the server refuses the name that the client gives in EHLO',
    ports: () =>
      mailHost({
        on: {
          EHLO: '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname',
          HELO: '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname',
        },
      }),
    expect: ['ehlo-name-rejected'],
  },
  // Postfix with reject_unknown_client_hostname; Gmail and others ask for the same on port 25.
  {
    name: 'no-reverse-dns',
    title: 'the server refuses a client address without reverse DNS',
    ports: () =>
      mailHost({ greeting: inTurn('550 5.7.25 Client host rejected: cannot find your reverse hostname, [192.0.2.77]', close) }),
    expect: ['client-no-rdns'],
  },
  // Postfix says so when its own tables cannot be read.
  {
    name: 'server-misconfigured',
    title: 'the server reports a fault in its own configuration',
    ports: () => mailHost({ greeting: inTurn('421 4.3.5 Server configuration error', close) }),
    expect: ['server-fault'],
  },
];

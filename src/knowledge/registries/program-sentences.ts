// What programs that send or fetch mail say where they ask no server, or do not show its reply: fetchmail, isync, gomail and
// go-mail, Alertmanager and Grafana, Dart's mailer, Frappe, OTRS, devices, Zabbix. Knows no text but its own.
import { certain, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const from = (source: string, entries: readonly RegistryEntry[]): readonly RegistryEntry[] =>
  entries.map((entry) => ({ ...entry, source }));

const OWN_FAULT = 'It is a fault of the program or of how it was built: the server was not asked.';

const FETCHMAIL = from('fetchmail fetchmail.c, fetchmail.h, driver.c, socket.c, pop3.c, imap.c', [
  likely('dns-name-not-found', 'Query status=11 (DNS)'),
  likely('mailbox-in-use', 'Lock busy on server'),
  undecided('What fetchmail was told could not be read: its own options or its file.', 'Query status=5 (SYNTAX)'),
  // PS_IOERR: `bad permissions on rc file`, in older releases `local folder I/O woes`.
  undecided(
    'Its own files are at fault: its run control file, its list of messages, or the folder that it delivers to. The server was not.',
    'Query status=6 (IOERR)',
  ),
  undecided('It stopped at the number of messages that it was told to fetch: no fault.', 'Query status=13 (MAXFETCH)'),
  likely('starttls-rejected', 'opportunistic upgrade to TLS failed'),
  likely('auth-no-common-mechanism', 'capability not supported by server'),
  undecided(OWN_FAULT, 'capability not compiled into fetchmail'),
  certain('cert-name-mismatch', 'Server CommonName mismatch'),
  undecided(
    'It had no name to compare the certificate with, which is a matter of its call and its settings: the certificate may be right.',
    'Server name not set, could not verify certificate',
  ),
  likely('cert-missing-intermediate', 'Broken certification chain at', [
    "This could mean that the server did not provide the intermediate CA's certificate(s)",
  ]),
  likely('cert-untrusted-root', 'Missing trust anchor certificate', [
    "This could mean that the root CA's signing certificate is not in the trusted CA certificate location",
  ]),
]);

/** A name in EHLO that is not the client's: no certificate's. */
const POLICYD = from('policyd-weight, postfwd', [likely('ehlo-name-rejected', 'helo/hostname mismatch')]);

/** A reply; clients show it without its `-ERR`. */
const QPOPPER = from('qpopper popper/pop_dropcopy.c', [likely('mailbox-in-use', 'lock busy! Is another session active?')]);

const ISYNC = from('isync src/drv_imap.c', [
  undecided('A warning: it goes on and logs in without encryption. Nothing was refused.', 'Password is being sent in the clear'),
  // A refused token is answered by a challenge (XOAUTH2, RFC 7628 §3.2.3), which isync's SASL library does not expect.
  likely('auth-token-invalid', 'IMAP wants more steps despite successful SASL authentication'),
  undecided(
    'A plug-in of the SASL library asks for what isync does not give it (on macOS, or another cyrus-sasl-xoauth2): the server was not asked.',
    'SASL(-1): generic failure: Unable to find a callback',
  ),
]);

const GO_MAILERS = from('go-gomail/gomail auth.go; prometheus/alertmanager notify/email/email.go; wneessen/go-mail auth.go', [
  certain('auth-encryption-required', 'gomail: unencrypted connection'),
  certain('auth-no-common-mechanism', 'unknown auth mechanism:'),
  certain('starttls-not-offered', 'does not advertise the STARTTLS extension'),
  undecided('The program has no password for this mechanism.', 'missing password for LOGIN auth mechanism', [
    'missing password for PLAIN auth mechanism',
    'missing secret for CRAM-MD5 auth mechanism',
  ]),
  likely('auth-protocol-error', 'unexpected server challenge', ['unexpected server response: username']),
  certain('auth-no-common-mechanism', 'SMTP Auth autodiscover was not able to detect a supported authentication mechanism'),
]);

const DART = from('kaisellgren/mailer lib/src/smtp/smtp_client.dart, connection.dart; the last is of dart:io', [
  likely('auth-rejected', 'Incorrect username / password / credentials', ['Authentication Failed (code: 535)']),
  likely('starttls-not-offered', 'Connection is not secure. If you think this is okay'),
  likely('connection-closed', 'Socket was closed even though a response was expected'),
  likely('greeting-timeout', 'Timed out while waiting for greeting'),
  likely('dns-name-not-found', 'Failed host lookup'),
]);

const FRAPPE = from('frappe/frappe frappe/email/smtp.py, receive.py', [
  {
    ...undecided(
      'Frappe (ERPNext) got no connection to the server: name, port, firewall and TLS in question.',
      'Invalid Outgoing Mail Server or Port',
      ['Invalid Mail Server. Please rectify and try again'],
    ),
    title: 'The program got no usable connection to the server',
    atLeast: 'host-unreachable',
  },
]);

const OTRS = from('OTRS/otrs Kernel/System/MailAccount/IMAP.pm, POP3.pm; Kernel/System/Email/SMTP.pm', [
  {
    ...undecided('OTRS got no connection to the server: name, port, firewall and TLS in question.', "POP3: Can't connect to", [
      "IMAP: Can't connect to",
      "POP3S: Can't connect to",
      "IMAPS: Can't connect to",
      "IMAPTLS: Can't connect to",
      "Office365: Can't connect to",
    ]),
    title: 'The program got no usable connection to the server',
    atLeast: 'host-unreachable',
  },
]);

const HOME_ASSISTANT = from('home-assistant/core homeassistant/components/smtp/notify.py, imap/coordinator.py', [
  likely('auth-rejected', 'Login not possible. Please check your setting and/or your credentials'),
  likely('auth-rejected', 'Username or password incorrect, starting reauthentication'),
  {
    ...undecided(
      'Home Assistant got no connection to the server: name, port and firewall in question. The exception below it says which.',
      'SMTP server not found or refused connection',
    ),
    title: 'The program got no usable connection to the server',
    atLeast: 'host-unreachable',
  },
  likely('connection-closed', 'Lost connection to imap server', ['SMTPServerDisconnected sending mail: retrying connection']),
]);

/** What devices and the forms of their web pages say, without a code; makers' help pages have the same sentences. */
const DEVICES = from("printers' and storages' pages: Ricoh, Sharp, HP, Synology, QNAP", [
  likely('auth-rejected', 'Authentication with the destination has failed', [
    'Please check your SMTP server authentication settings',
  ]),
  {
    ...undecided(
      'The device got no connection to the mail server: name, port, firewall and TLS in question.',
      'Cannot connect with the mail server',
      [
        'Failed to connect to the SMTP server',
        'Could not connect to the SMTP server',
        'Unable to connect to the SMTP server',
        'Cannot connect to the SMTP server',
        'Cannot connect to the mail server',
        'SMTP server is not responding',
        'SMTP server not responding',
      ],
    ),
    title: 'The device got no usable connection to the server',
    atLeast: 'host-unreachable',
  },
]);

const ZABBIX = from('zabbix/zabbix src/libs/zbxmedia/email.c', [
  undecided(OWN_FAULT, 'Support for SMTP authentication was not compiled in'),
]);

export const PROGRAM_SENTENCES: Registry = {
  name: 'Sentences of programs that send or fetch mail',
  source: 'the source of each program, named with its entries',
  speaker: 'client',
  entries: [
    ...FETCHMAIL,
    ...QPOPPER,
    ...POLICYD,
    ...ISYNC,
    ...GO_MAILERS,
    ...DART,
    ...FRAPPE,
    ...OTRS,
    ...HOME_ASSISTANT,
    ...DEVICES,
    ...ZABBIX,
  ],
};

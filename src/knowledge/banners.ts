// What else may answer on a mail port, and whose software a greeting betrays. Looks at text, never at a socket.
// The protocols' own greetings are recognised so that an IMAP server on a POP3 port is told by its name.

export interface ForeignBanner {
  readonly protocol: string;
  readonly product?: string;
}

const BANNERS: readonly (readonly [RegExp, string])[] = [
  [/^<\?xml.{0,60}stream|<stream:stream|jabber:(?:client|server)/i, 'XMPP'],
  [/^HTTP\/\d|^<(?:!doctype|html|head|\?xml)|^(?:GET|POST|CONNECT) \S{1,200} HTTP\//i, 'HTTP'],
  [/^SSH-\d/, 'SSH'],
  [/^\* (?:OK|PREAUTH|BYE)\b.{0,200}(?:imap|capability|dovecot|courier|cyrus|ready|server)/i, 'IMAP'],
  [/^\* (?:OK|PREAUTH|BYE)\b/i, 'IMAP'],
  // Redis takes a line of whatever protocol for a command, and quotes it; so no POP3 server speaks.
  [/^-(?:NOAUTH|DENIED)\b|^-ERR unknown command ?['"`‘]|redis/i, 'Redis'],
  [/^(?:\+OK|-ERR)\b/i, 'POP3'],
  [/^220[ -].{0,400}(?:\bftp|vsftpd|proftpd|pure-?ftpd|filezilla|serv-u|wu-)/i, 'FTP'],
  [/^20[01] .{0,200}(?:nntp|news|inn\b)/i, 'NNTP'],
  [/^LHLO|^2\d\d[ -].{0,120}\bLMTP\b/i, 'LMTP'],
  [/^(?:220|554|421|521|450)[ -]/, 'SMTP'],
  [/^RFB \d{3}\.\d{3}/, 'VNC'],
  [/^AMQP/, 'AMQP'],
  [/^(?:CLIENT_)?ERROR(?: |$)/, 'memcached'],
  [
    // The first packet: three bytes of length, its number, the version of the protocol (0x0a, or 0xff for a refusal).
    /^.{1,12}\\x00(?:\\x00){1,2}(?:\\x0a|\\xff|\u00ff)|mysql_native_password|caching_sha2_password|\bMariaDB\b|is not allowed to connect to this (?:MySQL|MariaDB) server/i,
    'MySQL',
  ],
  [/^(?:\\x03\\x00\\x00)|mstshash/i, 'RDP'],
  [/^(?:\u00ff[\u00fb-\u00fe]|\\xff\\xf[b-e])/i, 'Telnet'],
  [/^(?:\r?\n)?(?:.{0,80}\blogin: ?$|user access verification)/i, 'Telnet'],
  [/^:\S{1,100} (?:NOTICE|020|001) |^NOTICE AUTH|^ERROR :Closing Link/i, 'IRC'],
  [/^"?(?:IMPLEMENTATION|SIEVE)"? /i, 'ManageSieve'],
  [/^(?:\\x15\\x03|\u0015\u0003|\\x16\\x03|\u0016\u0003)/, 'TLS'],
  [/^@RSYNCD:/, 'rsync'],
  [/^\{"(?:error|message|status)"/i, 'HTTP'],
];

const HTTP_SERVER = /server: ?([^\r\n\\]{1,60})/i;
const PRODUCTS: readonly (readonly [RegExp, string])[] = [
  [/OpenSSH[_ ][\w.]{1,20}/, ''],
  [/dropbear[_ ]?[\w.]{0,20}/i, ''],
  [/vsftpd[ \d.]{0,12}/i, ''],
  [/proftpd[ \d.]{0,12}/i, ''],
  [/pure-?ftpd/i, ''],
  [/filezilla server[ \d.]{0,12}/i, ''],
  [/microsoft ftp service/i, ''],
  [/nginx(?:\/[\d.]{1,12})?/i, ''],
  [/apache(?:\/[\d.]{1,12})?/i, ''],
];

/**
 * Another service's greeting: its protocol, and its product where it says so. A mail protocol's own greeting is
 * named too (SMTP, IMAP, POP3): what is foreign depends on what was asked. `firstLine`: visible text or raw.
 */
export function foreignBanner(firstLine: string): ForeignBanner | null {
  const line = firstLine.slice(0, 600).trimStart();
  const protocol = BANNERS.find(([pattern]) => pattern.test(line))?.[1];
  if (protocol === undefined) return null;
  const mail = protocol === 'SMTP' || protocol === 'IMAP' || protocol === 'POP3';
  const product =
    (mail ? serverSoftware(line) : null) ??
    PRODUCTS.map(([pattern]) => pattern.exec(line)?.[0])
      .find((found) => found !== undefined)
      ?.trim() ??
    (protocol === 'HTTP' ? HTTP_SERVER.exec(line)?.[1]?.trim() : undefined);
  return product === undefined ? { protocol } : { protocol, product };
}

const SOFTWARE: readonly (readonly [RegExp, string])[] = [
  [
    /microsoft esmtp mail service|x-anonymoustls|x-exps|xexch50|xshadow|microsoft exchange|exchange (?:imap4|pop3)/i,
    'Microsoft Exchange',
  ],
  [/gsmtp|gimap|gpop/i, 'Google'],
  [/nemesis/i, 'Nemesis (United Internet)'],
  // nginx' mail proxy has these and no name; its SMTP greeting is anybody's.
  [/^\* OK IMAP4 ready$|^\+OK POP3 ready(?: <|$)/i, 'nginx'],
  [/postfix|xforward|xclient/i, 'Postfix'],
  [/\bexim\b/i, 'Exim'],
  [/dovecot/i, 'Dovecot'],
  [/sendmail/i, 'Sendmail'],
  [/haraka/i, 'Haraka'],
  [/opensmtpd/i, 'OpenSMTPD'],
  [/stalwart/i, 'Stalwart'],
  [/\bmox\b/i, 'mox'],
  [/maddy/i, 'maddy'],
  [/chasquid/i, 'chasquid'],
  [/hmailserver/i, 'hMailServer'],
  [/courier/i, 'Courier'],
  [/cyrus/i, 'Cyrus'],
  [/qmail|qpsmtpd/i, 'qmail'],
  [/apache james|james (?:smtp|imap|pop3?)/i, 'Apache James'],
  [/zimbra/i, 'Zimbra'],
  [/mdaemon/i, 'MDaemon'],
  [/kerio/i, 'Kerio Connect'],
  [/lotus domino|ibm domino|hcl domino|domino/i, 'HCL Domino'],
  [/smartermail/i, 'SmarterMail'],
  [/mailenable/i, 'MailEnable'],
  [/icewarp|merak/i, 'IceWarp'],
  [/axigen/i, 'Axigen'],
  [/communigate/i, 'CommuniGate Pro'],
  [/groupwise/i, 'GroupWise'],
  [/powermta/i, 'PowerMTA'],
  [/momentum|ecelerity|msys/i, 'Momentum (SparkPost)'],
  [/proofpoint|pphosted/i, 'Proofpoint'],
  [/barracuda/i, 'Barracuda'],
  [/mimecast/i, 'Mimecast'],
  [/ironport/i, 'Cisco Secure Email'],
  [/fortimail/i, 'FortiMail'],
  [/mailpit|mailhog|mailslurper|papercut|greenmail|smtp4dev/i, 'a test server'],
  [/perdition/i, 'Perdition'],
  [/coremail/i, 'Coremail'],
  [/uw ?imap|imap4rev1 20\d\d\./i, 'UW IMAP'],
];

/** The server's software, by its greeting, ID answer or capability list; null where nothing tells. */
export function serverSoftware(greetingOrCapabilities: string | readonly string[]): string | null {
  const text = (typeof greetingOrCapabilities === 'string' ? greetingOrCapabilities : greetingOrCapabilities.join('\n')).slice(
    0,
    4000,
  );
  return SOFTWARE.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

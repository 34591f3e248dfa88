// Texts that speak of another service: a database, a web server, a registry of packages. What is refused or timed out there is
// no fault of mail. Knows names and ports, no meanings.

import { letterFrame } from './letters.ts';

const OF_MAIL =
  /\b(?:e?smtps?|imaps?4?|pop3s?|lmtp|starttls|stls|e-?mails?|mail(?:er|ers|box|boxes|server|kit|gun|jet|chimp|trap|pit|hog|cow|er\w{0,20})?|\w{0,20}mailer|mx|ehlo|helo|rcpt|sendmail|postfix|exim4?|dovecot|nodemailer|phpmailer|swiftmailer|smtplib|imaplib|poplib|\w{0,12}smtp\w{0,12}|xoauth2|oauthbearer|recipients?|sendgrid|postmark|(?:office365|gmail|outlook|googlemail|yahoo|icloud)\b|5\.\d\.\d{1,3}|4\.\d\.\d{1,3})\b|(?::|port["']?:? ?(?:=> ?)?|, )(?:25|465|587|2525|1025|143|993|1143|110|995)\b|mail\.|\bsmtp|smtp\b|imap|邮件|郵件|メール|메일|почт|Mail/i;

const OF_ANOTHER =
  /\b(?:postgres(?:ql)?|psycopg2?|mysqli?|mariadb|sqlstate|mongo(?:db|ose)?|redis|memcached?|kafka|rabbitmq|amqp|elasticsearch|opensearch|cassandra|sqlite|oracle|jdbc|docker|containerd|kubernetes|kubectl|k8s|helm|npm|yarn|pypi|pip|composer|maven|gradle|cargo|github|gitlab|bitbucket|git|ssh|publickey|sftp|ftp|rsync|ldap|vault|consul|etcd|nginx|apache|haproxy|cors|xmlhttprequest|fetch api|fetch failed|axios|websocket|wss?|grpc|graphql|s3|ecr|stripe|webhook|discord|telegram|slack|mqtt|rdp|vnc|minecraft|steam|vpn|openvpn|wireguard|fail2ban|sshd|kex_exchange_identification|ssh_exchange_identification|smbclient|samba|cifs|nt_status_\w{3,60}|netty|airflow|game center|playstation|xbox|nintendo|remotedisconnected|remote end closed connection without response|certbot|selenium|chromedriver|puppeteer|urllib3|aiohttp|httpx|okhttp3?|https?connectionpool|openai|chatgpt|anthropic|langchain|hugging ?face|rate_?limit_?error)\b|max retries exceeded with url|failed to initialize logging driver|cannot start service \w|\bhttp[/.]client\b|\bhttps?:\/\/|\bhttp(?: error|\/\d| \d{3})|\b(?:404|405|413|429) |internal server error|too many requests|bad gateway|er_[a-z_]{3,40}_error|using password: (?:yes|no)|(?:(?<!\d\d):(?!\d\d:)|port["']?:? ?(?:=> ?)?|, )(?:5432|3306|6379|27017|11211|5672|9092|9200|1433|1521|2181|8080|8443|3000|443|80|22|21)\b/i;

/** A longer text is a log, and not judged as a whole: a mark of mail may stand anywhere in it. */
const MAX_MESSAGE = 20_000;

const SURELY_OF_MAIL =
  /\b(?:dmarc|dkim) (?:polic|verif|evaluat|check|fail|sign)|\b(?:by|to|pass|passes|fails|failed) (?:dmarc|dkim)\b|\bdis[ck] quota exceeded|unsolicited (?:e-?)?mail|smtp|imap|\bsasl\b|\bxoauth2\b|\boauthbearer\b|\bpop access\b|\(failure\)|authentication function|unencrypted connection|insecure server advertised|mail (?:sender|recipient|message) rejection|\bpop3|\bpop (?:server|account|mailbox)|\blmtp\b|starttls|\bmail ?(?:server|box|host|account|relay|client|program)|mailserver|mail_max_userip|\brcpt to\b|\bport\W{0,4}(?:25|465|587|993|995|143|110)\b|[:,] ?(?:465|587|993|995|143|110)\)|:(?:465|587|993|995|143|110)\b(?![:.]\d)|\brbl\b|dnsbl|real ?-?time black ?-?list|\buser\+ip\b|(?:fetch|read|check|download|pull)(?:ing)? (?:\w{1,12} )?(?:e-?mails?|mail)\b|\boutgoing|\bincoming|\be-?mail (?:server|account)|\bmailer\b|sendmail|postfix|exim|dovecot|nodemailer|phpmailer|thunderbird|outlook|gmail|office ?365|\bexchange\b|\bmx\b|relay|simultaneous connections|sending (?:limit|quota)|(?:sender|recipient) address rejected|(?:client host|helo command) rejected|e-?mails? (?:address is not verified|failed|sending|delivery|error|could not|was not|not sent|cannot)|send(?:ing)? (?:of )?(?:the |an? |your |this )?(?:test )?(?:e-?mail|mail)|postfach|boite mail|buzon|邮箱|メールサーバ|送受信|サーバーへのログイン|почтов/i;

/** Stronger than the word "mail", which every shop and forum has: words of its servers, protocols and programs. */
export const isSurelyOfMail = (text: string): boolean => text.length > MAX_MESSAGE || SURELY_OF_MAIL.test(text);

/**
 * Words that no mail server has, though the text may have the word "mail": FTP's wish for a password (RFC 959: 331) and its refusal,
 * a broker's, OpenVPN's own.
 */
const OF_THESE_ALONE =
  /\b(?:unbound|named|dnsmasq|pdns_recursor|kresd)\[\d{1,8}(?::\d)?\]:? |\bpostgreserror\b|\b331[ -](?:user|password|please|username|anonymous|enter|send)|\bftp(?:error|context|_login)\b|^ftp> |\b229 entering extended passive|\b227 entering passive mode|\b150 opening (?:binary|ascii) mode|530 login (?:authentication failed|incorrect)|\bconnack\b|\bmosquitto\b|\bpika\.|access_refused - login was refused|tls key negotiation failed to occur|udp(?:v[46])? link (?:local|remote)|packet hmac authentication failed/im;

const OF_A_MAIL_PROTOCOL = /\b(?:e?smtps?|imaps?|pop3s?|lmtp|starttls|stls)\b|mail ?(?:server|box)|mailer/i;

/** Whether another service speaks, with codes as a mail server's may be. */
export const isInWordsOfAnotherService = (text: string): boolean =>
  text.length <= MAX_MESSAGE && OF_THESE_ALONE.test(text) && !OF_A_MAIL_PROTOCOL.test(text);

/** Whether the text names another service, and nothing of mail. */
export function isOfAnotherService(text: string): boolean {
  return text.length <= MAX_MESSAGE && OF_ANOTHER.test(text) && !OF_MAIL.test(text.replaceAll('***', ''));
}

/** Lines from which on a text is a log or a listing, and no message that a program of mail might have shown alone. */
const LINES_OF_A_LISTING = 4;

/** Whether nothing in several lines is of mail: a general word among them ("lost connection", "viruses") names no fault. */
export const isListingWithoutMail = (text: string): boolean =>
  text.length <= MAX_MESSAGE && !OF_MAIL.test(text) && !isSurelyOfMail(text) && isListing(text);

function isListing(text: string): boolean {
  const lines = text.split('\n');
  const frame = letterFrame(lines);
  return lines.filter((line, at) => line.trim() !== '' && !frame.has(at)).length >= LINES_OF_A_LISTING;
}

/** A data base by its own words, a registry of packages, a page that was fetched. */
const ABOUT_ANOTHER =
  /^(?:.{0,80} )?(?:sshd|cron|named|mysqld?|mariadbd|sudo|ntpd|chronyd|nginx|apache2|httpd|php-fpm[\d.]{0,4}|slapd|smbd|nmbd|vsftpd|proftpd|pure-ftpd|openvpn)(?:-session)?(?:\[\d{1,9}\])?: |\bmysql\d? server\b|connection to (?:the )?(?:mysql\d? |postgres\w{0,4} )?database|sqlstate ?\[|\ber_[a-z_]{3,40}_error\b|using password: (?:yes|no)|psycopg|\bmysqli?_|mongoose|redis(?:error|connection|:\/\/)|\bport=443\b|\bhttpsconnectionpool\b|\bfailed to scan: |\bclamd?\b.{0,60}(?:socket|connect)|\bredis (?:backend|cache|server|connection)\b|\b(?:etimedout|econnrefused|econnreset|ehostunreach|enetunreach|dial tcp) \S{1,200}:(?:443|80)\b|while reading response header from upstream|\brequest: "(?:GET|POST|PUT) |registry\.npmjs|pypi\.org|packagist\.org|(?:fetch|request to|get|post|put|download|url) {1,3}["'(]?https?:\/\/(?!(?:email\.[\w-]{1,30}\.amazonaws|api\.mailgun|api\.sendgrid|api\.postmarkapp)\b|\S{0,200}(?:oauth|token|\/auth\/|login\.microsoft|accounts\.google))|(?:\d|[a-z]|\]):(?:5432|3306|6379|27017|11211|5672|9092|9200|1433|1521|2181)\b|\bport["']?:? ?(?:5432|3306|6379|27017|11211|5672|9092|9200|1433|1521)\b|\bapi\.(?!(?:eu\.)?(?:mailgun|sendgrid|postmarkapp|mailjet|sparkpost|brevo|sendinblue|mandrillapp|resend|elasticemail|smtp2go|mailersend|mailtrap)\b)[\w-]{1,60}\.(?:com|net|org|io)\b/i;

/** Whether one sentence in a text of mail is about another service, by its port or its own words. */
export const isAboutAnotherService = (sentence: string): boolean => ABOUT_ANOTHER.test(sentence);

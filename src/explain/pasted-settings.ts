// What a pasted program, its settings or the object that it prints tell beside its sentences: an option is no failure, a port
// may contradict the mode that is set for it, and a property names the command. Knows no meanings.
import { namesExchangeSwitch } from '../knowledge/registries/exchange-switches.ts';

/** Settings or a call of a library: port 465, 993 or 995 (RFC 8314 §3) together with STARTTLS, or with TLS switched off. */
const MODE_MISMATCH =
  /\b(?:465|993|995)\b.{0,80}\b(?:SecureSocketOptions\.(?:StartTls|None)|secure: ?false|starttls["']?[:=,) ]{1,3}(?:true|1|yes)|encryption["']?[:= >]{1,5}["']?(?:tls|starttls))|(?:SecureSocketOptions\.(?:StartTls|None)|secure: ?false|starttls["']? ?[:=,] ?(?:true|1|yes)|EnableSsl ?= ?true).{0,80}\b(?:465|993|995)\b|\bport = (?:465|993|995)\b.{0,1500}\btls_starttls = on\b/i;
export const isModeMismatched = (text: string): boolean => MODE_MISMATCH.test(text);

/** nodemailer: `command: 'AUTH PLAIN'`, in the lines of the same error. */
const COMMAND_PROPERTY = /["']?\bcommand["']?: ?["'](AUTH|MAIL FROM|RCPT TO|DATA|EHLO|HELO|STARTTLS)\b/;
/** The command that an error's property names; empty: none. */
export const commandProperty = (text: string): string => COMMAND_PROPERTY.exec(text)?.[1] ?? '';

/** `tls: true,` of a pasted program: an option, and what it is set to. */
const OPTION =
  /^\s{0,40}(?:set |[-*;] {0,2};?)?["']?(?!.{0,40}(?:err|code|status|message|response|reason|result|refused|exception|fail))[\w.-]{2,40}["']?\s{0,3}(?::|=>?)\s{0,3}(?:true|false|null|None|True|False|\d{1,7}(?:\.\d{1,4})?[smhd]?|[\w.]{1,40}|["'][^"']{0,80}["']|\{[^{}()]{0,200}\})\s{0,3}(?:[,;]|$)\s{0,3}(?:(?:\/\/|#|--).{0,200})?$/i;
/** A TLS setting of a server or client, whatever versions and ciphers it names: Postfix, Dovecot, Exim, nginx, HAProxy, msmtp. */
const TLS_SETTING =
  /^\s{0,40}(?:[-#>$%*]{0,3} ?(?:(?:doveconf|postconf|doveadm config)[: ](?: ?-\w{1,3})?)? ?)(?:\w{1,20}[_ .])?(?:tls|ssl|openssl)[_-](?:\w{1,30}[_-]){0,3}(?:protocols?|min|max|ciphers?\w{0,6}|ciphersuites|cipher_?list|level|cert\w{0,16}|key\w{0,8}|file|path|ca\w{0,8}|verify\w{0,16}|prefer\w{0,20}|dh\w{0,12}|options?|curves?|groups?|hosts|loglevel|only|cache\w{0,20}|timeout|tickets?|version|minimum|maximum|conf\w{0,10}|policy\w{0,6})(?: ?[:=] ?| {1,20}|$)[^|]{0,500}$|^\s{0,40}(?:MinProtocol|MaxProtocol|CipherString|Ciphersuites|Options)\s{0,3}=/i;
/** A value that is no setting: it tells of trouble. */
const TROUBLE =
  /[Ff]ail|[Dd]enied|[Rr]efused|[Rr]eject|[Tt]imed|[Ii]nvalid|[Ee]xpired|[Cc]losed|[Uu]nreach|[Dd]isconn|[Ll]ost|[Uu]nknown|[Uu]nauth|[Uu]nable|\bE[A-Z]{4,}|[A-Z]{4,}_[A-Z]|\b(?:does|did|is|was) not [a-z]|\bEOF\b|\b[45]\d\d[ -]|\b[45]\.\d\.\d/;
/** `* fix the timeout of SMTP` in a list of changes. */
const CHANGE =
  /^\s{0,8}[-*•+] (?:\[?\w{1,20}\]?:? )?(?:add|fix|handle|support|improve|remove|update|allow|use|make|bump|change|refactor|implement)(?:e?s|ed|ing)?\b/i;
/** `fix(mailer): retry after 421`: how a change is told in a repository's history; with its id before it. */
const COMMIT =
  /^\s{0,8}(?:[-*] |[\da-f]{7,40} )?(?:(?:feat|fix|chore|docs|test|tests|refactor|perf|build|ci|style|revert)(?:\([\w./, -]{1,40}\))?!?: |Merge (?:pull request|branch|remote-tracking) )/;
/** An option in the page of `--help`, apart from what it does; how a command is used. */
const HELP =
  /^\s{0,16}(?:-\w(?:,? |\b)\s{0,3})?--?[A-Za-z][\w-]{1,30}(?:[ =][[<]?[\w|.:-]{1,30}[\]>]?)?\s{2,40}[A-Za-z(]|^\s{0,8}usage: \S{1,60} .{0,300}[[<-]/i;
/** An expression by which a log is searched: fail2ban's, logwatch's. */
const EXPRESSION = /^\s{0,12}(?:fail|ignore|pre|date|journal)?(?:regex|pattern|match)\s{0,3}=|^\s{0,12}\^?%\(__\w{1,40}\)s/;
/** `# Set to true if your server uses a self-signed certificate`: said to whoever edits the file. */
const COMMENT = /^\s{0,40}(?:#{1,2}|\/\/|;{1,2}|--|<!--) {0,3}[\p{L}"'(]/u;
const TOLD_OF_TROUBLE = /error|exception|warn|fatal|\bnot\b|cannot|can't|could|[:=] ?$/i;
/** A line that tells of no failure, whatever words it has. */
export const isOption = (line: string): boolean =>
  ((OPTION.test(line) || TLS_SETTING.test(line)) && !TROUBLE.test(line) && !namesExchangeSwitch(line)) ||
  CHANGE.test(line) ||
  COMMIT.test(line) ||
  HELP.test(line) ||
  EXPRESSION.test(line) ||
  (COMMENT.test(line) && !TROUBLE.test(line) && !TOLD_OF_TROUBLE.test(line));

/** A statement, a brace, a setting, a record of a zone (RFC 1035 §5): a line of a program or of its configuration. */
const OF_A_PROGRAM =
  /^\S{0,255}\s{1,40}(?:\d{1,10}\s{1,20})?IN\s{1,20}(?:SOA|NS|MX|AAAA?|A|TXT|CNAME|SRV|CAA|PTR|TLSA)\s|^;|[;{}]\s{0,8}$|^\s{0,40}<!--.{0,400}-->\s{0,8}$|^\s{0,40}<\/?[\w:-]{1,60}>\s{0,8}$|^\s{0,40}<([\w:-]{1,60})>[^<]{0,80}<\/\1>\s{0,8}$|^\s{0,40}(?:- )?["']?[\w.-]{1,60}["']?\s{0,3}[:=]\s{0,3}\S{0,200}\s{0,8}$|^\s{0,40}(?:import|from|const|let|var|def|class|return|#|\/\/|- )/;
/** `Incoming Mail (IMAP) Server - Requires SSL`, `Port: 993`: what a page for its users has. */
const ADVISED =
  /^\s{0,8}(?:(?:incoming|outgoing|smtp|imap|pop3?)\b|requires? (?:ssl|tls|auth)|use (?:ssl|tls|same)|(?:port|server|host|user ?name|encryption|security|authentication) ?:)[^.!]{0,80}$/i;
/** Most of the lines are such: what a word in it would mean in a message, it does not mean here. */
export function isProgram(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  if (lines.length === 1) return isOption(lines[0] ?? '');
  return (
    lines.filter((line) => OF_A_PROGRAM.test(line) || isOption(line) || (ADVISED.test(line) && !TROUBLE.test(line))).length * 2 >
    lines.length
  );
}

const HERE_DOCUMENT = /<<[-~]? ?\\?['"]?EOF\b['"]?/;
/** A shell's here-document bears its end mark, which is no end of a connection. */
export const withoutHereDocumentMarks = (text: string): string =>
  HERE_DOCUMENT.test(text) || /\S\n[ \t]{0,40}EOF[ \t]{0,40}(?:\n|$)/.test(text)
    ? text.replace(new RegExp(HERE_DOCUMENT, 'g'), '').replace(/^[ \t]{0,40}EOF[ \t]{0,40}$/gm, '')
    : text;

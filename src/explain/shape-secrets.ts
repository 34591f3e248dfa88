// Secrets that their own shape or the words before them tell: settings, options, URLs, headers, tokens, logs of servers.
// One entry a shape. Each pattern is linear: what repeats is bounded, or cannot fail once it has begun.
import { MASK } from '../model/secret.ts';
import { FUNCTION_WORDS, SECRET_NAME } from './secret-words.ts';

type Mask = (...found: string[]) => string;
export interface Shape {
  readonly when: RegExp;
  readonly to: string | Mask;
}

const QUOTED = '"(?:[^"\\\\\\r\\n]|\\\\.){0,400}"|\'(?:[^\'\\\\\\r\\n]|\\\\.){0,400}\'';
const AS_IS = `$1${MASK}`;

/** A value without its quotes: those stay, so that the text keeps its form. */
function maskValue(value: string): string {
  const quote = /^\\?["'`]/.exec(value)?.[0] ?? '';
  const isClosed = quote !== '' && value.length >= quote.length * 2 && value.endsWith(quote);
  return `${quote}${MASK}${isClosed ? quote : ''}`;
}

const shape = (when: RegExp | string, to: string | Mask = AS_IS): Shape => ({
  when: typeof when === 'string' ? new RegExp(when, 'gi') : when,
  to,
});

/** Options of swaks, curl, imapsync, sendemail, msmtp and others. */
const OPTIONS: readonly Shape[] = [
  // `-u user:password`, glued as well
  shape(/((?<![\w-])(?:-u|--user|--proxy-user|--login-options)[ =]{0,3}["']?[^\s:"'=-][^\s:"']{0,200}:)(?:[^\s"']{1,1000})/g),
  shape(
    `((?<![\\w-])--?(?:[a-z0-9][a-z0-9-]{0,30}-)?(?:pass(?:word|wd|phrase|in|out)?|pwd|secret|token|oauth2-bearer|ap|xp|pw)\\d{0,2})(=|[ ]{1,3}(?!-{1,2}[a-z][a-z-]{0,30}(?:[ =]|$)))(${QUOTED}|[^\\s"']{1,1000})`,
    (whole, option, sign, value) =>
      sign?.trim() === '' && FUNCTION_WORDS.test(value ?? '') ? (whole ?? '') : `${option}${sign}${maskValue(value ?? '')}`,
  ),
  // `-p`: a port to swaks and nmap, a password to others
  shape(/((?<![\w-])-p[ ]{1,3})("[^"\r\n]{0,400}"|'[^'\r\n]{0,400}'|[^\s"'-]\S{0,400})/g, (whole, option, value) =>
    /^(?:[\d,-]{1,40}|[a-z]{1,20}|[./].*)$/.test(value ?? '') ? (whole ?? '') : `${option}${maskValue(value ?? '')}`,
  ),
  shape(
    /(\b(?:sshpass|mysql|mysqldump|mariadb|testsaslauthd)\b[^\r\n|;]{0,100}?[ ]-p[ ]?)([^\s"']{1,400}|"[^"\r\n]{0,400}"|'[^'\r\n]{0,400}')/g,
  ),
  shape(`(\\bConvertTo-SecureString[ ]{1,3}(?:-(?:String|AsPlainText|Force)[ ]{1,3}){0,3})(${QUOTED}|[^\\s)"']{1,400})`),
];

const SETTING_NAME = `(${SECRET_NAME}(?:\\\\?["'\\]]){0,2}[ \\t]{0,8}(?:=>|:=|=|:)[ \\t]{0,8}@?)`;
// Up to the next setting of the line, or what closes the list that it stands in.
const BARE = '[^\\s"\'\\\\](?:(?![,;&](?:[\\w.-]{1,40}[=:]|\\s|$)|[)\\]}>,;]{1,8}(?:\\s|$))[^\\s"\'<]){0,2000}';
const APP_PASSWORD = '[a-z]{4} [a-z]{4} [a-z]{4} [a-z]{4}\\b';
const ESCAPED_QUOTED = '\\\\"[^"\\\\\\r\\n]{0,400}\\\\"';
/** A refusal behind a setting: it must be kept, whatever the setting's value was. */
const REFUSAL = /\b[45]\d\d[ -]|\b[45]\.\d{1,3}\.\d{1,3}\b|-ERR|\bNO \[/;
const PROSE_WORD = /^[A-Za-z\u00c0-\u024f\u2019]{1,20}[.,!?;:]?$/;
/** Before a setting at the beginning of a line: `export`, `- ` of YAML, `$env:`, `spring.mail.`. */
const LINE_START = /^[\s"'\-#;]*(?:(?:export|set|setenv|ENV|const|let|var|local|global)\s)?["'\w.\-[\]$>:]*$/;

/** A setting and what stands behind it. `before`: what of its line stands in front. */
function maskSetting(name: string, value: string, before: string, after: string): string {
  // PowerShell: `Get-MsalToken : AADSTS7000215: words`, the command and its error: of the line the code alone is kept.
  if (/^AADSTS\d{4,8}:?$/.test(value)) return `${name}${value}${after.trim() !== '' ? ` ${MASK}` : ''}`;
  if (/^(?:\\?["']|["'])/.test(value)) return `${name}${maskValue(value)}`;
  const isSetting = LINE_START.test(before);
  if (!isSetting && /:[ \t]*$/.test(name)) {
    // `invalid password: please try again`, `wrong password: expired` of a refusal
    if (PROSE_WORD.test(value) && (/^[ ][A-Za-z]/.test(after) || REFUSAL.test(before) || after.trim() !== ''))
      return `${name}${value}`;
  }
  return `${name}${MASK}`;
}

const SETTING = new RegExp(`${SETTING_NAME}(${QUOTED}|${ESCAPED_QUOTED}|${APP_PASSWORD}|${BARE})`, 'gi');

const HAS_NAME = new RegExp(SECRET_NAME, 'i');

/** All settings of one line. A value without quotes that begins its line may hold blanks and signs: the line is its. */
export function maskSettings(line: string): string {
  if (!HAS_NAME.test(line)) return line;
  let at = 0;
  let masked = '';
  SETTING.lastIndex = 0;
  for (let found = SETTING.exec(line); found !== null; found = SETTING.exec(line)) {
    const [whole, name = '', value = ''] = found;
    const before = line.slice(Math.max(0, found.index - 200), found.index);
    const end = found.index + whole.length;
    const after = line.slice(end, end + 200);
    masked += line.slice(at, found.index) + maskSetting(name, value, found.index > 200 ? `x${before}` : before, after);
    at = end;
    const isWholeLine = found.index <= 200 && LINE_START.test(before) && !/["']$/.test(value) && !REFUSAL.test(line.slice(end));
    if (isWholeLine && after.trim() !== '') return masked;
  }
  return at === 0 ? line : masked + line.slice(at);
}

/** Files of .netrc, fetchmail and msmtp part a name and its value by a blank, as prose does: told by what the line or file is. */
const LOGIN_FILE: readonly Shape[] = [
  shape(
    `(\\b(?:machine|poll|skip|default|login|user(?:name)?)[ ]{1,4}(?:"[^"\\r\\n]{1,200}"|[^\\s"]{1,200})[^\\r\\n]{0,200}?[ ]pass(?:word|wd)?[ ]{1,4})(${QUOTED}|\\S{1,400})`,
    (whole, before, value) =>
      PROSE_WORD.test(value ?? '') && !/\b(?:machine|poll)\b/.test(before ?? '')
        ? (whole ?? '')
        : `${before}${maskValue(value ?? '')}`,
  ),
  shape(
    /^([ \t]{0,20}(?:account|auth|from|host|login|machine|port|protocol|tls|user)[ \t][^\r\n]{1,200}\r?\n[ \t]{0,20}pass(?:word|wd)?[ \t]{1,8})(\S{1,400})$/gm,
  ),
  shape(/^([ \t]{0,20}pass(?:word|wd)?[ \t]{1,8})(?=\S{1,400}$)(?=.{0,400}[\d!-/:-@[-`{-~])(\S{1,400})$/gm),
];

/** What is a setting where it stands in markup. */
const MARKUP: readonly Shape[] = [
  // isync names both in place of saying them: `LOGIN <user> <pass>` (src/drv_imap.c).
  shape(`((?<!LOGIN <user> )<[\\w:.-]{0,60}?${SECRET_NAME}[\\w.-]{0,10}(?:[ ][^<>\\r\\n]{0,200})?>)([^<\\r\\n]{1,1000})`),
  shape(
    `((?:key|name|id)=["'][\\w.:-]{0,60}?${SECRET_NAME}["'][^<>\\r\\n]{0,60}?value=)(${QUOTED})`,
    (_, before, value) => `${before}${maskValue(value ?? '')}`,
  ),
  shape(`((?:key|name|id)=["'][\\w.:-]{0,60}?${SECRET_NAME}["'][^<>\\r\\n]{0,60}>)([^<\\r\\n]{1,1000})`),
];
/** The same over two lines: Apple's property lists, Kubernetes. */
export const TWO_LINES: readonly Shape[] = [
  shape(`(<key>[\\w.-]{0,60}?${SECRET_NAME}</key>\\s{0,40}<string>)([^<]{1,1000})`),
  shape(`(name:[ ]{0,4}["']?[\\w.-]{0,60}?${SECRET_NAME}["']?[ ]{0,4}\\r?\\n[ ]{0,40}value:[ ]{0,4})([^\\r\\n]{1,1000})`),
];

/** `user:password@host`. The password may hold an @ or a slash, as nobody should write it there. */
function maskUserinfo(rest: string): string {
  const colon = rest.indexOf(':');
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? '';
  const at = authority.lastIndexOf('@') > colon ? authority.lastIndexOf('@') : rest.lastIndexOf('@');
  return colon < 0 || at <= colon || rest.slice(0, colon).includes('/')
    ? rest
    : `${rest.slice(0, colon + 1)}${MASK}${rest.slice(at)}`;
}

const HEADERS: readonly Shape[] = [
  shape(/(\bauthorization["']?[ ]{0,3}[:=][ ]{0,3}["']?(?:[A-Za-z0-9-]{2,20}[ ]{1,3})?)(?=[^\s"',;]{4})([^\s"',;]{4,8000})/gi),
  shape(/(\bbearer[ =]{1,3})(?=[A-Za-z+/=~]{0,400}[\d._-]|[A-Za-z]{24})([A-Za-z0-9+/=_.~-]{8,8000})/gi),
  shape(/(:\/\/)([^\s"'<>]{1,1000})/g, (_, slashes, rest) => `${slashes}${maskUserinfo(rest ?? '')}`),
];

const NULS = /(\\0{1,3}|\\x00|\\u0000|\^@|\u0000)([^\s\\^\u0000"']{1,200})\1([^\s\u0000"'|\\]{1,400})/g;

const SERVER_LOGS: readonly Shape[] = [
  shape(NULS, (_, nul, user) => `${nul}${user}${nul}${MASK}`),
  // postfix -v: xsasl_cyrus_client.c, xsasl_cyrus_server.c, smtp_sasl_glue.c
  shape(
    /(\bxsasl_cyrus_(?:client_get_passwd:|(?:client|server)_\w{1,10}: (?:uncoded initial reply:|uncoded client response|decoded initial response|decoded response:)) ?)(\S[^\r\n]{0,2000})/g,
  ),
  shape(/(\binit_response )(\S{1,4000})/g),
  shape(/(\bpass `)([^'\r\n]{1,400})/g),
  shape(/^[^\r\n]*\bsasl_passw[^\r\n]*$/gm, (line) =>
    (line ?? '').replace(/((?:[= ]|static:)[^\s:=[\]()]{1,200}:)(?!\/)\S{1,400}$/, AS_IS),
  ),
  shape(/^(\[?[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[a-z]{2,63}\]?(?::\d{1,5})?[ \t]{1,20}[^\s:<(]{1,200}:)(\S{1,400})$/gim),
  shape(/(\$auth\d[ ]?=[ ]?)(\S[^\r\n]{0,400})/g), // Exim -d
  shape(/(\bresp=)([^\s<]{1,8000})/g), // Dovecot
  shape(/(\bgiven password: ?)([^\r\n]{1,400}?)(?=\)?$)/gm),
  shape(
    /(\b[A-Z][A-Z0-9-]{2,20}\()([^\r\n]{1,400}?)(\) !?= '?)([^'\r\n]{1,400})/g,
    (_, scheme, _given, between) => `${scheme}${MASK}${between}${MASK}`,
  ),
  shape(/(\bAfter sending )([^\s,]{4,8000})(?=, response)/g), // Dart's mailer
];

const TOKENS: readonly RegExp[] = [
  /\bya29\.[A-Za-z0-9_-]{6,4000}/g,
  /\b1\/\/[A-Za-z0-9_-]{20,4000}/g,
  /\beyJ[A-Za-z0-9_-]{6,8000}\.[A-Za-z0-9_-]{1,8000}(?:\.[A-Za-z0-9_-]{0,8000}){0,3}/g,
  /\bgh[pousr]_[A-Za-z0-9]{16,300}/g,
  /\bSG\.[A-Za-z0-9_-]{8,100}\.[A-Za-z0-9_-]{8,200}/g,
  /\bx(?:smtp|key)sib-[a-f0-9-]{8,200}(?:-[A-Za-z0-9]{4,40})?/gi,
  /\bre_[A-Za-z0-9]{8,60}(?:_[A-Za-z0-9]{4,60})?/g,
  /\b(?:key|pubkey)-[a-f0-9]{32}\b/g,
];

/** In this order; settings stand between the first two groups. */
export const BEFORE_SETTINGS: readonly Shape[] = [...OPTIONS, ...MARKUP, ...HEADERS];
export const AFTER_SETTINGS: readonly Shape[] = [...LOGIN_FILE, ...SERVER_LOGS, ...TOKENS.map((token) => shape(token, MASK))];

export const applyShape = (text: string, { when, to }: Shape): string =>
  typeof to === 'string' ? text.replace(when, to) : text.replace(when, (...found: unknown[]) => to(...(found as string[])));

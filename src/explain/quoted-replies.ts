// Finds the replies of servers that a line quotes, however it does: bare, behind the marks of a transcript, in an
// exception's message, in a tuple of Python. Says where they are, not what they mean.

const MAX_REPLY_LINES = 60;

// One cheap look decides whether a line is worth more: a refusal's code, a status word, a word of trouble.
export const WORTH_A_LOOK =
  /(?:^|[^\d.])[345]\d\d(?:[- ,:]|$)|(?:^|[^\d.])2[25]0[- ]|[-+]ERR|\b(?:NO|BAD|BYE) |\[[A-Z]{4,}[\]/]|\bE[A-Z]{4,}|[45]\.\d\.\d|err|fail|exce|ssl|tls|cert|refus|reset|time|unreach|host|aadsts|invalid|denied|socket|gnutls|x509|curl|token|closed|eof|lost|abort|disconn|sent|deliver|accept|queued|login|said|verif|warn|reject|bounce|not |fehl|auth|abgel|quota|full\b|loop|spam|virus|infect|block|greylist|unknown|defer|pipelin|lookup|milter|\bban|quarant|undeliv|\*{4}|^HTTP|^SSH|"schemes"|unexpect|unencrypt|couldn|[^\u0000-\u007f]/i;

// A reply begins a line, or follows a mark that says so; with an enhanced code it may stand anywhere.
const REPLY_START =
  /(?:^\s{0,8}|(?:<[-~]{1,2}[*]{0,2}|<[<*~-]{1,3}|S:|SERVER(?: ->)? CLIENT:|server:|recv:|reply:|resp,|reply,|said:|response:?|got:|message|reason|error:?|text:|[:("'`=?>\]|}─]|\\n|smtp;|(?:respond|answer|repli)ed with|with code|failed|fehler:?|erreur:?|errore:?|erro:?|ошибка:?|错误:?|エラー:?|提示:?|[«“„「])\s{0,4}(?:b?['"`])?|b?['"`(])((?!443|465|587)[345]\d\d)(?:([ -])(?=[A-Za-z<("'*#[\u0080-\uffff]|:\s|\d\.\d{1,3}\.\d{1,3}\b|\s|\d{1,3}[. ])|$)/g;
const ENHANCED_REPLY = /(?:^|[\s:("'`=?>|])((?!443|465|587)[45]\d\d)([ -])(?=[45]\.\d{1,3}\.\d{1,3}\b)/;
const COLON_REPLY = /(?<![:.\d[]|\bret=)\b((?!443|465|587)[45]\d\d): (?=\d\.\d{1,3}\.\d{1,3} |[A-Za-z]{3,20} [A-Za-z]{2,20})/;
// `SMTP error: [550] words`, `received error code. [550]`, `[504] 5.7.4 words`
const BRACKETED_REPLY =
  /(?:^\s{0,8}|(?:smtp|error|code|reply|response|server|message)\b[^[\]\d]{0,40})\[((?!443|465|587)[45]\d\d)\](?:[ :]{1,3}([A-Za-z<].{0,2000}|[45]\.\d{1,3}\.\d{1,3} .{0,2000}))?/i;
// smtplib: (535, b'5.7.8 Username …\n5.7.8 …'); also `535, "5.7.8 …"`; not `"port":465,"secure":true`.
const PYTHON_REPLY = /\(?(?<!["']:\s?)\b((?!443|465|587)[345]\d\d), ?b?(['"])(.{1,4000}?)(?:\2(?:[,)]|$)|$)/;
// As Google's help pages list them: 421, "4.7.0", TLS required …
const LISTED_REPLY = /^(?:[^\d]{0,60}[\s(])?([45]\d\d), ?["“]?([45]\.\d{1,3}\.\d{1,3})["”]?, ?(\S.{3,1000})$/;
const ENHANCED_ONLY =
  /(?:^[\s'"]{0,20}|(?<!version|release|kernel|v)\s?[:=]\s?['"]?|\breject\w{0,3}\b[^\d]{0,40}[.,;] )([45]\.[0-7]\.(?:\d{1,3}|\d{3}:) [A-Za-z<(].{3,2000})$/i;
const IMAP_REPLY =
  /(?:^|[\s"'`(<:])((?:\*|#?[A-Za-z]{0,8}\d{1,10}#?|(?=[A-F]{0,7}\d)[A-F\d]{2,8}|\.) \[?(?:NO|BAD|BYE)\b,? ?.{0,2000})$|^\s{0,8}([a-z]{1,2} (?:NO|BAD) (?:\[[A-Z]|[A-Z][A-Za-z]{2,20}\b).{1,2000}|(?:NO|BAD|BYE) (?:(?:LOGIN(?!,)|AUTHENTICAT|IMAP)|(?:Maximum number of conn|Too many (?:conn|sess|log)|Mailbox is |Invalid (?:log|user|cred))).{1,2000})$/;
/** A command of another protocol, taken for a tag. */
const OTHERS_COMMAND = /(?:^|[\s'"`:])((?:EHLO|HELO|USER|PASS|CAPA|AUTH|STLS|QUIT|MAIL) BAD .{2,1000})$/;
/** `unexpected response: 'NO words'`: without a tag. */
const UNTAGGED_REPLY =
  /(?:response|reply|answer(?:ed)?|got|received|error|message|this|says?|said|is)[:=]? ?b?['"“`]((?:NO|BAD|BYE) [A-Za-z[].{2,2000})$/;
/** What imaplib returns: status and lines. */
const IMAP_TUPLE = /(?:\('(NO|BAD)', \[|(?<=(?:AUTHENTICATE|LOGIN) command error: )(NO|BAD) \[)b?(['"])(.{2,1000}?)\3[\],]/;
const POP3_REPLY = /([-+]ERR\b(?!,).{0,2000})$/;
const IMAP_CODE =
  /\[?(?:(NO|BAD|BYE) )?(?<!\bOK )\[((?:AUTHENTICATIONFAILED|OVERQUOTA|TOOBIG|CORRUPTION|AUTHORIZATIONFAILED|UNAVAILABLE|ALERT|WEBALERT|PRIVACYREQUIRED|LIMIT|EXPIRED|CONTACTADMIN|INUSE|IN-USE|SERVERBUG|CLIENTBUG|LOGIN-DELAY|SYS\/TEMP|SYS\/PERM|AUTH|NOPERM)\b.{0,1500})$/;
const IMAP_PROPERTY = /(?:serverResponseCode|textCode|responseCode)['"]?: ?['"]([A-Z/-]{4,30})['"]/;
const CHALLENGE =
  /(?:^|[\s>:'"])(334 eyJ[A-Za-z0-9+/=]{8,2000}|\+ eyJ[A-Za-z0-9+/=]{8,2000})|\bserver challenge: (eyJ[A-Za-z0-9+/=]{8,2000})/;
const GREETING = /(?:^|[\s>:])(220[ -]{1,2}[\d ]{0,8}\*{3}[*\d ]{2,300}|SSH-\d.{0,200}|RFB \d{3}\.\d{3}|\*{6,200})$/;
// At the beginning of what was read: a log of requests has it everywhere.
const HTTP_GREETING =
  /^(?:\s{0,8}|.{0,80}(?:<[-~]{1,2}[*]{0,2}|<<|S:|SERVER -> CLIENT:|recv:|response:?|greeting:?|reply:|said:) {0,4}["']?)(HTTP\/\d\.\d \d{3}.{0,200})$/;

export const CODE_HINT =
  /\b(?:E(?:CONN|TIME|HOST|NET|NOTFOUND|AI_|PROTO|PIPE|ADDR|SERVFAIL|REFUSED|FORMERR|NODATA|BADNAME|BADRESP|NOTIMP|ACCES|PERM|SOCKET|TIMEOUT|AFNO)[A-Z_]{0,30}|ERR_[A-Z_/\d]{3,60}|CERT_[A-Z_]{3,40}|(?:UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|INVALID_PURPOSE)[A-Z_]{0,60})\b|certificat|zertifikat|\bssl|\btls\b|tls[v:]|handshake|getaddrinfo|lookup|timed? ?-?out|timeout|refused|unreachable|no route|resolve|reset|unknown ?host|such host|not known|exception|\b0x80[0-9a-f]{6}|aadsts|invalid_(?:grant|client|scope|request)|unauthorized_client|\bcurl\b|x509|pkix|gnutls|schannel|altname|broken pipe|forcibly|actively|greeting|verweigert|refusee|wrong version|connection (?:closed|lost|aborted)|\beof\b|lost connection|disconnect|socket|starttls|not support|verify (?:code|error|return)|proxy|alert|interaction_required|consent_required|access_denied|wsa[a-z]{4,}|[^\u0000-\u007f]{4}/i;

/** Log noise that holds a word of trouble without being one. */
export const HARMLESS =
  /^.{0,60}\b(?:INFO|DEBUG|TRACE|NOTICE)\b.{0,200}\b[Cc]onnection (?:closed|ended|terminated) (?:for|from|by client)\b(?!.{0,60}(?:unexpected|error|prematur|before))|220[- ]We do not authorize the use of this system|^\s{0,4}(?:SSLv[23]|TLSv? ?1(?:\.[0-3])?)\s{1,12}(?:not )?offered\b|\boffered \(OK\)|\bSSL_(?:connect|accept):(?:before|SSLv3|TLSv1|SSL)[\w/ .]{1,60}$|verify (?:return|code|error)?:? ?(?:0|1)\b|\b0 errors?\b|no errors?\b|error: ?0\b|errors?[=:] ?0\b|\btime-?out (?:is|is set to|set to)[: ]{1,3}\d{1,9}\b|invalid mailbox list|\b(?:closed|lost connection|disconnect\w{0,3}|ended).{0,30} (?:after|by) (?:QUIT|LOGOUT)\b|^\s{0,12}(?:[✓✔√]|--- PASS:|PASS(?:ED)?\b|ok \d{1,5}\b)|\.{3} ?(?:ok|passed)$|^(?:\[pid {1,4}\d{1,8}\] )?(?:[lf]?stat|open(?:at)?|access|readlink|lseek|unlink|execve)\(.{1,400}\) += -1 E|\b(?:(?:reject|permit|check|smtpd|defer)_\w{3,60}[=,\s]{1,8}){3}|^[\s'"]{0,20}(?:reject|permit)_\w{3,60}['",\s]{0,4}$|(?<!un|not |n't |n’t |without |despite |\bunsuccessful\b.{0,120})success/i;

const IN_REPLY_TO = / ?\(in reply to [^)]{0,80}\)\)?$/;
const CLOSING = /[)\]}'"`,;\s]{1,10}$/;

const ASIDE =
  /,? (?:and )?(?:on )?port \d{2,5} ?(?:→|->|=>|:).{0,400}$|(?: since (?:yesterday|today|this morning|last \w{3,10}|\w{3,6}day)| again today| \(see (?:attached )?(?:screenshot|attachment)\))\W{0,4}$/i;

/** What a log or a library put behind the reply: `(in reply to AUTH)`, a closing quote or bracket. */
function trimTail(text: string, opened: string): string {
  let trimmed = text
    // What a ticket puts behind it: another port, the time.
    .replace(ASIDE, '')
    .replace(/<CRLF>$/, '')
    .replace(IN_REPLY_TO, '')
    // The next property of the object that it stands in.
    .replace(/\\?["'],\s{0,2}\\?["']?\w{2,40}\\?["']?\s?:\s?[\\"'\d{[tfn].{0,4000}$/, '')
    .replace(/(?:\\r|\\n|\s){1,8}['"`]?\s{0,2}\+?\s{0,2}$/, '');
  if (/['"`(?]/.test(opened) || /[^(]\)$/.test(trimmed)) {
    const tail = CLOSING.exec(trimmed);
    const openInside = trimmed.split('(').length - trimmed.split(')').length;
    const bracketInside = trimmed.split('[').length - trimmed.split(']').length;
    if (tail && (openInside < 0 || bracketInside < 0 || /['"`]/.test(tail[0]) || /['"`]/.test(opened))) {
      trimmed =
        openInside >= 0 && /^\)/.test(tail[0])
          ? trimmed.replace(/['"`,;\s]{1,6}$/, '')
          : openInside >= 0 && bracketInside >= 0
            ? trimmed.replace(/['"`,;\s]{1,6}$/, '')
            : trimmed.slice(0, tail.index);
    }
  }
  return trimmed;
}

/** `534-5.7.9 … go to?534 5.7.9 https…`: breaks that a log wrote as blanks, `?` or `\n` become breaks again. */
function unfold(code: string, text: string): string {
  const unescaped = text.replace(/\\r\\n|\\[rn]|\\015\\012|#015|#012/g, '\n');
  return unescaped.replace(
    new RegExp(`[?\\s|/]{0,3}[\\s?|/\\n]${code}([ -])(?=\\d\\.\\d{1,3}\\.\\d|[A-Za-z<(]|\\s)`, 'g'),
    `\n${code}$1`,
  );
}

/** Up to the quotation mark that closes the one before the reply; what stands behind it talks about it. One inside opens behind a blank. */
function untilQuoteEnds(text: string, before: string): string {
  if (before !== '"' && before !== '`' && before !== '“') return text;
  const closing = before === '“' ? '”' : before;
  let depth = 0;
  for (let at = text.indexOf(closing); at > 0; at = text.indexOf(closing, at + 1)) {
    if (/[\s(<=]/.test(text.charAt(at - 1))) depth += 1;
    else if (depth > 0) depth -= 1;
    else if (/^ \p{Ll}/u.test(text.slice(at + 1, at + 3))) return text.slice(0, at);
  }
  return text;
}

export interface QuotedReply {
  readonly code: string;
  readonly separator: string;
  readonly text: string;
}

/** What HTTP says with codes of the same form: an interface that was called by the web, no mail server. */
const OF_HTTP =
  /^(?:4(?:0[0-24-9]|1\d|22|23|24|26|28|29|31) (?![45]\.\d{1,3}\.\d)|403 (?:forbidden|access|permission|request|insufficient|daily)|500 \(?internal server error(?! -)|501 \(?not implemented\)?$|502 \(?bad gateway|503 \(?service (?:temporarily )?unavailable\)?$|504 \(?gateway)/i;
/**
 * `status=500 duration=…`: a number in a list of settings; `502 157 "-"`: a status and a size in the log of a web server;
 * `537 (Connection refused)`: a port; `421 4.2.1), that (421 4.7.0)`: codes that are named; `519  Collector->connect()`: a line of
 * a program.
 */
const OF_A_LIST =
  /^\d{3} (?:(?:bits?|bytes?|[KMG]i?B|ms|seconds?|secs?|minutes?|days?|times|USD|EUR|messages|e-?mails|users|mailboxes|connections|recipients)\b|[<>=!]=? |[a-z_]{3,40}=|[45]\.\d{1,3}\.\d{1,3}\)[,.;]? \w|\d{1,12} "(?:-|https?:)|(?:and|or|und|oder|et|ou|y|o|e|или|и|bedeutet|means?|signifie|significa) |\((?:connection|operation|network|no route|permission denied|host)\b|\s{0,40}[\w$\\]{1,60}(?:->|::)\w{1,60}\(|(?:[45]\.\d{1,3}\.\d{1,3} )?(?:errors?|codes?|repl(?:y|ies)|responses?|bounces?) (?:means?|indicates?|occurs?|happens?|usually|typically|often|is (?:an?|the|usually|typically|often|caused|returned))\b)/i;

/** `Job.php:529 from`: the line of a program. */
const OF_A_PROGRAM = /\bPHP (?:\w{1,20} ){1,2}\($|\.(?:php|py|rb|go|[jt]s|java|c|cpp|cs|p[lm]|rs|exs?|erl|vue)[:(]$/;

/** An SMTP reply, or one line of one. */
export function smtpReplyIn(line: string): QuotedReply | null {
  const reply = anyReplyIn(line);
  return reply === null || OF_HTTP.test(reply.text) || OF_A_LIST.test(reply.text) ? null : reply;
}

/** `20:54:44:430 [dns] …`: a time with its milliseconds. */
const MILLISECONDS = /(\d\d:\d\d:\d\d[:.,])\d{3}(?!\d)/g;
/** Outlook Express: `Server Response: '553. words'`. */
const DOT_BEHIND_CODE = /(?<=Response: ?['"])([45]\d\d)\.(?= [A-Z])/;
/** NetEase writes its tag right behind the code, at least on its help pages: `421HL:ICC words`. */
const TAG_BEHIND_CODE = /(^|[\s:"'(])([45]\d\d)(?=[A-Z]{2}:[A-Z]{2,4}\b)/;

function anyReplyIn(whole: string): QuotedReply | null {
  const line = whole.replace(MILLISECONDS, '$1').replace(TAG_BEHIND_CODE, '$1$2 ').replace(DOT_BEHIND_CODE, '$1 ');
  const listed = LISTED_REPLY.exec(line);
  if (listed)
    return { code: listed[1] ?? '', separator: ' ', text: `${listed[1]} ${listed[2]} ${trimTail(listed[3] ?? '', '')}` };
  const python = PYTHON_REPLY.exec(line);
  if (python) {
    const code = python[1] ?? '';
    const body = (python[3] ?? '').replace(/\\r\\n|\\[rn]/g, `\n${code} `);
    return { code, separator: ' ', text: `${code} ${body}` };
  }
  REPLY_START.lastIndex = 0;
  let best: { index: number; code: string; separator: string; opened: string } | null = null;
  for (let match = REPLY_START.exec(line); match !== null; match = REPLY_START.exec(line)) {
    const code = match[1] ?? '';
    const index = match.index + match[0].length - code.length - (match[2] ?? '').length;
    // The first refusal of a line is the reply; what follows belongs to it. A 3xx or a bare number is passed over.
    const bare = (match[2] === undefined && index > 8) || OF_A_PROGRAM.test(line.slice(Math.max(0, index - 24), index));
    if (!code.startsWith('3') && !bare) {
      best = { index, code, separator: match[2] ?? ' ', opened: match[0] };
      break;
    }
    if (match[0] === '') REPLY_START.lastIndex += 1;
  }
  const enhanced = ENHANCED_REPLY.exec(line);
  if (enhanced && (best === null || enhanced.index < best.index)) {
    const code = enhanced[1] ?? '';
    best = {
      index: enhanced.index + enhanced[0].length - code.length - 1,
      code,
      separator: enhanced[2] ?? ' ',
      opened: enhanced[0],
    };
  }
  if (best === null) {
    const colon = COLON_REPLY.exec(line);
    if (!colon) return bracketedReply(line);
    const code = colon[1] ?? '';
    return { code, separator: ' ', text: unfold(code, `${code} ${trimTail(line.slice(colon.index + 5), '')}`) };
  }
  return {
    code: best.code,
    separator: best.separator,
    text: unfold(best.code, trimTail(untilQuoteEnds(line.slice(best.index), line.charAt(best.index - 1)), best.opened)),
  };
}

function bracketedReply(line: string): QuotedReply | null {
  const found = BRACKETED_REPLY.exec(line);
  if (found === null) return null;
  const code = found[1] ?? '';
  const words = /^[A-Za-z<\d]/.test(found[2] ?? '') ? ` ${found[2]}` : '';
  return { code, separator: ' ', text: trimTail(`${code}${words}`, '') };
}

const closed = (code: string): string => (code.includes(']') ? code : `${code}]`);

/** A refusal of IMAP or POP3, a challenge, another service's greeting, an enhanced code with its words. */
export function otherReplyIn(line: string): string | null {
  const challenge = CHALLENGE.exec(line);
  if (challenge !== null) return challenge[1] ?? `+ ${challenge[2]}`;
  const tuple = IMAP_TUPLE.exec(line);
  if (tuple !== null) return `${tuple[1] ?? tuple[2]} ${tuple[4]}`;
  const imap = IMAP_REPLY.exec(line);
  const tagged = imap?.[1] ?? imap?.[2] ?? UNTAGGED_REPLY.exec(line)?.[1] ?? POP3_REPLY.exec(line)?.[1];
  if (tagged !== undefined) return trimTail(tagged, /b?['"]/.test(line) ? "'" : '');
  const others = OTHERS_COMMAND.exec(line)?.[1];
  if (others !== undefined) return trimTail(others, "'");
  const greeting = GREETING.exec(line)?.[1] ?? HTTP_GREETING.exec(line)?.[1];
  if (greeting !== undefined) return greeting;
  const coded = IMAP_CODE.exec(line);
  if (coded) return `${coded[1] ?? 'NO'} [${closed(trimTail(coded[2] ?? '', "'"))}`;
  const property = IMAP_PROPERTY.exec(line)?.[1];
  if (property !== undefined) return `NO [${property}]`;
  const enhancedOnly = ENHANCED_ONLY.exec(line)?.[1];
  return enhancedOnly === undefined ? null : trimTail(enhancedOnly, '');
}

function continues(reply: QuotedReply): boolean {
  const lastLine = reply.text.slice(reply.text.lastIndexOf('\n') + 1);
  return lastLine.startsWith(`${reply.code}-`);
}

/** The lines of a reply that goes on below `at`, also behind time stamps and prefixes: the same code, until one without a hyphen. */
export function wholeReply(
  first: QuotedReply,
  at: number,
  lines: readonly string[],
): { readonly text: string; readonly last: number } {
  const parts = [first.text];
  let last = first;
  let end = at;
  while (continues(last) && end + 1 < lines.length && parts.length < MAX_REPLY_LINES) {
    const next = smtpReplyIn(lines[end + 1] ?? '');
    if (next === null || next.code !== first.code) break;
    parts.push(next.text);
    last = next;
    end += 1;
  }
  return { text: parts.join('\n'), last: end };
}

/** The capability list of an EHLO answer, where a text is little else: it may show what is missing. */
export function ehloAnswer(lines: readonly string[]): { readonly text: string; readonly line: number } | null {
  if (lines.length > 60) return null;
  const line = lines.findIndex((one) => /(?:^|[\s>:])250[- ]/.test(one));
  const capabilities = lines.flatMap((one) => /(?:^|[\s>:])(250[- ].{0,300})$/.exec(one)?.[1] ?? []);
  return capabilities.length < 3 ? null : { text: capabilities.join('\n'), line };
}

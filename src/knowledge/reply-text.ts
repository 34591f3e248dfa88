// Brings a reply into the one form that patterns are written for: one line, lower case, no accents, code and
// enhanced code once and first. Knows the wire's shapes (SMTP, IMAP, POP3, how libraries print them), no meanings.
import type { Reply } from '../model/reply.ts';

/** More than any server says; what is beyond is cut, so that no pattern can run away. */
export const MAX_REPLY_CHARACTERS = 6000;

export interface ReadReply {
  readonly code: number | null;
  /** RFC 3463, or the bracketed code of IMAP and POP3 in lower case. */
  readonly enhanced: string | null;
  /** no, bad, bye, -err … ; null for SMTP. */
  readonly status: string | null;
  /** The canonical text. */
  readonly text: string;
}

const SMTP_LINE = /^(?:[<>~*]{1,3} )?([2-5]\d\d)(?:[ -](.*)|)$/;
const ENHANCED = /^[ <(#]?([245]\.\d{1,3}\.\d{1,3})[>),:]?(?: |-|$)/;
// A tag is what the client chose: a1, A00000001, 3, tag4, `*` for the untagged.
const IMAP_LINE =
  /^(?:\*|#?[a-z]{0,8}\d{1,10}#?|(?=[a-f]{0,7}\d)[a-f\d]{2,8}|[a-z]{1,2}|\.) \[?(no|bad|bye|ok|preauth)\b,? ?(.*)$/i;
const IMAP_BARE =
  /^(no|bad|bye) (\[[a-z/-]{2,30}[\] ].*|(?:login|authenticat|maximum number of conn|too many (?:conn|sess|log)|imap|mailbox is |invalid (?:log|user|cred)).*)$/i;
// hMailServer had a failure with a plus sign (its issue 590).
const POP3_LINE = /^([-+]err|\+ok)\b ?(.*)$/i;
const BRACKETED = /^\[([a-z][a-z/-]{1,30})[\] ]/i;

const escapedBytes = (run: string): string => {
  const bytes = Buffer.from(run.replaceAll('\\x', ''), 'hex');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
};

/** Lower case, no accents, plain quotes and spaces; `\xe9` (how bytes outside UTF-8 are shown) as the Latin letter it was. */
export function foldText(text: string): string {
  let folded = text.includes('\\x') ? text.replace(/(?:\\x[0-9a-f]{2}){1,400}/gi, escapedBytes) : text;
  if (/[^\u0000-\u007f]/.test(folded)) {
    folded = folded
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC')
      .replace(/[\u2018\u2019\u00b4]/g, "'")
      .replace(/[\u201c\u201d]/g, '"')
      .replace(/[\u2010-\u2015]/g, '-')
      .replaceAll('ß', 'ss');
  }
  return folded.toLowerCase().replace(/\s+/g, ' ').trim();
}

/** A SASL challenge that is Base64 of printable text, as that text. */
function decodeChallenge(text: string): string {
  const payload = /^[a-z0-9+/]{8,2000}={0,2}$/i.test(text) ? Buffer.from(text, 'base64').toString('utf8') : '';
  return payload !== '' && /^[\u0020-\u007e\s]{1,1500}$/.test(payload) ? payload : text;
}

// What differs from one session to the next and says nothing: Google's id, Microsoft's host, date and id; Cyrus SASL's words for no words.
const SESSION_SUFFIX = [
  [/ [a-z0-9._-]{6,80} - gsmtp$/, ' - gsmtp'],
  [/:? \(reason unavailable\)/g, ':'],
  [/ ?\[(?:hostname=)?[a-z0-9.-]{4,80}\.(?:outlook\.com|exchangelabs\.com|outlook\.de|partner\.outlook\.cn)[^\]]{0,80}\]?/g, ''],
] as const satisfies readonly (readonly [RegExp, string])[];

const joinBlocks = (code: string | null, enhanced: string | null, texts: readonly string[]): string =>
  [code, enhanced, ...texts].filter((part) => part !== null && part !== '').join(' ');

function readLines(lines: readonly string[]): {
  code: string | null;
  enhanced: string | null;
  status: string | null;
  texts: string[];
} {
  let code: string | null = null;
  let enhanced: string | null = null;
  let status: string | null = null;
  const texts: string[] = [];
  for (const raw of lines) {
    const line = raw.trim();
    if (line === '') continue;
    const smtp: RegExpExecArray | null = status === null ? SMTP_LINE.exec(line) : null;
    if (smtp && (code === null ? texts.length === 0 : smtp[1] === code)) {
      code = smtp[1] ?? null;
      let rest = smtp[2] ?? '';
      const own = ENHANCED.exec(rest);
      if (own && (enhanced === null || own[1] === enhanced)) {
        enhanced = own[1] ?? null;
        rest = rest.slice(own[0].length);
      }
      texts.push(code === '334' ? decodeChallenge(rest.trim()) : rest.trim());
      continue;
    }
    const tagged: RegExpExecArray | null =
      code === null && status === null ? (IMAP_LINE.exec(line) ?? IMAP_BARE.exec(line) ?? POP3_LINE.exec(line)) : null;
    if (tagged) {
      status = (tagged[1] ?? '').toLowerCase().replace('+err', '-err');
      const rest = tagged[2] ?? '';
      enhanced = BRACKETED.exec(rest)?.[1]?.toLowerCase() ?? null;
      texts.push(rest);
      continue;
    }
    const own: RegExpExecArray | null = code === null && texts.length === 0 ? ENHANCED.exec(line) : null;
    if (own) enhanced = own[1] ?? null;
    texts.push(own ? line.slice(own[0].length) : line.startsWith('+ ') ? decodeChallenge(line.slice(2).trim()) : line);
  }
  return { code, enhanced, status, texts };
}

/** Continuation lines joined, the code said once, session ids gone. */
export function readReply(reply: Reply | string): ReadReply {
  const lines =
    typeof reply === 'string'
      ? reply.slice(0, MAX_REPLY_CHARACTERS).split(/\r\n|[\r\n]|\\r\\n|\\n/)
      : reply.lines.map((line) => line.slice(0, MAX_REPLY_CHARACTERS));
  const read = readLines(lines);
  let { code, enhanced, status } = read;
  let texts = read.texts;
  if (typeof reply !== 'string') {
    const challenge = reply.code === 334;
    code = reply.code === null ? code : String(reply.code);
    status = reply.status?.replace('* ', '').toLowerCase() ?? status;
    enhanced = reply.enhanced?.toLowerCase() ?? enhanced;
    if (challenge) texts = texts.map(decodeChallenge);
    // A parsed reply has lost its brackets; patterns are written with them.
    if (status !== null && enhanced !== null && !texts.join(' ').includes('[')) texts = [`[${enhanced}]`, ...texts];
    if (code !== null && enhanced !== null)
      texts = texts.map((text) => (text.startsWith(enhanced ?? '') ? text.slice((enhanced ?? '').length) : text));
  }
  let text = foldText(joinBlocks(code ?? status, status === null ? enhanced : null, texts)).slice(0, MAX_REPLY_CHARACTERS);
  for (const [pattern, replacement] of SESSION_SUFFIX) text = text.replace(pattern, replacement);
  return { code: code === null ? null : Number(code), enhanced, status, text: text.trim() };
}

/** Microsoft hands the earlier failure on: `530 5.7.57 … Error: 535 5.7.139 …`. What follows `Error:` is the reply to read. */
export function innerReply(text: string): string | null {
  const inner = /\b(?:error:|ip address responded with:) "?([45]\d\d[ -]\d\.\d{1,3}\.\d{1,3} .{1,2000})$/.exec(text);
  return inner?.[1] ?? null;
}

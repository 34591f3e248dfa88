// IMAP responses on the wire (RFC 9051 §7): one line in, its parts out. Pure: no socket, no clock. Lines come as visible
// text, which leaves all that is looked at here as it was.
import type { Reply } from '../../model/reply.ts';

export type ImapStatus = 'OK' | 'NO' | 'BAD' | 'BYE' | 'PREAUTH';

/** `tag`: null for an untagged one. */
export interface StatusResponse {
  readonly kind: 'status';
  readonly tag: string | null;
  readonly status: ImapStatus;
  /** Response code and text, as said. */
  readonly text: string;
}

export type ImapResponse =
  | StatusResponse
  /** Untagged data: `CAPABILITY` and its arguments. */
  | { readonly kind: 'data'; readonly name: string; readonly text: string }
  | { readonly kind: 'continuation'; readonly text: string };

const STATUS = /^(\S{1,80}) (OK|NO|BAD|BYE|PREAUTH)(?: (.*))?$/is;
const DATA = /^\* (?:\d{1,10} )?([!-~]{1,40})(?: (.*))?$/s;
// Exchange and Courier send the bare "+".
const CONTINUATION = /^\+(?: (.*))?$/s;
const isStatus = (word: string): word is ImapStatus => ['OK', 'NO', 'BAD', 'BYE', 'PREAUTH'].includes(word);

/** Null: no response of IMAP. */
export function parseImapResponse(line: string): ImapResponse | null {
  const continuation = CONTINUATION.exec(line);
  if (continuation) return { kind: 'continuation', text: continuation[1] ?? '' };
  const [, tag = '', word = '', text = ''] = STATUS.exec(line) ?? [];
  const status = word.toUpperCase();
  // BYE and PREAUTH are always untagged, and "+" is no tag (RFC 9051 §9).
  if (isStatus(status) && (tag === '*' || (status !== 'BYE' && status !== 'PREAUTH' && !tag.includes('+')))) {
    return { kind: 'status', tag: tag === '*' ? null : tag, status, text };
  }
  const data = DATA.exec(line);
  return data ? { kind: 'data', name: (data[1] ?? '').toUpperCase(), text: data[2] ?? '' } : null;
}

/** How many bytes of literal follow this line (`{5}`, `{5+}`, `~{5}`); null: none. The text of a status response is no place for one. */
export function literalLength(line: string): number | null {
  const [, digits] = /^\* .*\{(\d{1,20})\+?\}$/s.exec(line) ?? [];
  if (digits === undefined || parseImapResponse(line)?.kind === 'status') return null;
  return Number(digits);
}

// "[CODE arguments] text" (§7.1). Cut off without its bracket, it is no code.
const RESPONSE_CODE = /^\[([A-Z0-9][A-Z0-9/_.+=-]{0,59})(?: ([^\]]*))?\] ?(.*)$/is;

export interface ResponseCode {
  /** Upper case. */
  readonly name: string;
  readonly args: string;
  readonly rest: string;
}

export function responseCode(text: string): ResponseCode | null {
  const match = RESPONSE_CODE.exec(text);
  return match ? { name: (match[1] ?? '').toUpperCase(), args: match[2] ?? '', rest: match[3] ?? '' } : null;
}

/** The keywords of a CAPABILITY response or response code, as said. */
export const splitKeywords = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** The keywords that a response brings along as its code; null: none. */
export function capabilityCode({ text }: StatusResponse): string[] | null {
  const code = responseCode(text);
  return code?.name === 'CAPABILITY' ? splitKeywords(code.args) : null;
}

// A capability list in a response code is data, and says nothing of the reply.
const wordsOf = ({ text }: StatusResponse): string => {
  const code = responseCode(text);
  return code?.name === 'CAPABILITY' ? code.rest : text;
};

/**
 * What a server answered: its verdict, and after it what it said on the way. Gmail, for one, says that a browser login
 * is wanted in an untagged NO [WEBALERT …], and the tagged reply is about the credentials.
 */
export function makeImapReply(verdict: StatusResponse, notices: readonly StatusResponse[]): Reply {
  const codes = [verdict, ...notices].map((response) => responseCode(wordsOf(response))?.name);
  const lines = [verdict, ...notices].map(wordsOf);
  return {
    code: null,
    enhanced: codes.find((name) => name !== undefined) ?? null,
    lines: [lines[0] ?? '', ...lines.slice(1).filter(Boolean)],
    status: verdict.status,
  };
}

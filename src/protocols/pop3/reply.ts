// POP3 replies on the wire (RFC 1939 §3, RFC 2449 §8, RFC 5034 §4): one line in, its parts out. Pure: no socket, no clock.
// Lines come as visible text, which leaves all that is looked at here as it was.
import type { Reply } from '../../model/reply.ts';

export type Pop3Response =
  | { readonly kind: 'status'; readonly status: '+OK' | '-ERR'; readonly text: string }
  | { readonly kind: 'challenge'; readonly text: string };

// Some servers write "+ok". The text may be missing together with its space.
const STATUS = /^(\+OK|-ERR)(?:\s(.*))?$/is;
const CHALLENGE = /^\+(?: (.*))?$/s;
// RFC 2449 §8: "[CODE/SUBCODE]" at the beginning of the text.
const RESPONSE_CODE = /^\[([A-Z0-9][A-Z0-9/_.-]{0,59})\]/i;

/** Null: no reply of POP3. */
export function parsePop3Response(line: string): Pop3Response | null {
  const [whole, status = '', text = ''] = STATUS.exec(line) ?? [];
  if (whole !== undefined) return { kind: 'status', status: status.startsWith('+') ? '+OK' : '-ERR', text: text.trimStart() };
  const challenge = CHALLENGE.exec(line);
  return challenge ? { kind: 'challenge', text: challenge[1] ?? '' } : null;
}

export const makePop3Reply = (status: '+OK' | '-ERR', text: string): Reply => ({
  code: null,
  enhanced: RESPONSE_CODE.exec(text)?.[1]?.toUpperCase() ?? null,
  lines: [text],
  status,
});

/** A line of a multi-line reply; null: its end. A dot that was put before a dot is taken away (RFC 1939 §3). */
export function unstuffLine(line: string): string | null {
  if (line === '.') return null;
  return line.startsWith('.') ? line.slice(1) : line;
}

// RFC 1939 §7 has the syntax of a message id (RFC 822 msg-id). Held to it: a forged challenge of free form helps to
// break the digest (CVE-2007-1558).
const TIMESTAMP = /<[!#-'*+./-9=?A-Z^-~-]{1,200}@[[\]!#-'*+./-9:=?A-Z^-~-]{1,200}>/;

/** What APOP hashes together with the password; null: the server has no APOP. */
export const apopTimestamp = ({ lines }: Reply): string | null => TIMESTAMP.exec(lines[0] ?? '')?.[0] ?? null;

// A reply of a mail server, whatever the protocol. Imports nothing.

/**
 * `code`: SMTP's three digits; for IMAP and POP3, which have none, null. `enhanced`: RFC 3463 (`5.7.8`), or the
 * bracketed response code of IMAP and POP3 (`AUTHENTICATIONFAILED`, `SYS/TEMP`), or null.
 * `lines`: the texts without code and separator, as visible text.
 */
export interface Reply {
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly lines: readonly string[];
  /** IMAP's and POP3's own status word: OK, NO, BAD, BYE, PREAUTH, +OK, -ERR. Absent in SMTP. */
  readonly status?: string;
}

/** The response codes of IMAP (RFC 9051 §7.1, RFC 5530) and POP3 (RFC 2449 §8, RFC 3206), and what Gmail adds: words of the protocols, whoever says them. */
// biome-ignore format: a list
export const RESPONSE_CODES: ReadonlySet<string> = new Set([
  'ALERT', 'ALREADYEXISTS', 'APPENDUID', 'AUTH', 'AUTHENTICATIONFAILED', 'AUTHORIZATIONFAILED', 'BADCHARSET', 'CANNOT', 'CAPABILITY',
  'CLIENTBUG', 'CLOSED', 'CONTACTADMIN', 'CORRUPTION', 'EXPIRED', 'EXPUNGEISSUED', 'IN-USE', 'INUSE', 'LIMIT', 'LOGIN-DELAY', 'NOPERM',
  'OVERQUOTA', 'PARSE', 'PRIVACYREQUIRED', 'SERVERBUG', 'SYS/PERM', 'SYS/TEMP', 'UNAVAILABLE', 'WEBALERT',
]);

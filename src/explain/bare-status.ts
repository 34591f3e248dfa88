// Whether words are a status or a link and nothing more: neither decides by itself what went wrong. Knows no meanings.

/** Links that name the reason: qmail's on a bare line feed, those of block lists, of SPF's first page, of GMX with its `c`. */
const LINK =
  /\bhttps?:\/\/(?!\S{0,60}(?:smtplf|spamhaus\.org\/(?:query|lookup)|spamcop\.net\/bl|spf\.pobox|openspf|[?&]c=(?:rdns|spf|h[id])\b))[^\s<>"')\]]{1,2000}|\bwww\.[^\s<>"')\]]{3,500}/gi;
/** Codes of replies, enhanced or not, and what names them or leads to a link. */
const STATUS =
  /\b[2-5]\d\d\b|\b[245]\.\d{1,3}\.\d{1,3}\b|\b(?:smtp|imap4?|pop3|mail|server|status|error|err|fehler|erreur|errore|code|reply|response|returned|got|with|number|no|line|see|visit|also|please|at|learn|more|for|information|details|help)\b/gi;
const SHORT = 600;

/**
 * A status that names one cause: the codes that AUTH alone has (RFC 4954 §6), and enhanced codes for one thing (IANA's registry; of
 * three digits, a provider's own). `5.7.1` and the basic codes of all commands stand for anything.
 */
const TELLING = /\b53[0458]\b|\b[45]\.(?:1\.(?:[1-46]|10)|2\.[1-3]|3\.4|4\.6|7\.(?:8|9|1[1-9]|2\d|\d{3}))\b/;

/** `550`, `SMTP error 554`, `Status: 5.7.1`, `see https://…`. An IMAP or POP3 status stands with words. */
export const isStatusOrLinkAlone = (words: string): boolean =>
  words.length <= SHORT && !TELLING.test(words) && !/[\p{L}\p{N}*]/u.test(words.replace(LINK, ' ').replace(STATUS, ' '));

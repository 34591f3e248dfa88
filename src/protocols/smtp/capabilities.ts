// What an EHLO reply offers (RFC 5321 §4.1.1.1). Pure.
import type { Reply } from '../../model/reply.ts';
import type { Capabilities } from '../protocol.ts';

// "AUTH PLAIN LOGIN" (RFC 4954) and the older "AUTH=PLAIN LOGIN", which Exchange and Postfix with broken_sasl_auth_clients still say.
const AUTH_KEYWORD = /^AUTH[\s=](.*)$/is;
const STARTTLS_KEYWORD = /^STARTTLS(?:\s|$)/i;
// RFC 4422 §3.1: mechanism names are of letters, digits, hyphen and underscore. Longer ones than 20 do occur.
const MECHANISM = /^[A-Z0-9_-]{1,40}$/;

/** The first line names the server; each further line is a keyword with its parameters, in any case. */
export function parseEhlo(reply: Reply): Capabilities {
  const keywords = reply.lines
    .slice(1)
    .map((line) => line.trim())
    .filter(Boolean);
  const mechanisms = new Set<string>();
  for (const keyword of keywords) {
    for (const name of AUTH_KEYWORD.exec(keyword)?.[1]?.split(/[\s,]+/) ?? []) {
      // Some servers say "AUTH=PLAIN =LOGIN".
      const upper = name.replace(/^=/, '').toUpperCase();
      if (MECHANISM.test(upper)) mechanisms.add(upper);
    }
  }
  return {
    keywords,
    mechanisms: [...mechanisms],
    loginCommands: [],
    offersStartTls: keywords.some((keyword) => STARTTLS_KEYWORD.test(keyword)),
    firstLine: reply.lines[0] ?? '',
    refusal: null,
  };
}

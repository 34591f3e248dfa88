// The client's address as a server names it in its reply to EHLO: behind a router it is the only sight of the public one.
// `mail.example.com Hello client [203.0.113.7]` (Exim, Sendmail, Exchange), `at your service, [203.0.113.7]` (Gmail). Pure.
import { isIP } from 'node:net';

const CANDIDATE = /[[(\s](?:IPv6:)?([0-9a-f:.]{2,45})(?=[\])\s,;]|$)/gi;

/**
 * `line`: the first of the reply, visible text. The last address in it counts, as servers repeat the name given in EHLO
 * first; one that is no more than such a repetition (`clientName`) tells nothing. Null where none is named.
 */
export function addressNamed(line: string, clientName: string): string | null {
  // The first word is the server's own name (RFC 5321 §4.1.1.1).
  const addresses = [...line.replace(/^\S+/, '').matchAll(CANDIDATE)].flatMap(([, address = '']) =>
    isIP(address) === 0 ? [] : [address],
  );
  const last = addresses.at(-1);
  if (last === undefined) return null;
  const isEcho = addresses.length === 1 && clientName.replace(/^\[(IPv6:)?|\]$/gi, '').toLowerCase() === last.toLowerCase();
  return isEcho ? null : last.toLowerCase();
}

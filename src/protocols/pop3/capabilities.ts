// What a POP3 server's capabilities offer (RFC 2449, RFC 5034). Pure.
import type { Capabilities, LoginCommand } from '../protocol.ts';

const SASL_KEYWORD = /^SASL(?:\s(.*))?$/is;
// RFC 4422 §3.1: mechanism names are of letters, digits, hyphen and underscore. Longer ones than 20 do occur.
const MECHANISM = /^[A-Z0-9_-]{1,40}$/;

/** USER with PASS: the password itself, which TLS has to protect. */
const USER: LoginCommand = { name: 'USER', onlyByName: false, exposesSecret: true };
/** APOP is built on MD5, and RFC 8314's time has better: known, and never chosen. */
const APOP: LoginCommand = { name: 'APOP', onlyByName: true, exposesSecret: false };

/** `keywords`: null where the server does not know CAPA: older than RFC 2449, it has USER and PASS and no more is known. */
export function parsePop3Capabilities(keywords: readonly string[] | null, hasApop: boolean): Capabilities {
  const said = keywords ?? ['USER'];
  const has = (name: string): boolean => said.some((keyword) => keyword.split(/\s+/)[0]?.toUpperCase() === name);
  const names = said.flatMap((keyword) => SASL_KEYWORD.exec(keyword)?.[1]?.toUpperCase().split(/\s+/) ?? []);
  return {
    keywords: keywords ?? [],
    mechanisms: [...new Set(names.filter((name) => MECHANISM.test(name)))],
    loginCommands: [...(has('USER') ? [USER] : []), ...(hasApop ? [APOP] : [])],
    offersStartTls: has('STLS'),
    refusal: null,
  };
}

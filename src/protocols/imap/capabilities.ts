// What an IMAP server's capabilities offer (RFC 9051 §7.2.2). Pure.
import { findMechanism } from '../../sasl/index.ts';
import type { Capabilities, LoginCommand } from '../protocol.ts';

// RFC 4422 §3.1: mechanism names are of letters, digits, hyphen and underscore. Longer ones than 20 do occur.
const AUTH_KEYWORD = /^AUTH=([A-Z0-9_-]{1,40})$/;

/**
 * Whether the list in a greeting saves the question. Some servers greet with what they are, and keep what they allow for
 * CAPABILITY: it must say how to log in, or that TLS comes first.
 */
export function isTelling(keywords: readonly string[]): boolean {
  const said = keywords.map((keyword) => keyword.toUpperCase());
  return said.some((keyword) => AUTH_KEYWORD.test(keyword)) || (said.includes('STARTTLS') && said.includes('LOGINDISABLED'));
}

/** `isAuthenticated`: the server greeted with PREAUTH, and neither STARTTLS nor a login is possible any more (§6.2). */
export function parseImapCapabilities(keywords: readonly string[], isAuthenticated: boolean): Capabilities {
  const said = new Set(keywords.map((keyword) => keyword.toUpperCase()));
  const mechanisms = [...said].flatMap((keyword) => AUTH_KEYWORD.exec(keyword)?.[1] ?? []);
  if (isAuthenticated) return { keywords, mechanisms: [], loginCommands: [], offersStartTls: false, refusal: null };
  return {
    keywords,
    mechanisms,
    loginCommands: loginCommand(said, mechanisms),
    offersStartTls: said.has('STARTTLS'),
    refusal: null,
  };
}

/**
 * The LOGIN command needs no keyword: it is there unless LOGINDISABLED is said (§6.2.3). Where AUTH=LOGIN is offered,
 * the mechanism stands for it. A server that lists mechanisms, and all of them take tokens, most likely refuses every
 * password: there it is used only where it is asked for.
 */
function loginCommand(said: ReadonlySet<string>, mechanisms: readonly string[]): LoginCommand[] {
  if (said.has('LOGINDISABLED') || mechanisms.includes('LOGIN')) return [];
  const takesTokensOnly = mechanisms.length > 0 && mechanisms.every((name) => findMechanism(name)?.uses === 'token');
  return [{ name: 'LOGIN', onlyByName: takesTokensOnly, exposesSecret: true }];
}

/** RFC 7888 §4, §5: whether a literal of so many bytes may be sent without waiting for leave. */
export function takesLiteralAtOnce(keywords: ReadonlySet<string>, bytes: number): boolean {
  if (keywords.has('LITERAL+')) return true;
  return (keywords.has('LITERAL-') || keywords.has('IMAP4REV2')) && bytes <= 4096;
}

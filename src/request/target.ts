// From what the user typed to a Target, or a UsageError that names what is wrong with it. Pure; knows nothing of
// options, DNS or sockets. A refusal never repeats control characters, nor anything that may be a password.
import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { graphCloudOf } from '../model/graph-cloud.ts';
import { DEFAULT_PROTOCOL, knownPort, PROTOCOL_FACTS, protocolOfHost, SCHEMES } from '../model/protocol.ts';
import type { Target } from '../model/target.ts';
import { quoteInput, quoteWord, shownPath, UsageError } from '../model/usage-error.ts';
import { visibleText } from '../model/visible-text.ts';

// RFC 1035 §2.3.4.
const MAX_LABEL = 63;
const MAX_NAME = 253;
// Longer than any mailbox or URL can be (RFC 5321 §4.5.3.1): refused before anything looks at it.
const MAX_INPUT = 1_000;

/** A drive's letter is no scheme; `\\\\` begins the name of a share. */
const WINDOWS_PATH = /^(?:[A-Za-z]:[\\/](?!\/)|\\\\)/;
const BRACKETS = 'an IPv6 address with a port goes in brackets: [2001:db8::1]:465';

/** A host as the rest of the program uses it: A-labels in lower case without the final dot, or an address without brackets. */
export interface Host {
  readonly host: string;
  readonly literal: 0 | 4 | 6;
}

/** Node compiles what it tells IPv6 by when first asked, in 5 ms: what has no colon is none. */
const isV6 = (text: string): boolean => text.includes(':') && isIPv6(text);

/** Reads a host name or an address (IPv6 with or without brackets). Throws UsageError. */
export function parseHost(text: string): Host {
  if (text === '') throw new UsageError('the host name is empty');
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (isV6(bare)) return { host: readZone(bare), literal: 6 };
  if (bare !== text) throw new UsageError(`${quoteInput(text)}: what stands in brackets is no IPv6 address`);
  if (text.includes(':')) throw new UsageError(`${quoteInput(text)} is no host name and no valid IPv6 address`);
  if (isIPv4(text)) return { host: text, literal: 4 };
  return { host: parseName(text), literal: 0 };
}

/** `fe80::1%eth0` (RFC 4007 §11): Node's isIPv6 takes anything after the percent sign. */
function readZone(address: string): string {
  const [numbers = '', zone] = address.split('%');
  if (zone === undefined) return numbers.toLowerCase();
  if (!/^[\w.-]+$/.test(zone)) throw new UsageError(`${quoteInput(address)}: bad zone after the % of the IPv6 address`);
  return `${numbers.toLowerCase()}%${zone}`;
}

function parseName(text: string): string {
  // domainToASCII reads its input as a URL's host: it would decode %41 and cut at a slash. So ASCII is judged first.
  const foreign = /[^A-Za-z0-9._\u0080-\u{10ffff}-]/u.exec(text);
  if (foreign) throw new UsageError(`${quoteInput(text)} is no host name: ${nameCharacter(foreign[0])} cannot be part of one`);
  const typographic = /[\u00ab\u00bb\u2010-\u201f\u2039\u203a\u2026]/.exec(text);
  if (typographic)
    throw new UsageError(`${quoteInput(text)} is no host name: it has ${nameCharacter(typographic[0])}, a typographic one`);
  const isAscii = /^[\x21-\x7e]+$/.test(text);
  const needsCheck = !isAscii || /(^|\.)xn--/i.test(text);
  const ascii = (needsCheck ? domainToASCII(text) : text).toLowerCase().replace(/\.$/, '');
  if (ascii === '')
    throw new UsageError(`${quoteInput(text)} is no host name${isAscii ? '' : ': it has no form in A-labels (IDNA)'}`);
  // IDNA maps some presentation forms to ASCII punctuation: U+FE14 becomes a semicolon.
  const mapped = /[^a-z0-9._-]/.exec(ascii);
  if (mapped) throw new UsageError(`${quoteInput(text)} is no host name: it stands for one with ${nameCharacter(mapped[0])}`);
  checkLabels(ascii, text);
  return ascii;
}

function checkLabels(name: string, text: string): void {
  const labels = name.split('.');
  if (labels.includes(''))
    throw new UsageError(`${quoteInput(text)} is no host name: it has an empty label (two dots, or a dot first)`);
  if (/^(\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')) throw new UsageError(ipv4Complaint(labels, text));
  for (const label of labels) {
    if (label.length > MAX_LABEL)
      throw new UsageError(`${quoteInput(text)} is no host name: a label is longer than ${MAX_LABEL} characters`);
    if (label.startsWith('-') || label.endsWith('-')) {
      throw new UsageError(`${quoteInput(text)} is no host name: the label ${quoteInput(label)} begins or ends with a hyphen`);
    }
  }
  if (name.length > MAX_NAME)
    throw new UsageError(`${quoteInput(text)} is no host name: it is longer than ${MAX_NAME} characters`);
}

/** A name whose last label is a number can only be meant as an address (WHATWG URL, "ends in a number"). */
function ipv4Complaint(labels: readonly string[], text: string): string {
  const complaint = `${quoteInput(text)} is no IPv4 address: `;
  if (!labels.every((label) => /^\d+$/.test(label))) return `${complaint}it wants four numbers from 0 to 255`;
  if (labels.length !== 4) return `${complaint}it has ${labels.length} of the four numbers`;
  const large = labels.find((label) => Number(label) > 255);
  if (large !== undefined) return `${complaint}${quoteInput(large)} is above 255`;
  return `${complaint}a number begins with a zero, or its digits are not ASCII`;
}

function nameCharacter(character: string): string {
  if (character === ' ') return 'a space';
  if (character === ',') return 'a comma';
  return `the character ${quoteWord(character)}`;
}

/** Reads a port number from 1 to 65535. Throws UsageError. */
export function parsePort(text: string): number {
  if (text === '') throw new UsageError('the port is missing after the colon');
  if (!/^\d+$/.test(text)) throw new UsageError('the port must be a number from 1 to 65535');
  const port = Number(text);
  // More digits than a port has are no slip: `alice:20240131`.
  if (port < 1 || port > 65_535)
    throw new UsageError(
      `${text.length > 5 ? 'there is no such port' : `port ${text} does not exist`}: ports go from 1 to 65535`,
    );
  return port;
}

/** `host`, `host:port`, `[v6]:port`, a bare address. */
function parseHostPort(text: string): Host & { readonly port: number | null } {
  const bracketed = /^\[([^\]]*)\](.*)$/.exec(text);
  if (bracketed) {
    const [, inside = '', after = ''] = bracketed;
    if (!isIPv6(inside)) throw new UsageError(`${quoteInput(text)}: brackets are for IPv6 addresses, as in [2001:db8::1]:465`);
    if (after !== '' && !after.startsWith(':'))
      throw new UsageError(`${quoteInput(text)}: after the bracket only :port may follow`);
    return { ...parseHost(inside), port: after === '' ? null : parsePort(after.slice(1)) };
  }
  if (/[[\]]/.test(text)) throw new UsageError(`${quoteInput(text)}: a bracket is missing its other half; ${BRACKETS}`);
  if (isIPv4(text) || isV6(text)) return { ...parseHost(text), port: null };
  const [host = '', port, ...more] = text.split(':');
  if (more.length > 0) throw new UsageError(`${quoteInput(text)} has too many colons: ${BRACKETS}`);
  if (host === '') throw new UsageError(`${quoteInput(text)} names a port and no host`);
  return { ...parseHost(host), port: port === undefined ? null : parsePort(port) };
}

/** What follows `https://` of an EWS URL, in any case. */
const EWS_ADDRESS = /^[^/?#]*\/[^?#]*\bexchange\.asmx$/i;
/** No dots alone, nothing encoded, nothing that a login could stand in. */
const EWS_PATH = /^(?:\/(?!\.+\/)[A-Za-z0-9._~-]{1,64}){0,8}\/[A-Za-z0-9_-]{1,64}\.asmx$/i;
export const isEwsPath = (path: string): boolean => EWS_PATH.test(path);

function parseUrl(input: string, scheme: string, rest: string): Target {
  const word = scheme.toLowerCase();
  const known =
    word === 'https' && EWS_ADDRESS.test(rest) ? SCHEMES.ews : Object.hasOwn(SCHEMES, word) ? SCHEMES[word] : undefined;
  if (known === undefined) {
    throw new UsageError(`unknown scheme ${quoteInput(`${scheme}://`)}: known are ${Object.keys(SCHEMES).join(', ')}`);
  }
  // What stands before the @ is not repeated: it may be a password.
  if (rest.includes('@'))
    throw new UsageError('a target URL carries no user name: give it with --user, and the password apart from the command line');
  const { protocol, mode } = known;
  const hasPath = PROTOCOL_FACTS[protocol].path.endsWith('.asmx');
  const [, authority = '', after = ''] = /^([^/]*)(.*)$/s.exec(rest) ?? [];
  const path = after === '/' ? '' : after;
  if (/[?#]/.test(rest)) throw new UsageError(`${quoteInput(input)}: a target URL has no query, only scheme://host:port`);
  if ((path !== '' && !hasPath) || authority.includes('\\'))
    throw new UsageError(`${quoteInput(input)}: a target URL has no path, only scheme://host:port`);
  if (path !== '' && !isEwsPath(path))
    throw new UsageError(`${quoteInput(input)}: the path of EWS ends in .asmx, as in ${PROTOCOL_FACTS[protocol].path}`);
  if (authority === '') throw new UsageError(`${quoteInput(input)} names no host`);
  const { host, literal, port } = parseHostPort(authority);
  return {
    ...{ input: visibleText(input), protocol, host, literal, mailbox: null, port: port ?? known.port, mode },
    ...(path === '' ? {} : { path }),
  };
}

// RFC 5321 §4.1.2 atoms and dots, with what RFC 6531 adds. Quoted local parts: nobody types one into a check.
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\u0080-\u{10ffff}-]+$/u;
const MAX_LOCAL_PART = 64;

function parseMailbox(input: string): Target {
  const at = input.lastIndexOf('@');
  const user = input.slice(0, at);
  const domain = input.slice(at + 1);
  if (/^mailto:/i.test(user)) throw new UsageError('leave the mailto: out: the target is the mail address alone');
  // A password may have an @ in it, and the colon before it may be another's, or written as in a URL.
  if (/[:|\uff1a\ufe13\ufe55\u2236]|%3a/i.test(user) || /^(?:pass(?:word|wd|phrase)?|pwd?|secret|token)=/i.test(user))
    throw new UsageError(
      'a target carries no password: give the user name with --user, and the password apart from the command line',
    );
  if (user === '') throw new UsageError(`${quoteInput(input)}: nothing stands before the @`);
  if (domain === '') throw new UsageError(`${quoteInput(input)}: no domain follows the @`);
  if (!LOCAL_PART.test(user))
    throw new UsageError(
      `${quoteInput(input)} is no mail address: what stands before the @ has a character that cannot be there`,
    );
  if (Buffer.byteLength(user) > MAX_LOCAL_PART)
    throw new UsageError(`${quoteInput(input)} is no mail address: more than ${MAX_LOCAL_PART} characters before the @`);
  if (/:/.test(domain)) throw new UsageError(`${quoteInput(input)}: a mail address has no port; give it with --port`);
  const { host, literal } = parseHost(domain);
  if (literal !== 0)
    throw new UsageError(
      `${quoteInput(input)}: a mail address wants a domain; to check a host by its address, give the address alone`,
    );
  return {
    input: visibleText(input),
    protocol: DEFAULT_PROTOCOL,
    host,
    literal,
    mailbox: { user, domain: host },
    port: null,
    mode: null,
  };
}

/** An address alone, with its domain in A-labels. Throws UsageError. */
export function parseMailboxAddress(text: string): string {
  if (text.length > MAX_INPUT || !text.includes('@') || visibleText(text) !== text || /[\s"<>]/.test(text))
    throw new UsageError(`${quoteInput(text)} is no mail address`);
  const { mailbox } = parseMailbox(text);
  return `${mailbox?.user}@${mailbox?.domain}`;
}

/**
 * Reads a target: `host`, `host:port`, `[v6]:port`, an address, `user@domain`, or a URL of a mail scheme. Throws UsageError.
 * `protocol` of a target that does not name one follows its port (993: imap), then the first label of its name
 * (imap.example.org), else it is smtp.
 */
export function parseTarget(input: string): Target {
  if (input === '') throw new UsageError('the target is empty: give a host, host:port, an address, user@domain or a URL');
  if (input.length > MAX_INPUT) throw new UsageError(`the target is ${input.length} characters long: no host name is`);
  if (/[\u0000-\u001f\u007f-\u009f]/.test(input))
    throw new UsageError('the target has a control character in it: give a plain host name');
  if (visibleText(input) !== input) throw new UsageError(`the target has an invisible character in it: ${quoteInput(input)}`);
  const url = /^([^:/?#@\s]*):\/\/(.*)$/.exec(input);
  if (WINDOWS_PATH.test(input))
    throw new UsageError(`${input.startsWith('\\\\') ? 'that' : shownPath(input)} is the path of a file, and no host`);
  if (/\s/.test(input)) throw new UsageError(`the target ${quoteInput(input)} has a space in it: one host name, no more`);
  if (/["<>]/.test(input))
    throw new UsageError(`the target ${quoteInput(input)} has quotes or angle brackets: give the host name without them`);
  if (url) return parseUrl(input, url[1] ?? '', url[2] ?? '');
  if (input.includes('@')) return parseMailbox(input);
  if (/[/?#\\]/.test(input))
    throw new UsageError(`the target ${quoteInput(input)} has a path: give the host name, or scheme://host:port`);
  const { host, literal, port } = parseHostPort(input);
  const named = literal === 0 ? (graphCloudOf(host) ? 'graph' : protocolOfHost(host)) : null;
  const protocol = (port === null ? null : knownPort(port)?.protocol) ?? named ?? DEFAULT_PROTOCOL;
  return { input: visibleText(input), protocol, host, literal, mailbox: null, port, mode: null };
}

// One reader for each kind of value that an option or a configuration may have: text in, value out, or a UsageError that
// says what was expected. Pure; must not know what it reads for (the caller puts the name in front), nor read any file.
import { isIP, isIPv6 } from 'node:net';
import type { Comparison, Expectation, ProxyOptions, ProxyScheme, TlsVersion } from '../model/plan.ts';
import { CHECKED_PROTOCOLS, MODES, type Mode, type Protocol } from '../model/protocol.ts';
import { Secret } from '../model/secret.ts';
import { quoteInput, quoteWord, UsageError } from '../model/usage-error.ts';
import { LIMITS } from './limits.ts';
import { parseHost, parsePort } from './target.ts';

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const DURATION_FORMS = 'use 4s, 500ms, 2m, 1h, 00:05:00, or a bare number of seconds';

/** Milliseconds. A bare number is seconds. */
export function parseDuration(text: string): number {
  const ms = readDuration(text.trim());
  if (ms === null) throw new UsageError(`${quoteInput(text)} is no duration: ${DURATION_FORMS}`);
  if (ms <= 0) throw new UsageError(`${quoteInput(text)} leaves no time at all: it must be longer than zero`);
  if (ms > LIMITS.maxNamedMs) throw new UsageError(`${quoteInput(text)} is longer than 24h`);
  return Math.max(1, Math.round(ms));
}

function readDuration(text: string): number | null {
  const clock = /^(\d{1,2}):([0-5]\d):([0-5]\d)(?:\.(\d{1,3}))?$/.exec(text);
  if (clock) {
    const [, hours, minutes, seconds, fraction = ''] = clock;
    return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(fraction.padEnd(3, '0'));
  }
  const amount = /^(\d+(?:\.\d+)?|\.\d+)(ms|s|m|h)?$/i.exec(text);
  return amount ? Number(amount[1]) * (UNIT_MS[(amount[2] ?? 's').toLowerCase()] ?? 1) : null;
}

const splitList = (text: string, what: string): string[] => {
  const items = text.split(',').map((item) => item.trim());
  if (items.includes('')) throw new UsageError(`an empty ${what} in ${quoteInput(text)}`);
  return [...new Set(items)];
};

/** Ports in the order given, each once. What is no number is not repeated: `-phunter2` is how other tools take a password. */
export function parsePorts(text: string): readonly number[] {
  return [...new Set(splitList(text, 'port').map(parsePort))];
}

export function parseChoice<T extends string>(choices: readonly T[], what: string): (text: string) => T {
  return (text) => {
    const choice = choices.find((name) => name === text.trim().toLowerCase());
    if (choice === undefined) throw new UsageError(`there is no ${what} ${quoteInput(text)}: choose from ${choices.join(', ')}`);
    return choice;
  };
}

export const parseProtocol: (text: string) => Protocol = parseChoice(CHECKED_PROTOCOLS, 'protocol');
const parseMode = parseChoice(MODES, 'mode');
export const parseModes = (text: string): readonly Mode[] => [...new Set(splitList(text, 'mode').map(parseMode))];

// RFC 4422 §3.1: 1 to 20 letters, digits, hyphens and underscores. Real servers go a little beyond 20.
const MECHANISM = /^[A-Z0-9_-]{1,40}$/;

/** SASL mechanism names, upper case, in the order given. */
export function parseMechanisms(text: string): readonly string[] {
  return splitList(text.toUpperCase(), 'mechanism').map((name) => {
    if (!MECHANISM.test(name))
      throw new UsageError(`${quoteInput(name)} is no mechanism name: letters, digits, hyphens, as in SCRAM-SHA-256`);
    return name;
  });
}

/** A whole number within bounds. */
export function parseWhole(smallest: number, largest: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(value >= smallest && value <= largest)) {
      throw new UsageError(`${quoteInput(text)} is no whole number from ${smallest} to ${largest}`);
    }
    return value;
  };
}

const TLS_VERSIONS: Readonly<Record<string, TlsVersion>> = {
  '1.0': 'TLSv1',
  '1': 'TLSv1',
  '1.1': 'TLSv1.1',
  '1.2': 'TLSv1.2',
  '1.3': 'TLSv1.3',
};

export function parseTlsVersion(text: string): TlsVersion {
  const version = TLS_VERSIONS[text.trim().replace(/^tlsv?/i, '')];
  if (version === undefined) throw new UsageError(`${quoteInput(text)} is no TLS version: 1.0, 1.1, 1.2 or 1.3`);
  return version;
}

const EXPECTATION_FORMS = 'use tls>=1.2, cert-days>=21, size>=20000000, auth:PLAIN, no-auth:LOGIN or endpoint:587/starttls';

/** An assertion of `--expect`. */
export function parseExpectation(given: string): Expectation {
  const text = given.trim();
  const measured = /^(tls|cert-days|size)\s*(>=|<=|==|>|<|=)\s*(\S+)$/i.exec(text);
  if (measured) {
    const [, kind = '', sign = '', value = ''] = measured;
    const operator = (sign === '==' ? '=' : sign) as Comparison;
    switch (kind.toLowerCase()) {
      case 'tls':
        return { kind: 'tls', text, operator, version: parseTlsVersion(value) };
      case 'cert-days':
        return { kind: 'cert-days', text, operator, days: parseAmount(text, value, 'days') };
      default:
        return { kind: 'size', text, operator, bytes: parseAmount(text, value, 'bytes') };
    }
  }
  const named = /^(auth|no-auth|endpoint):(.*)$/i.exec(text);
  const [, kind = '', value = ''] = named ?? [];
  switch (kind.toLowerCase()) {
    case 'auth':
    case 'no-auth': {
      const [mechanism = '', ...more] = parseMechanisms(value);
      if (more.length > 0) throw new UsageError(`${quoteInput(text)}: one mechanism in each --expect`);
      return { kind: kind.toLowerCase() === 'auth' ? 'auth' : 'no-auth', text, mechanism };
    }
    case 'endpoint': {
      const [port = '', mode = '', ...more] = value.split('/');
      if (more.length > 0 || mode === '')
        throw new UsageError(`${quoteInput(text)}: an endpoint is port/mode, as in 587/starttls`);
      return { kind: 'endpoint', text, port: parsePort(port), mode: parseMode(mode) };
    }
    default:
      throw new UsageError(`${quoteInput(given)} is no assertion: ${EXPECTATION_FORMS}`);
  }
}

function parseAmount(text: string, value: string, unit: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new UsageError(`${quoteInput(text)}: the number of ${unit} must be a whole number`);
  return Number(value);
}

const unbracket = (text: string): string => /^\[(.*)\]$/.exec(text)?.[1] ?? text;

/** `host:address[,address…]`, IPv6 with or without brackets. */
export function parseResolve(text: string): { readonly host: string; readonly addresses: readonly string[] } {
  const form = 'use host:address, as in mail.example.com:192.0.2.10';
  const colon = text.indexOf(':');
  if (colon <= 0 || colon === text.length - 1)
    throw new UsageError(`${quoteInput(text)} has no ${colon === 0 ? 'host' : 'address'}: ${form}`);
  const { host, literal } = parseHost(text.slice(0, colon));
  if (literal !== 0) throw new UsageError(`${quoteInput(text)}: what is resolved must be a name; ${form}`);
  const addresses = splitList(text.slice(colon + 1), 'address').map((address) => {
    if (isIP(unbracket(address)) === 0) throw new UsageError(`what follows the colon is no IP address: ${form}`);
    return unbracket(address).toLowerCase();
  });
  return { host, addresses };
}

/** `ip`, `ip:port`, `[v6]`, `[v6]:port`. */
export function parseDnsServer(text: string): { readonly address: string; readonly port: number } {
  const [, bracketed, v4, port] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/.exec(text) ?? [];
  const address = isIPv6(text) ? text : (bracketed ?? v4 ?? '');
  if (isIP(address) === 0 || (bracketed !== undefined && !isIPv6(address))) {
    throw new UsageError(`${quoteInput(text)} is no IP address: use 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53`);
  }
  return { address: address.toLowerCase(), port: port === undefined || isIPv6(text) ? 53 : parsePort(port) };
}

// The default ports: RFC 1928 for SOCKS, the URL schemes' own for HTTP.
const PROXY_PORTS: Readonly<Record<ProxyScheme, number>> = {
  socks4: 1080,
  socks4a: 1080,
  socks5: 1080,
  socks5h: 1080,
  http: 80,
  https: 443,
};

const decodePercent = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A proxy URL. `mayHoldPassword`: only where it does not come from the command line. The URL itself is never repeated. */
export function parseProxy(text: string, mayHoldPassword: boolean): ProxyOptions {
  const url = /^([a-z0-9+.-]+):\/\/(?:(.*)@)?([^@]*?)\/?$/i.exec(text.trim());
  const schemes = Object.keys(PROXY_PORTS);
  if (!url) throw new UsageError(`it is no proxy URL: use scheme://host:port with one of ${schemes.join(', ')}`);
  const [, given = '', userinfo, authority = ''] = url;
  const scheme = (schemes as ProxyScheme[]).find((name) => name === given.toLowerCase());
  if (scheme === undefined)
    throw new UsageError(`there is no proxy scheme ${quoteInput(given)}: choose from ${schemes.join(', ')}`);
  if (userinfo !== undefined && !mayHoldPassword) {
    throw new UsageError(
      'a proxy password on the command line is seen in the process list and the shell history: put the URL into the variable MAILPROBE_PROXY',
    );
  }
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority) ?? [];
  if (host === '') throw new UsageError('the proxy URL names no host, or has a path');
  const separator = userinfo?.indexOf(':') ?? -1;
  const hasPassword = userinfo !== undefined && separator >= 0;
  const user = userinfo === undefined ? null : decodePercent(hasPassword ? userinfo.slice(0, separator) : userinfo);
  // A line break would end the header, a NUL the SOCKS4 field.
  if (/[\u0000-\u001f\u007f]/.test(user ?? '')) throw new UsageError('the user name of the proxy has a control character in it');
  return {
    scheme,
    host: parseHost(host).host,
    port: port === undefined ? PROXY_PORTS[scheme] : parsePort(port),
    user,
    password: hasPassword ? new Secret(decodePercent(userinfo.slice(separator + 1))) : null,
  };
}

/**
 * What EHLO may say (RFC 5321 §4.1.4): a name or a bracketed literal, which an address becomes (§4.1.3). Anything else that is
 * printable passes, since a test may want an odd name.
 */
export function parseEhloName(text: string): string {
  const family = isIP(text);
  if (family !== 0) return family === 6 ? `[IPv6:${text}]` : `[${text}]`;
  if (!/^[\x21-\x7e]{1,255}$/.test(text))
    throw new UsageError(`${quoteInput(text)} cannot stand in EHLO: a host name or [address], printable ASCII without spaces`);
  return text;
}

/** A name for SNI and the certificate, or an address. */
export const parseServername = (text: string): string => parseHost(text).host;

/** An address that a socket of this machine could be bound to. */
export function parseBindAddress(text: string): string {
  const address = unbracket(text.trim()).toLowerCase();
  if (isIP(address) === 0) throw new UsageError(`${quoteInput(text)} is no IP address: give one of this machine's own`);
  const isGroup = /^(22[4-9]|23\d|24\d|25[0-5])\./.test(address) || address.startsWith('ff');
  if (isGroup) throw new UsageError(`${quoteWord(text)} is a multicast or reserved address: give one of this machine's own`);
  if (/^0+(\.0+){3}$/.test(address) || /^[0:]+$/.test(address))
    throw new UsageError(`${quoteWord(text)} means any address: leave --bind out`);
  return address;
}

/** A user name as it goes into AUTH: no control characters (they would end the line or the field). */
export function parseUser(text: string): string {
  if (text === '') throw new UsageError('the user name is empty');
  if (/[\u0000-\u001f\u007f]/.test(text))
    throw new UsageError('the user name has a control character in it (a line break, a NUL): it cannot be sent');
  // curl's `-u user:password`. User names have no colon: HTTP's Basic and Dovecot's and Postfix's files end them by one.
  if (text.includes(':'))
    throw new UsageError(
      'the user name has a colon in it: if a password follows it, give that apart, by --password-stdin, --password-file or --password-env',
    );
  return text;
}

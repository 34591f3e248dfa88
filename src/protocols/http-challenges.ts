// What stands in WWW-Authenticate: several schemes in one field, each with a token or with parameters (RFC 9110 §11.6.1). Pure; what
// cannot be read ends the reading, and what came before it counts.

import { visibleText } from '../model/visible-text.ts';

export interface HttpChallenge {
  /** As it was written: `Bearer`, `NTLM`. */
  readonly scheme: string;
  /** token68, as NTLM and Negotiate have it; null: there is none. */
  readonly token: string | null;
  /** By name in lower case; of one that stands twice, the first. */
  readonly parameters: ReadonlyMap<string, string>;
}

const MAX_CHALLENGES = 20;
const BLANKS = /[ \t]*/y;
const COMMAS = /[ \t]*(?:,[ \t]*)*/y;
/** A scheme is what no `=` follows; one `=` and more at the end of token68 are its own. */
const PARAMETER =
  /([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_`|~0-9A-Za-z-]+))(?=[ \t]*(?:,|$))/sy;
const SCHEME = /([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?=[ \t,]|$)/y;
const TOKEN = /([A-Za-z0-9\-._~+/]+=*)(?=[ \t]*(?:,|$))/y;

/** `field`: all fields of that name, joined by commas, as HTTP has it. */
export function parseChallenges(field: string): readonly HttpChallenge[] {
  const found: { scheme: string; token: string | null; parameters: Map<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(field);
    if (match) at = pattern.lastIndex;
    return match;
  };
  take(COMMAS);
  while (at < field.length && found.length < MAX_CHALLENGES) {
    const last = found.at(-1);
    const parameter = last ? take(PARAMETER) : null;
    if (last && parameter) {
      const name = (parameter[1] ?? '').toLowerCase();
      const value = parameter[2]?.replace(/\\(.)/gs, '$1') ?? parameter[3] ?? '';
      if (!last.parameters.has(name)) last.parameters.set(name, value);
    } else {
      const [, scheme] = take(SCHEME) ?? [];
      if (scheme === undefined) break;
      take(BLANKS);
      const before = at;
      const isParameter = take(PARAMETER) !== null;
      at = before;
      const token = isParameter ? null : (take(TOKEN)?.[1] ?? null);
      found.push({ scheme, token, parameters: new Map() });
      if (isParameter) continue;
    }
    take(COMMAS);
  }
  return found;
}

/** What a person wants to know of a challenge: `BEARER authorization_uri=https://… trusted_issuers=…`, `BASIC realm=mail`. */
export const describeChallenge = ({ scheme, parameters }: HttpChallenge): string => {
  const told = ['realm', 'authorization_uri', 'trusted_issuers'].flatMap((name) => {
    const value = visibleText(parameters.get(name) ?? '');
    return value === '' ? [] : [`${name}=${value}`];
  });
  return [scheme.toUpperCase(), ...told].join(' ');
};

/** The schemes of a field by name, upper case, each once. */
export const offeredSchemes = (field: string): readonly string[] => [
  ...new Set(parseChallenges(field).map(({ scheme }) => scheme.toUpperCase())),
];

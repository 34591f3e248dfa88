// The list of HTTP authentication schemes, the strongest first, and what a service offers of them.
import type { LoginCommand } from '../protocol.ts';
import { basic } from './basic.ts';
import { bearer } from './bearer.ts';
import type { HttpAuthScheme } from './scheme.ts';

export const HTTP_AUTH_SCHEMES: readonly HttpAuthScheme[] = [bearer, basic];

export function httpAuthSchemeNamed(name: string): HttpAuthScheme {
  const found = HTTP_AUTH_SCHEMES.find((scheme) => scheme.name === name);
  if (!found) throw new Error(`no HTTP authentication scheme ${name}`);
  return found;
}

/** Those of the offered schemes that can be spoken, as ways to log in. */
export function loginCommandsFor(offered: readonly string[]): readonly LoginCommand[] {
  return HTTP_AUTH_SCHEMES.filter(({ name }) => offered.includes(name)).map(({ name, takesToken, exposesSecret }) => ({
    name,
    onlyByName: false,
    exposesSecret,
    ...(takesToken ? { takesToken } : {}),
  }));
}

// Endpoints that were asked without encryption, and answered: what there was of encryption, and of logins, before TLS.
import type { EndpointObservation } from '../model/observation.ts';
import { PROTOCOL_FACTS } from '../model/protocol.ts';
import { findMechanism } from '../sasl/index.ts';
import type { Evidence } from './evidence.ts';
import type { JudgedEndpoint } from './judge.ts';

/** Upper case, the first word alone. */
const words = ({ capabilities }: EndpointObservation): string[] =>
  (capabilities.plaintext ?? []).map((keyword) => keyword.trim().split(/\s/)[0]?.toUpperCase() ?? '');

export const offersStartTls = (seen: EndpointObservation): boolean =>
  words(seen).includes(PROTOCOL_FACTS[seen.protocol].startTlsCommand);

/** RFC 9051 §7.1.4: the server takes the client for logged in, and then there is neither STARTTLS nor a login. */
export const isPreauthenticated = ({ greeting }: EndpointObservation): boolean => greeting?.status === 'PREAUTH';

/** Asked without encryption by name (`--mode plain`), and answered. */
export const openEndpoints = ({ endpoints }: Evidence): JudgedEndpoint[] =>
  endpoints.filter(({ seen, status }) => seen.mode === 'plain' && status === 'ok');

/** Ways to log in before TLS that give a secret away to whoever listens. IMAP's LOGIN needs no keyword (RFC 9051 §6.2.3). */
export function exposedLogins(seen: EndpointObservation): readonly { readonly name: string; readonly isToken: boolean }[] {
  const mechanisms = (seen.auth.plaintext ?? []).flatMap((name) => {
    const mechanism = findMechanism(name);
    return mechanism?.exposesSecret ? [{ name, isToken: mechanism.uses === 'token' }] : [];
  });
  const said = words(seen);
  const own = PROTOCOL_FACTS[seen.protocol].loginCommand;
  const [command] = own?.names ?? [];
  if (!own || !command || said.length === 0 || isPreauthenticated(seen) || mechanisms.some(({ name }) => name === command))
    return mechanisms;
  const isThere = own.offeredBy === null ? !said.includes(own.barredBy ?? '') : said.includes(own.offeredBy);
  return isThere ? [...mechanisms, { name: command, isToken: false }] : mechanisms;
}

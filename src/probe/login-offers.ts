// What each endpoint would have taken of the credentials, and why it was not the place to log in: so that a report without
// a login can say how near it came.
import type { AuthSkipReason } from '../model/observation.ts';
import type { Capabilities } from '../protocols/protocol.ts';

interface Offer {
  readonly endpoint: string;
  readonly reason: AuthSkipReason;
  readonly offered: readonly string[];
}

export class LoginOffers {
  readonly #offers: Offer[] = [];

  /** The endpoint offered so much, and was refused for this. */
  refused(endpoint: string, reason: AuthSkipReason, capabilities: Capabilities | null): void {
    this.#offers.push({ endpoint, reason, offered: waysOf(capabilities) });
  }

  has(endpoint: string): boolean {
    return this.#offers.some((offer) => offer.endpoint === endpoint);
  }

  /** The endpoints that came nearest to a login, why they got none, and what they offered. */
  nearest(): { readonly reason: AuthSkipReason; readonly endpoints: readonly string[]; readonly offered: readonly string[] } {
    for (const reason of NEAREST_FIRST) {
      const found = this.#offers.filter((offer) => offer.reason === reason);
      if (found.length === 0) continue;
      const offered = [...new Set(found.flatMap((offer) => offer.offered))];
      return { reason, endpoints: found.map(({ endpoint }) => endpoint), offered };
    }
    return { reason: 'no-endpoint', endpoints: [], offered: [] };
  }
}

/** What a server offers, by name. Commands that are never taken unasked count where there is nothing else. */
export function waysOf(capabilities: Capabilities | null): readonly string[] {
  if (!capabilities) return [];
  const { mechanisms, loginCommands } = capabilities;
  const usual = loginCommands.filter(({ onlyByName }) => !onlyByName);
  const commands = mechanisms.length + usual.length > 0 ? usual : loginCommands;
  return [...mechanisms, ...commands.map(({ name }) => name)];
}

const NEAREST_FIRST: readonly AuthSkipReason[] = [
  'host-unproven',
  'refused-elsewhere',
  'interrupted',
  'sent-before',
  'token-request-failed',
  'unsendable',
  'foreign-audience',
  'plaintext-injected',
  'untrusted',
  'oauth-required',
  'no-common-mechanism',
  'plaintext',
  'not-advertised',
  'no-endpoint',
];

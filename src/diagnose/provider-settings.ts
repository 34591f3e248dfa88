// What is known of the host's provider: which ports it has for this protocol, and whether a port asked for is among them.
import { providerOfHost } from '../knowledge/index.ts';
import type { Plan } from '../model/plan.ts';
import { isMailProtocol } from '../model/protocol.ts';
import { list, portAndMode } from './phrases.ts';

export interface ProviderSettings {
  readonly name: string;
  readonly ports: readonly number[];
  /** `port 587 with STARTTLS` */
  readonly words: string;
}

/** Null: nothing is known of this very host. */
export function providerSettingsOf({ host, literal, protocol }: Plan): ProviderSettings | null {
  const provider = literal === 0 ? providerOfHost(host) : null;
  const servers = (isMailProtocol(protocol) ? (provider?.[protocol] ?? []) : []).filter(
    (server) => server.host === host.toLowerCase(),
  );
  if (provider === null || servers.length === 0) return null;
  const words = list(
    servers.map((server) => `port ${portAndMode(server)}`),
    'or',
  );
  return { name: provider.name, ports: servers.map(({ port }) => port), words };
}

// Which servers serve this mailbox?
import { type DiscoverSettings, discover } from '../../../../src/index.ts';

export async function findServers(address: string, settings: DiscoverSettings = {}): Promise<readonly string[]> {
  const { candidates } = await discover(address, settings);
  return candidates.map(({ protocol, host, port, mode }) => `${protocol} ${host}:${port} ${mode}`);
}

// Whom a token for Microsoft Graph is made out to. Facts alone; imports nothing.

/** Graph's application id, the same in all clouds: a token of version 1 may be made out to it. */
const GRAPH_ID = '00000003-0000-0000-c000-000000000000';

/**
 * Whether a token with these audiences may be Graph's at this host; true as well where it names none. One for another service,
 * or another cloud, is nobody's business there.
 */
export function isForGraphAt(host: string, audience: readonly string[]): boolean {
  const keys = audience.map((name) => name.toLowerCase().replace(/\/$/, ''));
  return keys.length === 0 || keys.includes(GRAPH_ID) || keys.includes(`https://${host.toLowerCase()}`);
}

// What a domain could publish, made of the servers that it names and that work: SRV lines, an autoconfig file, a PACC document
// with its record. To be read by its owner before it is used. Pure.
import { createHash } from 'node:crypto';
import { PROTOCOL_FACTS, PROTOCOLS } from '../../model/protocol.ts';
import type { ServerState } from './judge-servers.ts';
import type { NamedServer } from './named-servers.ts';

export interface Suggestions {
  readonly srv: readonly string[];
  readonly autoconfig: string;
  readonly pacc: { readonly document: string; readonly record: string } | null;
}

const SOCKET_TYPES = { tls: 'SSL', starttls: 'STARTTLS', plain: 'plain' } as const;
const MODE_RANK = ['tls', 'starttls', 'plain'];

/** Null: no named server works. */
export function suggestionsFor(domain: string, states: readonly ServerState[]): Suggestions | null {
  const good = states
    .filter(({ status, server }) => status === 'ok' && server.mode !== 'plain')
    .map(({ server }) => server)
    .sort(
      (one, other) =>
        PROTOCOLS.indexOf(one.protocol) - PROTOCOLS.indexOf(other.protocol) ||
        MODE_RANK.indexOf(one.mode) - MODE_RANK.indexOf(other.mode),
    );
  if (good.length === 0) return null;
  return { srv: good.flatMap((server) => srvLine(server, domain)), autoconfig: autoconfigFor(domain, good), pacc: paccFor(good) };
}

function srvLine({ protocol, mode, host, port }: NamedServer, domain: string): string[] {
  const service = PROTOCOL_FACTS[protocol].ports.find((facts) => facts.mode === mode && facts.srv !== null)?.srv;
  return service ? [`${service}.${domain}. 3600 IN SRV 0 1 ${port} ${host}.`] : [];
}

const USERNAMES: Readonly<Record<string, string>> = { 'the part before the @': '%EMAILLOCALPART%' };

function autoconfigFor(domain: string, servers: readonly NamedServer[]): string {
  const entries = servers.map(({ protocol, host, port, mode, usernameForm, auth }) => {
    const name = PROTOCOL_FACTS[protocol].direction === 'outgoing' ? 'outgoingServer' : 'incomingServer';
    const ways = auth.length > 0 ? auth.filter((way) => /^[\w-]+$/.test(way)) : ['password-cleartext'];
    return [
      `    <${name} type="${protocol}">`,
      `      <hostname>${host}</hostname>`,
      `      <port>${port}</port>`,
      `      <socketType>${SOCKET_TYPES[mode]}</socketType>`,
      ...ways.map((way) => `      <authentication>${way}</authentication>`),
      `      <username>${USERNAMES[usernameForm ?? ''] ?? '%EMAILADDRESS%'}</username>`,
      `    </${name}>`,
    ].join('\n');
  });
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<clientConfig version="1.1">\n  <emailProvider id="${domain}">\n`;
  const names = `    <domain>${domain}</domain>\n    <displayName>${domain}</displayName>\n    <displayShortName>${domain}</displayShortName>\n`;
  return `${head}${names}${entries.join('\n')}\n  </emailProvider>\n</clientConfig>\n`;
}

/** PACC has hosts alone: implicit TLS on the assigned port goes without saying. */
function paccFor(servers: readonly NamedServer[]): Suggestions['pacc'] {
  const hosts = PROTOCOLS.flatMap((protocol) => {
    const port = PROTOCOL_FACTS[protocol].ports.find(({ mode, use }) => mode === 'tls' && use === 'client')?.port;
    const found = servers.find((server) => server.protocol === protocol && server.mode === 'tls' && server.port === port);
    return found ? [[protocol, { host: found.host }] as const] : [];
  });
  if (hosts.length === 0) return null;
  const document = `${JSON.stringify({ protocols: Object.fromEntries(hosts), authentication: { password: true } }, null, 2)}\n`;
  const digest = createHash('sha256').update(document).digest('base64');
  return { document, record: `v=UAAC1; a=sha256; d=${digest}` };
}

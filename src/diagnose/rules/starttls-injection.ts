// Plaintext that came before TLS is taken for part of the secure session, by the server or as a trap for the client.
import type { JudgedEndpoint } from '../judge.ts';
import { clip, portAndMode } from '../phrases.ts';
import type { Rule } from '../rule.ts';

export const starttlsInjection: Rule = {
  id: 'starttls-injection',
  find({ endpoints, observations, credentials, working }) {
    const answered = observations.scans.filter(({ injection }) => typeof injection === 'string');
    const scanOf = ({ seen }: JudgedEndpoint) =>
      answered.find(({ port, mode, address }) => port === seen.port && mode === seen.mode && address === seen.address);
    const open = endpoints.filter((endpoint) => endpoint.seen.leftover || scanOf(endpoint));
    if (open.length === 0) return [];
    const ports = new Set(open.map(({ seen }) => seen.port));
    const others = [...new Set(working.filter(({ seen }) => !ports.has(seen.port)).map(({ seen }) => portAndMode(seen)))];
    const byServer = open.some(scanOf);
    const kept = credentials?.cause === 'starttls-injection' ? ' The login was kept back.' : '';
    return [
      {
        severity: 'error',
        title: byServer ? 'The server executes commands injected ahead of STARTTLS' : 'Plaintext is slipped in ahead of STARTTLS',
        detail: byServer
          ? 'A command sent in plaintext together with STARTTLS is answered inside TLS. Someone on the network could put commands into the sessions of others (CVE-2011-0411).'
          : `After its reply to STARTTLS, and before TLS, more plaintext came. A careless client would take it for an answer inside TLS. It was dropped here; the server is faulty, or someone on the network injects it.${kept}`,
        evidence: open.flatMap((endpoint) => {
          const answer = scanOf(endpoint)?.injection;
          return [
            ...(typeof answer === 'string' ? [`${endpoint.id}: answered inside TLS: ${clip(answer, 200)}`] : []),
            ...(endpoint.seen.leftover ? [`${endpoint.id}: before TLS came: ${clip(endpoint.seen.leftover, 200)}`] : []),
          ];
        }),
        fix: `The server's administrator updates the mail server (and any TLS proxy before it), which must drop what was read before the handshake.${others.length > 0 ? ` Until then use ${others.join(' or ')}.` : ''}`,
        owner: 'server',
        endpoints: open.map(({ id }) => id),
        reference: 'RFC 3207 §4.2',
      },
    ];
  },
};

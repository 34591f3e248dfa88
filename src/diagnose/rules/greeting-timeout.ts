// Connected, and silence: of the greeting, and of the TLS handshake on the same port.
import type { Case, Evidence } from '../evidence.ts';
import { duration, portsOf } from '../phrases.ts';
import { type Cases, draft, isSome, type Rule, type Words } from '../rule.ts';

const wasCutShort = ({ cause: { failure } }: Case): boolean => failure?.kind === 'timeout' && failure.budget === 'patience';

const isSamePort = ({ endpoint: { seen } }: Case, { endpoint: { seen: other } }: Case): boolean =>
  seen.port === other.port && seen.address === other.address;

/** It waits for something else than a client's first line, and took that for an end. */
const endsByAnyByte = ({ cause: { failure } }: Case): boolean => failure?.kind === 'timeout' && failure.endedByLine === true;

/** The port's other probe, when its ClientHello met the same silence, or the same end. */
const silentHandshakes = (evidence: Evidence, cases: readonly Case[]): Case[] =>
  (['tls-handshake-failed', 'connection-closed', 'tcp-reset'] as const)
    .flatMap((id) => evidence.cases(id))
    .filter((item) => {
      const { failure, stage } = item.cause;
      if (stage !== 'tls' || item.endpoint.seen.mode !== 'tls') return false;
      const isSilent = failure?.kind === 'timeout' && failure.partial === undefined;
      // What is there for a load balancer alone is so on every port of the host.
      return cases.some((silent) => (isSilent ? isSamePort(item, silent) : failure?.kind !== 'timeout' && endsByAnyByte(silent)));
    });

/** A way in was known, and nobody waited: that says nothing against the port. */
function describeUnwaited(evidence: Evidence, cases: Cases): Words {
  const ports = portsOf(cases.map(({ endpoint }) => endpoint.seen));
  const waitedMs = Math.max(...cases.map(({ cause: { failure } }) => (failure?.kind === 'timeout' ? failure.waitedMs : 0)));
  return {
    severity: 'info',
    title: `The greeting of ${ports} was not waited for`,
    detail: `The connection was made and nothing had come after ${duration(waitedMs)}; all else had answered, and a working way in was known. Whether the port greets later, as servers do that delay on purpose, is not known.`,
    fix: `Use ${evidence.alternatives.join(' or ')}. To wait for it in full: name port and mode (-p ${cases[0].endpoint.seen.port} -m ${cases[0].endpoint.seen.mode}), or give --greeting-timeout.`,
    owner: 'you',
    reference: 'RFC 5321 §4.5.3.2.1',
  };
}

/** HAProxy's protocol has the proxy speak first, and a server that expects it says nothing to anyone else. */
function describeProxied(cases: Cases, alternatives: readonly string[]): Words {
  return {
    title: `No greeting on ${portsOf(cases.map(({ endpoint }) => endpoint.seen))}: the server may expect a PROXY header`,
    detail:
      'The server said nothing, and closed the connection at the first bytes that it heard. So does one that a load balancer must first tell the address of the client, by the PROXY protocol: such a port is for the load balancer alone. Else a service that is not for mail.',
    fix: `Use ${alternatives.length > 0 ? alternatives.join(' or ') : 'the port of the load balancer'}. The server's administrator takes the PROXY protocol off ports that clients reach directly (Postfix: smtpd_upstream_proxy_protocol; Dovecot: haproxy = yes in the inet_listener; nginx: listen … proxy_protocol), or has the proxy send it (HAProxy: send-proxy).`,
    owner: 'server',
    evidence: ['silent, and closed by the first line'],
    reference: 'https://www.haproxy.org/download/2.9/doc/proxy-protocol.txt',
  };
}

function describe(evidence: Evidence, cases: Cases): Words {
  const { alternatives, plan } = evidence;
  if (cases.some(endsByAnyByte)) return describeProxied(cases, alternatives);
  return {
    title: `No greeting on ${portsOf(cases.map(({ endpoint }) => endpoint.seen))}`,
    detail: `The connection was made and the server said nothing, or never finished its greeting: an overloaded or hanging service, a deliberate delay against spam, or a proxy with no mail server behind it.`,
    fix:
      alternatives.length > 0
        ? `Use ${alternatives.join(' or ')}; the server's administrator looks at why this port stays silent.`
        : `Repeat with --greeting-timeout 60s (now ${plan.timeouts.greetingMs / 1000}s). If it stays silent, the server's administrator checks load, DNS look-ups of the client's name, and the service behind any proxy.`,
    owner: 'server',
    reference: 'RFC 5321 §4.5.3.2.1',
  };
}

export const greetingTimeout: Rule = {
  id: 'greeting-timeout',
  supersedes: ['tls-handshake-failed', 'connection-closed', 'tcp-reset'],
  find(evidence) {
    const silent = evidence.cases('greeting-timeout');
    const cases = [...silent, ...silentHandshakes(evidence, silent)];
    const waited = cases.filter((item) => !wasCutShort(item));
    // Where the port's other probe was waited for in full, that says it of both.
    const unwaited = cases.filter((item) => wasCutShort(item) && !waited.some((other) => isSamePort(item, other)));
    return [
      ...(isSome(waited) ? [draft(evidence, waited, describe(evidence, waited))] : []),
      ...(isSome(unwaited) ? [draft(evidence, unwaited, describeUnwaited(evidence, unwaited))] : []),
    ];
  },
};

// Connected, and silence: of the greeting, and of the TLS handshake on the same port.
import type { Case, Evidence } from '../evidence.ts';
import { portsOf } from '../phrases.ts';
import { type Cases, draft, isSome, type Rule } from '../rule.ts';

const wasCutShort = ({ cause: { failure } }: Case): boolean => failure?.kind === 'timeout' && failure.budget === 'patience';

/** The port's other probe, when its ClientHello met the same silence. */
const silentHandshakes = (evidence: Evidence, cases: readonly Case[]): Case[] =>
  evidence
    .cases('tls-handshake-failed')
    .filter(
      ({ endpoint: { seen }, cause: { failure } }) =>
        failure?.kind === 'timeout' &&
        failure.partial === undefined &&
        seen.mode === 'tls' &&
        cases.some(({ endpoint }) => endpoint.seen.port === seen.port && endpoint.seen.address === seen.address),
    );

function describe(evidence: Evidence, cases: Cases) {
  const { alternatives, plan } = evidence;
  const cutShort = cases.some(wasCutShort);
  return {
    title: `No greeting on ${portsOf(cases.map(({ endpoint }) => endpoint.seen))}`,
    detail: `The connection was made and the server said nothing, or never finished its greeting: an overloaded or hanging service, a deliberate delay against spam, or a proxy with no mail server behind it.${
      cutShort
        ? ' The wait was cut short, since everything else had answered and a working way in was known; a port and mode given by name, or --greeting-timeout, is waited for in full.'
        : ''
    }`,
    fix:
      alternatives.length > 0
        ? `Use ${alternatives.join(' or ')}; the server's administrator looks at why this port stays silent.`
        : `Repeat with --greeting-timeout 60s (now ${plan.timeouts.greetingMs / 1000}s). If it stays silent, the server's administrator checks load, DNS look-ups of the client's name, and the service behind any proxy.`,
    owner: 'server',
    reference: 'RFC 5321 §4.5.3.2.1',
  } as const;
}

export const greetingTimeout: Rule = {
  id: 'greeting-timeout',
  supersedes: ['tls-handshake-failed'],
  find(evidence) {
    const silent = evidence.cases('greeting-timeout');
    const cases = [...silent, ...silentHandshakes(evidence, silent)];
    return isSome(cases) ? [draft(evidence, cases, describe(evidence, cases))] : [];
  },
};

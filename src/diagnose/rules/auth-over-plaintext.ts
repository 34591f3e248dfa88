// Mechanisms that give the secret away are offered before TLS.
import { findMechanism } from '../../sasl/index.ts';
import type { JudgedEndpoint } from '../judge.ts';
import { list, portsOf } from '../phrases.ts';
import type { Rule } from '../rule.ts';

const revealed = ({ seen }: JudgedEndpoint): string[] =>
  (seen.auth.plaintext ?? []).filter((mechanism) => findMechanism(mechanism)?.exposesSecret ?? false);

export const authOverPlaintext: Rule = {
  id: 'auth-over-plaintext',
  find(evidence) {
    const { endpoints } = evidence;
    const open = endpoints.filter((endpoint) => endpoint.status !== 'mismatch' && revealed(endpoint).length > 0);
    if (open.length === 0) return [];
    return [
      {
        severity: 'warning',
        title: `Password logins are offered without encryption on ${portsOf(open.map(({ seen }) => seen))}`,
        detail: `The server offers ${list(open.flatMap(revealed))} before TLS. A client that is set wrongly, or that somebody on the network misleads, sends its password in the clear and nobody notices.`,
        evidence: open.map((endpoint) => `${endpoint.id}: before TLS: AUTH ${(endpoint.seen.auth.plaintext ?? []).join(' ')}`),
        fix: `The server's administrator offers login only under TLS${evidence.setting('login-after-tls')}.`,
        owner: 'server',
        endpoints: open.map(({ id }) => id),
        reference: 'RFC 4954 §4',
      },
    ];
  },
};

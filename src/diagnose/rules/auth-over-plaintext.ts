// Ways to log in that give the secret away are offered before TLS.
import type { JudgedEndpoint } from '../judge.ts';
import { list, portsOf } from '../phrases.ts';
import type { Rule } from '../rule.ts';
import { exposedLogins } from '../without-tls.ts';

const exposedAt = ({ seen }: JudgedEndpoint): ReturnType<typeof exposedLogins> => exposedLogins(seen);
const namesOf = (endpoint: JudgedEndpoint): string[] => exposedAt(endpoint).map(({ name }) => name);

export const authOverPlaintext: Rule = {
  id: 'auth-over-plaintext',
  find(evidence) {
    const { endpoints } = evidence;
    const open = endpoints.filter((endpoint) => endpoint.status !== 'mismatch' && exposedAt(endpoint).length > 0);
    if (open.length === 0) return [];
    const ways = open.flatMap(exposedAt);
    const [hasTokens, hasPasswords] = [ways.some(({ isToken }) => isToken), ways.some(({ isToken }) => !isToken)];
    const what = hasTokens ? (hasPasswords ? 'Password and token logins' : 'Logins by bearer token') : 'Password logins';
    const secret = hasTokens ? (hasPasswords ? 'password or bearer token' : 'bearer token') : 'password';
    return [
      {
        severity: 'warning',
        title: `${what} are offered without encryption on ${portsOf(open.map(({ seen }) => seen))}`,
        detail: `The server offers ${list(open.flatMap(namesOf))} before TLS. A client that is set wrongly, or that somebody on the network misleads, sends its ${secret} in the clear and nobody notices.`,
        evidence: open.map((endpoint) => `${endpoint.id}: before TLS: ${evidenceOf(endpoint)}`),
        fix: `The server's administrator offers login only under TLS${evidence.setting('login-after-tls')}.`,
        owner: 'server',
        endpoints: open.map(({ id }) => id),
        reference: 'RFC 4954 §4',
      },
    ];
  },
};

function evidenceOf({ seen }: JudgedEndpoint): string {
  const mechanisms = seen.auth.plaintext ?? [];
  const commands = exposedLogins(seen).flatMap(({ name }) => (mechanisms.includes(name) ? [] : [name]));
  return [...(mechanisms.length > 0 ? [`AUTH ${mechanisms.join(' ')}`] : []), ...commands].join(', ');
}

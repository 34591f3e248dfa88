// No AUTH, also after TLS: a relay port, or submission is elsewhere.
import type { Severity } from '../../model/finding.ts';
import { knownPort } from '../../model/protocol.ts';
import { authRule } from '../auth-rule.ts';
import { type Evidence, isUnconnected } from '../evidence.ts';
import type { JudgedEndpoint } from '../judge.ts';
import { agreeing, capital, list, portsOf } from '../phrases.ts';
import type { Rule } from '../rule.ts';
import { offersStartTls } from '../without-tls.ts';

function relayText(others: readonly JudgedEndpoint[]): string {
  const closed = others.length > 0 && others.every(isUnconnected);
  return `Port 25 is for mail between servers: it takes mail for its own domains and has no login. Clients submit on other ports${
    closed ? `, and ${list(others.map(({ seen }) => seen.port))} of this host take no connection` : ''
  }.`;
}

/** Nothing was asked under TLS, which the server has. */
const isOnlyBeforeTls = (concerned: readonly JudgedEndpoint[]): boolean =>
  concerned.every(({ seen }) => seen.auth.tls === null) && concerned.some(({ seen }) => offersStartTls(seen));

function unlistedText(concerned: readonly JudgedEndpoint[]): string {
  const isUnderTls = concerned.some(({ seen }) => seen.auth.tls !== null);
  if (isOnlyBeforeTls(concerned))
    return 'No AUTH is listed there before TLS, and TLS was not asked for: servers offer logins after STARTTLS alone, as they should.';
  return `No AUTH is listed there${isUnderTls ? ', even under TLS' : ''}: the port is a relay that goes by address, or login is not set up on the server.`;
}

const refused = authRule('auth-not-advertised');

const offersAuth = ({ seen }: JudgedEndpoint): boolean => (seen.auth.tls ?? seen.auth.plaintext ?? []).length > 0;

/** Usable submission endpoints, none of which offers a login. Port 25 without AUTH is a relay, as it should be. */
function withoutLogin(evidence: Evidence): JudgedEndpoint[] {
  // POP3 always has USER and PASS, IMAP its LOGIN.
  if (evidence.plan.protocol !== 'smtp' || evidence.usable.some(offersAuth)) return [];
  return evidence.usable.filter(
    (endpoint) => endpoint.seen.port !== 25 && !evidence.isExplained('auth-not-advertised', endpoint),
  );
}

export const authNotAdvertised: Rule = {
  id: 'auth-not-advertised',
  find(evidence) {
    const answered = refused.find(evidence);
    if (answered.length > 0) return answered;
    const { credentials, usable, plan } = evidence;
    const wanted = credentials?.attempt === null && credentials.cause === 'auth-not-advertised';
    const known = new Set(evidence.endpoints.map(({ id }) => id));
    const skipped = new Set((credentials?.seen.skipped?.endpoints ?? []).filter((id) => known.has(id)));
    const concerned = wanted ? evidence.endpoints.filter(({ id }) => skipped.has(id)) : withoutLogin(evidence);
    if (concerned.length === 0 && !wanted) return [];
    const seen = concerned.map(({ seen: { port } }) => ({ port }));
    const ports = seen.length > 0 ? portsOf(seen) : plan.host;
    const onlyRelay = seen.every(({ port }) => knownPort(port)?.use === 'relay') && seen.length > 0;
    const others = evidence.endpoints.filter((endpoint) => knownPort(endpoint.seen.port)?.use !== 'relay');
    // What keeps a client off the ports that are meant for it is the cause then; a relay port has no login anywhere.
    const isOverheard = onlyRelay && others.some((endpoint) => endpoint.status === 'failed' && !isUnconnected(endpoint));
    const severity: Severity = wanted && !isOverheard ? 'error' : 'warning';
    return [
      {
        severity,
        title: `${seen.length > 0 ? capital(ports) : ports} ${agreeing(seen, 'offers', 'offer')} no login${isOnlyBeforeTls(concerned) ? ' before TLS' : ''}${wanted ? ', so the credentials could not be tried' : ''}`,
        detail: onlyRelay ? relayText(others) : unlistedText(concerned),
        evidence:
          concerned.length > 0
            ? concerned.map(
                ({ id, seen: { capabilities } }) =>
                  `${id}: no AUTH among ${(capabilities.tls ?? capabilities.plaintext ?? []).join(', ') || 'no keywords at all'}`,
              )
            : ['no endpoint offers AUTH'],
        fix:
          usable.length > 0 && onlyRelay
            ? `Use the provider's submission host on port 465 or 587 (\`mailprobe discover <address>\` finds it); for a server of your own, its administrator enables submission${evidence.setting('submission')}.`
            : `The server's administrator enables login there${evidence.setting('login')}, or names the host and port that has it.`,
        owner: onlyRelay ? 'you' : 'server',
        endpoints: concerned.map(({ id }) => id),
        reference: 'RFC 6409 §4.3',
      },
    ];
  },
};

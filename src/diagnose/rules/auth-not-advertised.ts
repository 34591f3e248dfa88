// No AUTH, also after TLS: a relay port, or submission is elsewhere.
import type { Severity } from '../../model/finding.ts';
import { knownPort, PROTOCOL_FACTS, type Protocol } from '../../model/protocol.ts';
import { authRule } from '../auth-rule.ts';
import { type Evidence, isUnconnected } from '../evidence.ts';
import type { JudgedEndpoint } from '../judge.ts';
import { agreeing, capital, list, portsOf } from '../phrases.ts';
import type { Draft, Rule } from '../rule.ts';
import { isPreauthenticated, offersStartTls } from '../without-tls.ts';

function relayText(others: readonly JudgedEndpoint[]): string {
  const closed = others.length > 0 && others.every(isUnconnected);
  return `Port 25 is for mail between servers: it takes mail for its own domains and has no login. Clients submit on other ports${
    closed ? `, and ${list(others.map(({ seen }) => seen.port))} of this host take no connection` : ''
  }.`;
}

/** Nothing was asked under TLS, which the server has. */
const isOnlyBeforeTls = (concerned: readonly JudgedEndpoint[]): boolean =>
  concerned.every(({ seen }) => seen.auth.tls === null) && concerned.some(({ seen }) => offersStartTls(seen));

function unlistedText(concerned: readonly JudgedEndpoint[], protocol: Protocol): string {
  const isUnderTls = concerned.some(({ seen }) => seen.auth.tls !== null);
  if (isOnlyBeforeTls(concerned))
    return `No ${protocol === 'smtp' ? 'AUTH' : 'way of logging in'} is listed there before TLS, and TLS was not asked for: servers offer logins after ${PROTOCOL_FACTS[protocol].startTlsCommand} alone, as they should.`;
  return `No ${protocol === 'smtp' ? 'AUTH' : 'way of logging in'} is listed there${isUnderTls ? ', even under TLS' : ''}: ${protocol === 'smtp' ? 'the port is a relay that goes by address, or ' : ''}login is not set up on the server.`;
}

/** RFC 9051 §7.1.4: the client is logged in already, and a login would be refused. */
function preauthenticated(evidence: Evidence): Draft[] {
  const greeted = evidence.usable.filter(({ seen }) => isPreauthenticated(seen));
  if (greeted.length === 0) return [];
  const ports = portsOf(greeted.map(({ seen }) => seen));
  const isWanted = evidence.credentials?.attempt === null;
  return [
    {
      severity: isWanted ? 'error' : 'warning',
      title: `${capital(ports)} ${agreeing(
        greeted.map(({ seen }) => seen),
        'greets',
        'greet',
      )} with PREAUTH: whoever connects is logged in there, and no login is taken`,
      detail:
        'PREAUTH says that the client is known by other means: its address, its certificate, or a program in between that has logged in. Mail programs that want to log in fail there.',
      evidence: greeted.map(({ id }) => `${id}: PREAUTH`),
      fix: "The server's administrator takes PREAUTH off ports that can be reached from outside, so that each user logs in.",
      owner: 'server',
      endpoints: greeted.map(({ id }) => id),
      reference: 'RFC 9051 §7.1.4',
    },
  ];
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
    const open = preauthenticated(evidence);
    if (open.length > 0) return open;
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
        detail: onlyRelay ? relayText(others) : unlistedText(concerned, plan.protocol),
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
        reference: plan.protocol === 'smtp' ? 'RFC 6409 §4.3' : PROTOCOL_FACTS[plan.protocol].references.reply,
      },
    ];
  },
};

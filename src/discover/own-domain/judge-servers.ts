// Whether the servers that a domain names are named alike by all of its records and documents, and do what these say. Pure.
import { type MailProtocol, PROTOCOL_FACTS, PROTOCOLS } from '../../model/protocol.ts';
import type { DomainFinding } from './domain-finding.ts';
import type { DomainObservation } from './domain-observation.ts';
import { isOddMode, type NamedBy, type NamedServer, namedServers, PUBLISHERS, serversBy } from './named-servers.ts';

/** What a connection to a named server showed. */
export interface ServerState {
  readonly server: NamedBy;
  readonly status: 'ok' | 'failed' | 'untrusted' | 'untested';
  /** For all but `ok`; for that, what one of several addresses lacks. */
  readonly why: string | null;
  /** Mechanisms offered once the connection was encrypted; null: it did not get that far. */
  readonly auth: readonly string[] | null;
}

export const whereOf = ({ host, port, mode }: Pick<NamedServer, 'host' | 'port' | 'mode'>): string => `${host}:${port} (${mode})`;

export function judgeServers(observation: DomainObservation, states: readonly ServerState[]): DomainFinding[] {
  return [...states.flatMap(judgeState), ...namedServers(observation).flatMap(judgeNaming), ...judgeAgreement(observation)];
}

function judgeState({ server, status, why, auth }: ServerState): DomainFinding[] {
  const names = `${server.namedBy.join(', ')}`;
  const where = `${PROTOCOL_FACTS[server.protocol].word} at ${whereOf(server)}`;
  const command = `\`mailprobe check ${server.host} --protocol ${server.protocol} -p ${server.port} -m ${server.mode}\``;
  if (status === 'failed')
    return [
      {
        id: 'server-failed',
        severity: 'error',
        what: `${where}, which ${names} names, does not work: ${why}`,
        fix: `Mend the server, or stop naming it. ${command} says what is wrong.`,
        reference: null,
      },
    ];
  if (status === 'untrusted')
    return [
      {
        id: 'server-untrusted',
        severity: 'error',
        what: `${where}, which ${names} names, has a certificate that does not verify: ${why}`,
        fix: `Give the server a certificate for ${server.host}, or name the host that its certificate bears. ${command} says more.`,
        reference: 'RFC 8314 §4',
      },
    ];
  return status === 'ok' ? judgeLogins(server, auth ?? [], where) : [];
}

const PASSWORD_MECHANISMS = ['PLAIN', 'LOGIN'];
const TOKEN_MECHANISMS = ['OAUTHBEARER', 'XOAUTH2'];

/** A document that promises a login which the server does not take. */
function judgeLogins(server: NamedBy, offered: readonly string[], where: string): DomainFinding[] {
  // IMAP and POP3 have login commands beside SASL, which nothing has to announce.
  const hasCommand = PROTOCOL_FACTS[server.protocol].loginCommand !== null;
  const offers = (names: readonly string[]): boolean => names.some((name) => offered.includes(name));
  const lacks: string[] = [];
  if (server.auth.includes('OAuth2') && !offers(TOKEN_MECHANISMS)) lacks.push('OAuth 2.0 (OAUTHBEARER or XOAUTH2)');
  if (server.auth.includes('password-cleartext') && !hasCommand && !offers(PASSWORD_MECHANISMS))
    lacks.push('passwords (PLAIN or LOGIN)');
  return lacks.map((lack) => ({
    id: 'login-not-offered',
    severity: 'warning',
    what: `${where} is published as taking ${lack}, and offers ${offered.length > 0 ? offered.join(', ') : 'no mechanism'}`,
    fix: 'Offer it at the server, or leave it out of the document.',
    reference: 'draft-ietf-mailmaint-autoconfig',
  }));
}

function judgeNaming(server: NamedBy): DomainFinding[] {
  const names = server.namedBy.join(', ');
  if (server.mode === 'plain')
    return [
      {
        id: 'plaintext-named',
        severity: 'error',
        what: `${names} names ${server.host}:${server.port} without encryption: passwords would go in the clear`,
        fix: 'Name the port with TLS from the first byte (465, 993, 995), or STARTTLS on this one.',
        reference: 'RFC 8314 §3',
      },
    ];
  if (!isOddMode(server)) return [];
  return [
    {
      id: 'mode-against-port',
      severity: 'error',
      what: `${names} names ${whereOf(server)}, and that port is meant for ${server.mode === 'tls' ? 'STARTTLS' : 'TLS from the first byte'}`,
      fix: 'Name the port under its own service: _submissions and 465, _submission and 587, _imaps and 993, _imap and 143.',
      reference: 'RFC 6186 §3, RFC 8314 §5.1',
    },
  ];
}

/** Per protocol: publishers that name servers have to name one in common. */
function judgeAgreement(observation: DomainObservation): DomainFinding[] {
  const by = serversBy(observation);
  return PROTOCOLS.flatMap((protocol): DomainFinding[] => {
    const hosts = PUBLISHERS.flatMap((publisher) => {
      const named = by[publisher].filter((server) => server.protocol === protocol);
      return named.length === 0 ? [] : [{ publisher, hosts: new Set(named.map(({ host }) => host)) }];
    });
    const [first, ...rest] = hosts;
    if (!first || rest.every((other) => [...other.hosts].some((host) => first.hosts.has(host)))) return [];
    return [disagreement(protocol, hosts)];
  });
}

const disagreement = (
  protocol: MailProtocol,
  named: readonly { readonly publisher: string; readonly hosts: ReadonlySet<string> }[],
): DomainFinding => ({
  id: 'sources-disagree',
  severity: 'warning',
  what: `For ${PROTOCOL_FACTS[protocol].word}, ${named.map(({ publisher, hosts }) => `${publisher} names ${[...hosts].join(', ')}`).join('; ')}`,
  fix: 'Let all of them name the same host: which one a mail program uses depends on where it looks first.',
  reference: null,
});

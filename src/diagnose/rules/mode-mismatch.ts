// The port speaks the other mode: an error where the mode was asked for by name, else worth a word at most.

import { PROTOCOL_FACTS } from '../../model/protocol.ts';
import type { Case, Evidence } from '../evidence.ts';
import type { JudgedEndpoint } from '../judge.ts';
import { meantMode } from '../judge.ts';
import { agreeing, capital, nameOfMode, portAndMode, portsOf } from '../phrases.ts';
import type { Draft, Rule, Words } from '../rule.ts';
import { draft } from '../rule.ts';
import { offersStartTls, openEndpoints } from '../without-tls.ts';

/** The same port probed in the other mode, for the report or only to explain. */
const counterpartOf = ({ endpoints, auxiliary }: Evidence, { seen }: JudgedEndpoint): JudgedEndpoint | undefined =>
  [...endpoints, ...auxiliary].find(
    (other) =>
      other.seen.port === seen.port &&
      other.seen.address === seen.address &&
      (other.seen.mode === 'tls') !== (seen.mode === 'tls'),
  );

/** What helps an application that has no setting for the mode of the port; null: it has one, or nobody knows. */
function changeForApplication({ plan: { application }, clients }: Evidence): string | null {
  const [own] = (clients?.views ?? []).filter(({ client, stage }) => client === application?.settings.family && stage === 'mode');
  if (own === undefined) return null;
  if (own.change === null) return own.serverChange && `no setting does it; at the server: ${own.serverChange}`;
  if (!/^(?:port \d+|another library)$/.test(own.change)) return null;
  return own.serverChange === null ? own.change : `${own.change}; or, at the server: ${own.serverChange}`;
}

/** The application, where it is known; else the client, with an example of one. */
const inClient = ({ plan: { application } }: Evidence, example: string): string =>
  application ? `${application.settings.application} (${application.file})` : `the client (${example})`;

function wordsFor({ endpoint }: Case, evidence: Evidence): Words {
  const { port, mode } = endpoint.seen;
  const other = counterpartOf(evidence, endpoint);
  const outcome =
    other === undefined
      ? ''
      : other.status === 'ok'
        ? ' In that mode the port works.'
        : ` In that mode it fails as well: ${other.failure?.message ?? other.status}.`;
  const lines =
    other === undefined
      ? []
      : [`${other.id}: ${other.status === 'ok' ? 'works' : `${other.status}, ${other.failure?.message ?? ''}`}`];
  const others = [...new Set(evidence.working.filter(({ seen }) => seen.port !== port).map(({ seen }) => portAndMode(seen)))];
  const elsewhere = others.length > 0 ? ` ${others.join(' and ')} works as well.` : '';
  if (mode === 'tls' && other?.failure?.code === 'starttls-not-offered') {
    return {
      title: `Port ${port} speaks plaintext and has no TLS: neither SSL/TLS nor STARTTLS works there`,
      detail: `The client was to begin with TLS (SSL/TLS), but the server greets in plaintext on port ${port}, and lists no STARTTLS either: a service for the inside of a mail system (a content filter), or a server without a certificate.`,
      fix: `Check host and port${elsewhere === '' ? '' : `:${elsewhere}`.replace(/ works as well\.$/, ' works')}. If they are right, the server's administrator sets up a certificate, with SSL/TLS on this port or STARTTLS.`,
      owner: 'you',
      reference: 'RFC 8314 §3.3',
      evidence: lines,
    };
  }
  if (mode === 'tls') {
    return {
      title: `Port ${port} speaks plaintext first: the client must use STARTTLS there`,
      detail: `The client was to begin with TLS (SSL/TLS), but the server greets in plaintext on port ${port} and expects STARTTLS.${outcome}`,
      fix: `Set the connection security for port ${port} to STARTTLS in ${inClient(evidence, 'nodemailer: secure: false')}.${elsewhere} Or the server's administrator switches the port to TLS from the first byte${evidence.setting('implicit-tls')}.`,
      owner: 'you',
      reference: 'RFC 8314 §3.3',
      evidence: lines,
    };
  }
  const needed = changeForApplication(evidence);
  return {
    title: `Port ${port} speaks TLS from the first byte: the client must use SSL/TLS there`,
    detail: `The client was to begin with ${nameOfMode(mode)}, but the server waits for a TLS handshake on port ${port} and so never greets in plaintext.${outcome}`,
    fix:
      needed !== null
        ? `In ${inClient(evidence, '')}: ${needed}.`
        : `Set the connection security for port ${port} to SSL/TLS (implicit TLS) in ${inClient(evidence, 'nodemailer: secure: true')}.${elsewhere} Or the server's administrator switches the port to STARTTLS${evidence.setting('no-implicit-tls')}.`,
    owner: 'you',
    reference: 'RFC 8314 §3.3',
    evidence: lines,
  };
}

/** Asked without encryption by name, where the port has STARTTLS: what answers is no place for a client as long as it is not used. */
function openDrafts(evidence: Evidence): Draft[] {
  const open = openEndpoints(evidence).filter(({ seen }) => offersStartTls(seen));
  if (open.length === 0) return [];
  const seen = open.map((endpoint) => endpoint.seen);
  const keyword = PROTOCOL_FACTS[evidence.plan.protocol].startTlsCommand;
  const isAlone = evidence.usable.length === 0 && evidence.credentials?.status !== 'accepted';
  return [
    {
      severity: isAlone ? 'error' : 'info',
      title: `${capital(portsOf(seen))} ${agreeing(seen, 'was', 'were')} asked without encryption, and ${agreeing(seen, 'offers', 'offer')} ${keyword}`,
      detail: `Without ${keyword} all that is said there goes in the clear, and servers keep logins and mail for what comes after it. The rest was not asked: the mode of this check was plain.`,
      evidence: open.map(({ id }) => `${id}: ${keyword} is listed`),
      fix: evidence.plan.application
        ? `Set the connection security to STARTTLS in ${inClient(evidence, '')}.`
        : 'Set the connection security to STARTTLS in the client; to check it: --mode starttls.',
      owner: 'you',
      endpoints: open.map(({ id }) => id),
      reference: PROTOCOL_FACTS[evidence.plan.protocol].references.startTls,
    },
  ];
}

/** A registered port that works only in the mode it is not meant for: clients with default settings fail. */
const isSwapped = (endpoint: JudgedEndpoint, evidence: Evidence): boolean =>
  !evidence.plan.endpointsNamed &&
  meantMode(endpoint.seen.port) === endpoint.seen.mode &&
  counterpartOf(evidence, endpoint)?.status === 'ok';

export const modeMismatch: Rule = {
  id: 'mode-mismatch',
  find(evidence) {
    const byPort = new Map<string, [Case, ...Case[]]>();
    for (const item of evidence.cases('mode-mismatch')) {
      if (item.endpoint.status !== 'failed' && !isSwapped(item.endpoint, evidence)) continue;
      const key = `${item.endpoint.seen.port}/${item.endpoint.seen.mode}`;
      byPort.set(key, [...(byPort.get(key) ?? []), item] as [Case, ...Case[]]);
    }
    const mismatches = [...byPort.values()].map(
      (cases): Draft =>
        draft(evidence, cases, {
          ...wordsFor(cases[0], evidence),
          severity: cases[0].endpoint.status === 'failed' ? 'error' : 'info',
        }),
    );
    return [...mismatches, ...openDrafts(evidence)];
  },
};

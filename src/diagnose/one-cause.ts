// What some port of the host said of its refusal, or what the way in which its sessions end points at: other ports that only
// break off then have no cause of their own. One cause, one error.
import type { FindingId } from '../model/finding.ts';
import type { Case, Evidence } from './evidence.ts';
import { atStages, list, portsOf } from './phrases.ts';
import type { Cases, Words } from './rule.ts';

/** Refusals of the client or of the moment, true of the whole host. */
const OF_THE_HOST: readonly FindingId[] = [
  'server-blocks-ip',
  'rate-limited',
  'client-no-rdns',
  'server-fault',
  'greeting-refused',
  'greeting-busy',
  'ehlo-name-rejected',
  'ehlo-rejected',
];

/** Under TLS, where the mechanisms would be listed, and not before: what is asked for them is what fails. */
const diesAtMechanisms = ({ endpoint: { seen }, cause }: Case): boolean =>
  seen.mode === 'starttls' && cause.stage === 'ehlo' && seen.tls !== null && seen.capabilities.plaintext !== null;

/** Where else a reason was stated, ` Port 587 …`; empty: nowhere. */
function statedElsewhere(cases: readonly Case[], { endpoints }: Evidence): string {
  const own = new Set(cases.map(({ endpoint }) => endpoint.id));
  // Who is turned away ahead of the handshake has said nothing yet: a reason that names what was said is another's.
  const isAtTheDoor = cases.every(({ cause }) => cause.stage === 'tls' || cause.stage === 'connect');
  const others = endpoints.filter(({ id, causes }) => {
    const [cause] = causes;
    if (own.has(id) || !cause) return false;
    return cause.reply !== undefined && OF_THE_HOST.includes(cause.code) && (!isAtTheDoor || cause.stage === 'greeting');
  });
  const [first] = others;
  if (!first) return '';
  return `Port ${list(others.map(({ seen }) => seen.port))} of the same host says why: ${first.causes[0]?.message ?? ''}`;
}

/** Sessions of other endpoints that die where the mechanisms would be listed. */
const hasDeadSasl = ({ endpoints }: Evidence): boolean =>
  endpoints.some((endpoint) =>
    endpoint.causes.some(
      (cause) => ['connection-closed', 'tcp-reset'].includes(cause.code) && diesAtMechanisms({ endpoint, cause }),
    ),
  );

const titleOf = (does: string, cases: Cases): string =>
  `The server ${does} on ${portsOf(cases.map(({ endpoint }) => endpoint.seen))} ${atStages(...cases.map(({ cause }) => cause.stage))}`;

/** The reason that another port states. Null: none does. */
export function statedCause(does: string, cases: Cases, evidence: Evidence): Words | null {
  const stated = statedElsewhere(cases, evidence);
  if (stated === '') return null;
  return {
    severity: 'info',
    title: titleOf(does, cases),
    detail:
      'The connection was made, and ended without a word. Another port of the same host states a reason, and it is most likely the same here.',
    fix: 'Mend what the other port names first; then repeat the check.',
    owner: 'server',
    evidence: [stated],
  };
}

/** `does`: hangs up, resets the connection. Null: nothing more is known than that. */
export function oneCause(does: string, cases: Cases, evidence: Evidence): Words | null {
  const title = titleOf(does, cases);
  const stated = statedCause(does, cases, evidence);
  if (stated !== null) return stated;
  if (!hasDeadSasl(evidence)) return null;
  return {
    title,
    detail:
      'EHLO is answered before TLS, and the session ends where the mechanisms for logging in would be listed: the server cannot ask the service that checks its passwords (SASL).',
    fix: 'The server\'s administrator looks into the mail log of this minute (Postfix: "no SASL authentication mechanisms") and sees that the SASL service runs and its socket can be reached (Postfix with Dovecot: smtpd_sasl_type = dovecot, smtpd_sasl_path = private/auth; Cyrus: saslauthd).',
    owner: 'server',
    reference: 'http://www.postfix.org/SASL_README.html',
  };
}

// This mechanism is not taken: by 504 or 534, or by a refusal that came before the password or any proof of it was out.
import type { AuthAttempt } from '../../model/observation.ts';
import { isMailProtocol } from '../../model/protocol.ts';
import { inRefusedForm } from '../../model/wire-form.ts';
import { findMechanism } from '../../sasl/index.ts';
import { authRule } from '../auth-rule.ts';
import type { Evidence } from '../evidence.ts';
import { clip, list, replyText } from '../phrases.ts';
import type { Draft, Rule } from '../rule.ts';
import { unprovenFix } from '../unproven-login.ts';

const refused = authRule('auth-mechanism-rejected', ({ title, detail, fix }, cases, { credentials, plan }) => {
  const attempt = credentials?.attempt;
  if (!attempt) return {};
  const { mechanism, sent } = attempt;
  if (sent === 'nothing') {
    if (!isMailProtocol(plan.protocol)) return unansweredOverHttp(mechanism);
    const says = cases[0].cause.explanation;
    return {
      title: says ? title : `The server offers ${mechanism} and refuses it: the password was not judged`,
      detail: `${says ? `${detail} ` : ''}The refusal came before the password, or a proof of it, had been sent: it says nothing of the password. ${WHY}`,
      fix: unprovenFix(mechanism),
      owner: 'server',
    };
  }
  if (findMechanism(mechanism)?.bindsChannel) {
    return {
      title: `${mechanism} fails at binding the login to the TLS connection: the password was not judged`,
      detail: `${mechanism} ties the login to its TLS connection, and the server could not: Cyrus SASL knows tls-unique alone, which TLS 1.3 does not have, and behind a TLS proxy the server sees another connection. The refusal says nothing of the password.`,
      fix: `Log in with ${mechanism.replace(/-PLUS$/, '')} or PLAIN: the client switches channel binding off (with mailprobe: --auth PLAIN, or --auth-exclude ${mechanism}). The server's administrator takes ${mechanism} out of the list (Cyrus: sasl_mech_list; Postfix: mech_list in smtpd.conf; Dovecot: auth_mechanisms).`,
      owner: 'server',
      reference: 'RFC 9266',
    };
  }
  return {
    fix: `${fix} The credentials had gone out with it, so that no other mechanism was tried. With mailprobe: --auth-exclude ${mechanism}.`,
  };
});

/** NTLM logs in a connection, and takes two requests over it (MS-NTHT). */
const unansweredOverHttp = (mechanism: string) =>
  ({
    title: `The server offers ${mechanism} and does not go on with it: the password was not judged`,
    detail: `${mechanism} takes several requests over one connection, and the first was refused before the password, or a proof of it, had been sent. A load balancer or proxy that spreads the requests of a connection over several servers does this, and so does a server on which ${mechanism} is listed and switched off.`,
    fix: `Whoever runs the server or the balancer in front of it: keep the requests of a connection at one server (no reuse of connections between clients), or offer Basic or Bearer for this service (\`Get-WebServicesVirtualDirectory | fl *Authentication*\`).`,
    owner: 'server',
    reference: 'MS-NTHT',
  }) as const;

const WHY =
  'Servers that store passwords as hashes have no secret for CRAM-MD5, DIGEST-MD5 or SCRAM, and some advertise them all the same.';

/** Those that were turned down and followed by another one, which decided. */
function passedOver({ credentials, endpoints }: Evidence): readonly AuthAttempt[] {
  const attempts = credentials?.seen.attempts ?? [];
  const known = new Set(endpoints.map(({ id }) => id));
  return attempts
    .slice(0, -1)
    .filter(
      ({ sent, status, endpoint, mechanism, form }) =>
        sent === 'nothing' &&
        status !== 'accepted' &&
        known.has(endpoint) &&
        findMechanism(mechanism) !== undefined &&
        !form?.isRefused,
    );
}

const lineOf = ({ endpoint, mechanism, reply, failure, form }: AuthAttempt): string =>
  `${endpoint}: auth: ${form?.name ?? mechanism}: ${reply ? replyText(reply) : failure?.kind === 'sasl' ? clip(failure.detail, 200) : 'no answer'}`;

/** The application's own form of a mechanism, which the server took in the other one. */
function formNoteOf({ credentials, endpoints }: Evidence): Draft[] {
  const known = new Set(endpoints.map(({ id }) => id));
  const attempts = inRefusedForm(credentials?.seen.attempts ?? []).filter(({ endpoint }) => known.has(endpoint));
  return attempts.map((attempt) => {
    const { mechanism, form, status, endpoint } = attempt;
    const isAskedAgain = status === 'accepted';
    const told = isAskedAgain
      ? 'It asked once more for the user name that had gone with the command, and got it; clients that answer with the password fail there.'
      : `It refused it before anything of the password had been sent, and took ${mechanism} in the other form.`;
    return {
      severity: 'info',
      title: `The server does not take ${form?.name}`,
      detail: `${told} The password is not at fault, and clients that send ${mechanism} in the other form get through.`,
      evidence: isAskedAgain ? [`${endpoint}: auth: ${mechanism}: asked for the user name twice`] : [lineOf(attempt)],
      fix: `Set the client to another form of ${mechanism} or another mechanism; or have the server take both forms (RFC 4954 §4).`,
      owner: 'server',
      endpoints: [endpoint],
      reference: 'RFC 4954 §4',
      explains: [],
    };
  });
}

function noteOf(evidence: Evidence): Draft[] {
  const attempts = passedOver(evidence);
  const [first] = attempts;
  const last = evidence.credentials?.seen.attempts.at(-1);
  if (!first || !last) return [];
  const names = list([...new Set(attempts.map(({ mechanism }) => mechanism))]);
  return [
    {
      severity: 'info',
      title: `The server offers ${names} and does not take it`,
      detail: `It ended before the password, or a proof of it, had been sent, so the password was not judged by it; ${last.mechanism} was tried next. Clients that choose ${names} by themselves fail there. ${WHY}`,
      evidence: attempts.map(lineOf),
      fix: unprovenFix(first.mechanism),
      owner: 'server',
      endpoints: [...new Set(attempts.map(({ endpoint }) => endpoint))],
      reference: 'RFC 4954 §4',
      explains: [],
    },
  ];
}

export const authMechanismRejected: Rule = {
  id: 'auth-mechanism-rejected',
  find: (evidence) => {
    const decided = refused.find(evidence);
    return decided.length > 0 ? decided : [...formNoteOf(evidence), ...noteOf(evidence)];
  },
};

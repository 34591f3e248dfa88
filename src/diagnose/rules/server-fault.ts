// The server names a fault of its own: in mid-dialogue, or after it has accepted a login.
import { explainReply } from '../../knowledge/index.ts';
import type { Evidence } from '../evidence.ts';
import type { JudgedEndpoint } from '../judge.ts';
import { permissionCases } from '../permission-cases.ts';
import { replyText } from '../phrases.ts';
import { type Draft, draft, endpointRule, isSome, type Rule, wordedByReply } from '../rule.ts';

const FIX =
  "Tell the server's administrator the reply and the time: the cause is in the mail log of that minute. Try again later.";

const refused = endpointRule('server-fault', (cases) =>
  wordedByReply(cases, {
    // Said to a login, it has words that say what behind the login is at fault.
    title: cases.some(({ cause }) => cause.stage === 'auth') ? '' : 'The server reports a fault of its own',
    detail: "It names its configuration, its disk or a service behind it. Nothing on the client's side can change that.",
    fix: FIX,
    owner: 'server',
    reference: 'RFC 3463 §3.4',
  }),
);

/** Dovecot and Courier open the mailbox after the login was accepted: POP3 `-ERR [SYS/TEMP]`, IMAP BYE, SMTP 421. */
function afterLogin(endpoints: readonly JudgedEndpoint[]): Draft[] {
  return endpoints.flatMap(({ id, seen: { protocol, afterLogin: reply } }) => {
    if (!reply) return [];
    const [said] = reply.lines.length === 0 ? [] : explainReply(reply, { protocol, stage: 'auth' });
    const known = said && said.id === 'server-fault' && said.confidence !== 'generic' ? said : null;
    return [
      {
        severity: 'error',
        title: 'The login is accepted, and the session fails right after it',
        detail: `User name and password are right. ${known?.meaning ?? 'What the server does next, opening the mailbox or going on with the session, does not work.'} No client can use the account as it stands.`,
        evidence: [`${id}: after the login: ${replyText(reply) || 'the connection was closed without a word'}`],
        fix: known?.fix ?? FIX,
        owner: 'server',
        endpoints: [id],
        reference: protocol === 'pop3' ? 'RFC 3206 §4' : null,
      },
    ];
  });
}

/** A service over HTTP took the login, and names a fault of its own in place of what was asked for. */
function behindLogin(evidence: Evidence): Draft[] {
  const cases = permissionCases(evidence).filter(({ cause }) => cause.code === 'server-fault');
  if (!isSome(cases)) return [];
  const title = 'The login is accepted, and the service reports a fault of its own';
  const detail = "What the login may do is not known. Nothing on the client's side can change that.";
  return [draft(evidence, cases, { title, detail, fix: FIX, owner: 'server', severity: 'error', reference: 'RFC 9110 §15.6' })];
}

export const serverFault: Rule = {
  id: 'server-fault',
  find: (evidence) => [...refused.find(evidence), ...afterLogin(evidence.endpoints), ...behindLogin(evidence)],
};

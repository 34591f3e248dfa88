// How long an idle connection lives, as far as the server's end decides it, or nothing ended it (`--hold`).
import type { JudgedHold } from '../held.ts';
import { judgeHeld } from '../held.ts';
import { portsOf, replyText } from '../phrases.ts';
import { atLeast, idleAdvice, span } from '../pool-values.ts';
import type { Draft, Rule } from '../rule.ts';

export const idleTimeout: Rule = {
  id: 'idle-timeout',
  find(evidence) {
    const groups = new Map<string, [JudgedHold, ...JudgedHold[]]>();
    for (const one of judgeHeld(evidence)) {
      if (one.verdict === 'gone') continue;
      const key = titleOf([one], '');
      const group = groups.get(key);
      if (group) group.push(one);
      else groups.set(key, [one]);
    }
    return [...groups.values()].map((group): Draft => {
      const [{ verdict }] = group;
      const shortestMs = Math.min(...group.map(allowedMs));
      return {
        severity: 'info',
        title: titleOf(group, portsOf(group.map(({ endpoint }) => endpoint.seen))),
        detail: `${DETAILS[verdict === 'gone' ? 'unclear' : verdict]}${byReset(group)}${withoutLogin(group, evidence.plan.protocol)}`,
        evidence: group.map(lineOf),
        fix: fixOf(verdict, idleAdvice(shortestMs, evidence.plan.protocol)),
        owner: 'you',
        endpoints: group.map(({ endpoint }) => endpoint.id),
        reference: evidence.plan.protocol === 'smtp' ? 'RFC 5321 §4.5.3.2.7' : null,
      };
    });
  },
};

function fixOf(verdict: JudgedHold['verdict'], advice: string): string {
  if (verdict === 'unclear') return 'Check once more with --hold, when nothing else is wrong.';
  return verdict === 'stands' ? `By what was tried, and longer may do: ${advice}` : advice;
}

const DETAILS: Readonly<Record<Exclude<JudgedHold['verdict'], 'gone'>, string>> = {
  idle: 'A client that keeps connections in a pool has to close or use one before the server does: what it sends over one that has been closed is lost, and it has to connect anew.',
  age: 'It was not for silence: a second connection that was kept in use ended at the same age, one that was left silent as well did not end so soon, or it had survived a longer silence. The server limits the age of a session, or was stopped at that moment; NOOP keeps none alive for longer.',
  unclear:
    'The connection that was idle ended, and the second one, which was kept in use, gave no answer either: the server or the way was down for a moment, and how long an idle connection lives did not show.',
  stands: 'Nothing ended a connection that was silent for so long, and the server still answered on it.',
};

/** An end without a word may be that of a firewall that tells both sides. */
const byReset = ([{ seen, verdict }]: readonly [JudgedHold, ...JudgedHold[]]): string =>
  verdict === 'idle' && seen.end?.how === 'reset'
    ? ' Whether the server or something on the way sent the reset does not show; either way the client learns of it.'
    : '';

/** What a server allows before a login is often far less than after one. */
function withoutLogin(group: readonly JudgedHold[], protocol: string): string {
  if (group.some(({ seen }) => seen.isLoggedIn)) return '';
  return protocol === 'smtp'
    ? ' It had not logged in.'
    : ' It had not logged in, and after a login servers mostly allow more: with --user the session that has logged in is held.';
}

/** How long a connection may be idle, by what was seen. */
function allowedMs({ seen: { end }, survivedMs, verdict }: JudgedHold): number {
  if (end === null || end.isNoticedLate) return survivedMs;
  return verdict === 'age' ? end.ageMs : end.silentMs;
}

function titleOf([{ seen, verdict, survivedMs }]: readonly [JudgedHold, ...JudgedHold[]], ports: string): string {
  const { end } = seen;
  if (end === null) return `An idle connection on ${ports} lives for ${atLeast(survivedMs)} and more`;
  if (verdict === 'unclear') return `How long an idle connection on ${ports} lives could not be told`;
  if (verdict === 'age') return `The server ended the connections on ${ports} after ${span(end.ageMs)}, used or not`;
  if (end.isNoticedLate)
    return `The server ends an idle connection on ${ports} after ${survivedMs === 0 ? 'less than' : `${atLeast(survivedMs)} to`} ${span(end.silentMs)}`;
  const who = end.how === 'reset' ? `An idle connection on ${ports} is reset` : `The server ends an idle connection on ${ports}`;
  return `${who} after ${span(end.silentMs)}`;
}

function lineOf({ endpoint, seen: { end, busy, brokenOffMs }, survivedMs }: JudgedHold): string {
  const stood = survivedMs === 0 ? [] : [`answered after ${atLeast(survivedMs)} of silence`];
  const cut = brokenOffMs === undefined ? [] : ['then the check was broken off'];
  if (end === null) return `${endpoint.id}: ${[...stood, ...cut].join('; ')}`;
  const way = {
    told: `said "${end.reply ? replyText(end.reply) : ''}"`,
    closed: 'closed without a word',
    reset: `reset (${end.systemCode ?? 'RST'})`,
    unanswered: 'gave no answer',
  }[end.how];
  const second = {
    answered: 'one in use still answered',
    ended: 'one in use was ended, too',
    unanswered: 'one in use gave no answer',
    none: '',
  };
  const again = busy?.endedAfterSameSilence ? '; left silent in its turn, it ended after as long' : '';
  const beside = busy === null || second[busy.status] === '' ? '' : `${second[busy.status]}${again}`;
  const parts = [...stood, `${way} after ${span(end.silentMs)} of silence`, ...(beside === '' ? [] : [beside])];
  return `${endpoint.id}: ${parts.join('; ')}`;
}

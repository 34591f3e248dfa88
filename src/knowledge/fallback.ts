// What the codes alone say, where no words are known: enhanced status codes (RFC 3463 and the IANA registry), basic
// codes (RFC 5321, 4954, 7504). Always `generic`. Knows no text.
import type { FindingId } from '../model/finding.ts';
import type { Stage } from '../model/protocol.ts';
import { type TellingStatus, tellingStatus } from './registries/enhanced-status.ts';

/** RFC 5321 §3.3: the three steps in which one message is handed over. */
export type Transaction = 'mail' | 'rcpt' | 'data';

export type CodeMeaning = Omit<TellingStatus, 'name'>;

const is = (id: FindingId, reference: string): CodeMeaning => ({ id, reference });

const BASIC: Readonly<Record<number, CodeMeaning>> = {
  421: is('greeting-busy', 'RFC 5321 §4.2.3'),
  432: is('auth-mechanism-rejected', 'RFC 4954 §6'),
  435: is('auth-temporary-failure', 'RFC 4954 §6'),
  450: is('greylisted', 'RFC 5321 §4.2.3'),
  451: is('server-fault', 'RFC 5321 §4.2.3'),
  452: is('server-fault', 'RFC 5321 §4.2.3'),
  454: is('auth-temporary-failure', 'RFC 4954 §6'),
  455: is('server-fault', 'RFC 5321 §4.2.3'),
  500: is('ehlo-rejected', 'RFC 5321 §4.2.3'),
  502: is('auth-not-advertised', 'RFC 5321 §4.2.3'),
  503: is('auth-required', 'RFC 5321 §4.2.3'),
  504: is('auth-mechanism-rejected', 'RFC 4954 §4'),
  521: is('greeting-refused', 'RFC 7504'),
  523: is('auth-encryption-required', 'RFC 5248'),
  525: is('auth-account-locked', 'RFC 5248'),
  530: is('auth-required', 'RFC 4954 §6'),
  534: is('auth-mechanism-rejected', 'RFC 4954 §6'),
  535: is('auth-rejected', 'RFC 4954 §6'),
  538: is('auth-encryption-required', 'RFC 4954 §6'),
  550: is('recipient-unknown', 'RFC 5321 §4.2.3'),
  551: is('recipient-unknown', 'RFC 5321 §4.2.3'),
  552: is('mailbox-full', 'RFC 5321 §4.2.3'),
  553: is('sender-not-allowed', 'RFC 5321 §4.2.3'),
  554: is('content-rejected', 'RFC 5321 §4.2.3'),
  555: is('sender-not-allowed', 'RFC 5321 §4.1.1.11'),
  556: is('recipient-unknown', 'RFC 7504'),
};

/** A refusal is known by where it came, when nothing else is. */
function byStage(stage: Stage, code: number): CodeMeaning | null {
  const temporary = code < 500;
  switch (stage) {
    case 'connect':
    case 'greeting':
      return is(temporary ? 'greeting-busy' : 'greeting-refused', 'RFC 5321 §4.3.2');
    case 'ehlo':
      return temporary ? is('greeting-busy', 'RFC 5321 §4.3.2') : is('ehlo-rejected', 'RFC 5321 §4.3.2');
    case 'starttls':
    case 'tls':
      return is('starttls-rejected', 'RFC 3207 §4');
    case 'auth':
      if (code === 504 || code === 534 || code === 432) return is('auth-mechanism-rejected', 'RFC 4954 §6');
      if (code === 538 || code === 530 || code === 523) return is('auth-encryption-required', 'RFC 4954 §6');
      if (code === 501) return is('auth-protocol-error', 'RFC 4954 §4');
      // RFC 5321 §4.2.4: 500 and 502 are for a command that is not known here.
      if (code === 500 || code === 502 || code === 503) return is('auth-not-advertised', 'RFC 4954 §4');
      if (code === 525) return is('auth-account-locked', 'RFC 5248');
      return is(temporary ? 'auth-temporary-failure' : 'auth-rejected', 'RFC 4954 §6');
    default:
      return null;
  }
}

/** RFC 5248 codes whose meaning holds at AUTH, too, where the stage alone would say less. */
const TELLING_AT_AUTH = new Set(['7.9', '7.10', '7.11', '7.12', '7.13', '7.14', '7.25', '5.6', '7.4', '7.5']);

/** What was refused of a message tells more than a code of many uses: 550 and 554 after DATA are about what it holds. */
function byTransaction(transaction: Transaction, code: number, detail: string): CodeMeaning | null {
  // RFC 5321 §4.2.4 has these for a command that is not understood; MAIL itself is known everywhere.
  if (transaction === 'mail' && [500, 501, 502, 504, 555].includes(code)) return is('sender-not-allowed', 'RFC 5321 §4.1.1.11');
  const isOfManyUses = [421, 450, 451, 550, 551, 553, 554].includes(code) && ['', '0.0', '5.0', '7.0', '7.1'].includes(detail);
  if (!isOfManyUses) return null;
  if (code < 500) return is(code === 421 ? 'greeting-busy' : 'greylisted', 'RFC 5321 §4.2.3');
  if (transaction === 'data') return is('content-rejected', 'RFC 5321 §3.3');
  return transaction === 'mail' ? is('sender-not-allowed', 'RFC 5321 §3.3') : null;
}

/** The codes' own meaning; null for a success or where there is no code. */
export function codeMeaning(
  code: number | null,
  enhanced: string | null,
  stage: Stage | null,
  transaction: Transaction | null = null,
): CodeMeaning | null {
  const detail = /^[45]\./.test(enhanced ?? '') ? (enhanced ?? '').slice(2) : '';
  const byEnhanced = detail === '' ? undefined : tellingStatus(detail);
  // .NET hands on the enhanced code alone: its class says whether it is for now or for good.
  if (code === null) return byEnhanced ?? null;
  if (code < 400) return null;
  const staged = stage === null ? null : byStage(stage, code);
  if (staged !== null) return byEnhanced !== undefined && TELLING_AT_AUTH.has(detail) ? byEnhanced : staged;
  const ofMessage = transaction === null ? null : byTransaction(transaction, code, detail);
  if (ofMessage !== null) return ofMessage;
  // A parameter of any command: nothing tells which.
  if (code === 501 && stage === null && byEnhanced === undefined) return null;
  const basic = BASIC[code];
  // 530 and 535 say more than a subject of x.7.0 or x.7.1 does.
  const codeTellsMore =
    (code >= 500 && code < 540 && ['7.0', '7.1', '7.3', '5.1', '5.2'].includes(detail)) ||
    // Exchange says 500 5.3.3 of a command that it does not know.
    (code >= 500 && code <= 504 && detail === '3.3');
  // Refused by policy, and of no login: it is the message.
  if (stage === null && code >= 550 && detail === '7.0') return is('content-rejected', 'RFC 3463 §3.8');
  // x.3.2 for good is a host that takes no mail; for now it is a busy one.
  if (code >= 500 && detail === '3.2') return is('greeting-refused', 'RFC 3463 §3.4');
  // At the end of a session without a message it is about none.
  if (stage !== null) return is(code < 500 ? 'server-fault' : 'greeting-refused', 'RFC 5321 §4.2.1');
  const found = codeTellsMore ? (basic ?? byEnhanced) : (byEnhanced ?? basic);
  if (found !== undefined) return found;
  // 541, 571 and their like: of codes beyond the RFC's those from 550 on are said of messages.
  return is(code < 500 ? 'server-fault' : code < 540 ? 'greeting-refused' : 'content-rejected', 'RFC 5321 §4.2.1');
}

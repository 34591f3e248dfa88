// What the codes alone say, where no words are known: enhanced status codes (RFC 3463 and the IANA registry), basic
// codes (RFC 5321, 4954, 7504). Always `generic`. Knows no text.
import type { FindingId } from '../model/finding.ts';
import type { Stage } from '../model/protocol.ts';
import type { Advice } from './advice.ts';

export interface CodeMeaning {
  readonly id: FindingId;
  readonly title?: string;
  readonly meaning?: string;
  readonly fix?: Advice;
  readonly reference: string;
}

const is = (id: FindingId, reference: string, words: Omit<CodeMeaning, 'id' | 'reference'> = {}): CodeMeaning => ({
  ...words,
  id,
  reference,
});

/** Without the class: 4.x and 5.x mean the same, one for now and one for good. */
const ENHANCED: Readonly<Record<string, CodeMeaning>> = {
  '1.0': is('recipient-unknown', 'RFC 3463 §3.2'),
  '1.1': is('recipient-unknown', 'RFC 3463 §3.2'),
  '1.2': is('recipient-unknown', 'RFC 3463 §3.2'),
  '1.3': is('recipient-unknown', 'RFC 3463 §3.2'),
  '1.6': is('recipient-unknown', 'RFC 3463 §3.2'),
  '1.7': is('sender-not-allowed', 'RFC 3463 §3.2'),
  '1.8': is('sender-not-allowed', 'RFC 3463 §3.2'),
  '1.9': is('recipient-unknown', 'RFC 3886'),
  '1.10': is('recipient-unknown', 'RFC 7505'),
  '2.0': is('mailbox-full', 'RFC 3463 §3.3'),
  '2.1': is('mailbox-full', 'RFC 3463 §3.3'),
  '2.2': is('mailbox-full', 'RFC 3463 §3.3'),
  '2.3': is('message-too-large', 'RFC 3463 §3.3'),
  '3.0': is('server-fault', 'RFC 3463 §3.4'),
  '3.1': is('server-fault', 'RFC 3463 §3.4'),
  '3.2': is('greeting-busy', 'RFC 3463 §3.4'),
  '3.3': is('server-fault', 'RFC 3463 §3.4'),
  '3.4': is('message-too-large', 'RFC 3463 §3.4'),
  '3.5': is('server-fault', 'RFC 3463 §3.4'),
  '4.0': is('server-fault', 'RFC 3463 §3.5'),
  '4.1': is('server-fault', 'RFC 3463 §3.5'),
  '4.2': is('server-timeout', 'RFC 3463 §3.5'),
  '4.3': is('server-fault', 'RFC 3463 §3.5'),
  '4.4': is('server-fault', 'RFC 3463 §3.5'),
  '4.5': is('greeting-busy', 'RFC 3463 §3.5'),
  '4.6': is('mail-loop', 'RFC 3463 §3.5'),
  '4.7': is('server-timeout', 'RFC 3463 §3.5'),
  '5.1': is('auth-required', 'RFC 3463 §3.6', {
    title: 'The command is not allowed at this point',
    meaning: 'The server does not know the command, or wants another first: EHLO, STARTTLS or AUTH.',
    fix: ({ protocol }) =>
      protocol === null || protocol === 'smtp'
        ? 'Send EHLO, then STARTTLS, EHLO again and AUTH before MAIL, on port 587; a mail library does so when encryption and authentication are switched on.'
        : 'Ask for the capabilities, start TLS, ask again and log in before anything else; a mail library does so when encryption and authentication are switched on.',
  }),
  '5.3': is('rate-limited', 'RFC 3463 §3.6'),
  '5.6': is('auth-protocol-error', 'RFC 4954 §4'),
  '7.0': is('auth-rejected', 'RFC 3463 §3.8'),
  '7.1': is('content-rejected', 'RFC 3463 §3.8'),
  '7.2': is('content-rejected', 'RFC 3463 §3.8'),
  '7.3': is('auth-rejected', 'RFC 3463 §3.8'),
  '7.4': is('auth-mechanism-rejected', 'RFC 3463 §3.8'),
  '7.5': is('auth-mechanism-rejected', 'RFC 3463 §3.8'),
  '7.8': is('auth-rejected', 'RFC 4954 §6'),
  '7.9': is('auth-mechanism-rejected', 'RFC 4954 §6'),
  '7.10': is('auth-encryption-required', 'RFC 5248'),
  '7.11': is('auth-encryption-required', 'RFC 4954 §6'),
  '7.12': is('auth-mechanism-rejected', 'RFC 4954 §6'),
  '7.13': is('auth-account-locked', 'RFC 5248'),
  '7.14': is('auth-policy-blocked', 'RFC 5248'),
  '7.20': is('sender-unauthenticated', 'RFC 7372'),
  '7.21': is('sender-unauthenticated', 'RFC 7372'),
  '7.22': is('sender-unauthenticated', 'RFC 7372'),
  '7.23': is('sender-unauthenticated', 'RFC 7372'),
  '7.24': is('sender-unauthenticated', 'RFC 7372'),
  '7.25': is('client-no-rdns', 'RFC 7372'),
  '7.26': is('sender-unauthenticated', 'RFC 7372'),
  '7.27': is('sender-not-allowed', 'RFC 7505'),
  '7.28': is('rate-limited', 'IANA SMTP enhanced status codes'),
  '7.29': is('sender-unauthenticated', 'RFC 8617'),
  '7.30': is('auth-encryption-required', 'RFC 8689'),
};

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
  501: is('auth-protocol-error', 'RFC 5321 §4.2.3'),
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
      if (code === 500 || code === 501) return is('auth-protocol-error', 'RFC 4954 §4');
      if (code === 502 || code === 503) return is('auth-not-advertised', 'RFC 4954 §4');
      if (code === 525) return is('auth-account-locked', 'RFC 5248');
      return is(temporary ? 'auth-temporary-failure' : 'auth-rejected', 'RFC 4954 §6');
    default:
      return null;
  }
}

/** RFC 5248 codes whose meaning holds at AUTH, too, where the stage alone would say less. */
const TELLING_AT_AUTH = new Set(['7.9', '7.10', '7.11', '7.12', '7.13', '7.14', '7.25', '7.30', '5.6', '7.4', '7.5']);

/** The codes' own meaning; null for a success or where there is no code. */
export function codeMeaning(code: number | null, enhanced: string | null, stage: Stage | null): CodeMeaning | null {
  // .NET hands on the enhanced code alone: its class says whether it is for now or for good.
  if (code === null) return enhanced === null || !/^[45]\./.test(enhanced) ? null : (ENHANCED[enhanced.slice(2)] ?? null);
  if (code < 400) return null;
  const detail = enhanced?.slice(2) ?? '';
  const byEnhanced = /^[45]\./.test(enhanced ?? '') ? ENHANCED[detail] : undefined;
  const staged = stage === null ? null : byStage(stage, code);
  if (staged !== null) return byEnhanced !== undefined && TELLING_AT_AUTH.has(detail) ? byEnhanced : staged;
  const basic = BASIC[code];
  // 530 and 535 say more than a subject of x.7.0 or x.7.1 does.
  const codeTellsMore = code >= 500 && code < 540 && ['7.0', '7.1', '7.3', '5.1', '5.2'].includes(detail);
  // x.3.2 for good is a host that takes no mail; for now it is a busy one.
  if (code >= 500 && detail === '3.2') return is('greeting-refused', 'RFC 3463 §3.4');
  // At the end of a session without a message it is about none.
  if (stage !== null) return is(code < 500 ? 'server-fault' : 'greeting-refused', 'RFC 5321 §4.2.1');
  const found = codeTellsMore ? (basic ?? byEnhanced) : (byEnhanced ?? basic);
  return found ?? is(code < 500 ? 'server-fault' : 'greeting-refused', 'RFC 5321 §4.2.1');
}

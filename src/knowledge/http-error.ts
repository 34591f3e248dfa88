// What a refusal of a service over HTTP is told by: its status, the service's own code and words, what was sent and where. How one entry
// of a service's list is found for it.
import type { Explanation, FindingId, Owner } from '../model/finding.ts';
import type { Reply } from '../model/reply.ts';
import { wordingOf } from './wording.ts';

export interface HttpRefusal {
  readonly reply: Reply;
  readonly host: string;
  /** With the request that was refused; null: no login. */
  readonly sent: 'password' | 'token' | null;
}

export interface HttpErrorFacts {
  readonly id: FindingId;
  /** Lower case; absent: any. */
  readonly codes?: readonly string[];
  readonly statuses?: readonly number[];
  readonly says?: RegExp;
  readonly sent?: 'password' | 'token';
  /** Of the host; absent: any. */
  readonly at?: (host: string) => boolean;
  readonly title?: string;
  readonly meaning?: string;
  readonly fix?: string;
  readonly owner?: Owner;
  readonly reference?: string;
}

const isOf = (facts: HttpErrorFacts, { reply: { code, enhanced, lines }, host, sent }: HttpRefusal): boolean =>
  (facts.codes === undefined || facts.codes.includes((enhanced ?? '').toLowerCase())) &&
  (facts.statuses === undefined || (code !== null && facts.statuses.includes(code))) &&
  (facts.says === undefined || facts.says.test(lines.join(' '))) &&
  (facts.sent === undefined || facts.sent === sent) &&
  (facts.at === undefined || facts.at(host));

/** By the first entry that fits; null: nothing is known of it. */
export function explainBy(list: readonly HttpErrorFacts[], refusal: HttpRefusal, provider: string | null): Explanation | null {
  const known = list.find((facts) => isOf(facts, refusal));
  if (!known) return null;
  const wording = wordingOf(known.id);
  return {
    id: known.id,
    title: known.title ?? wording.title,
    meaning: known.meaning ?? wording.meaning,
    fix: known.fix ?? wording.fix,
    owner: known.owner ?? wording.owner,
    provider,
    confidence: 'certain',
    reference: known.reference ?? wording.reference,
  };
}

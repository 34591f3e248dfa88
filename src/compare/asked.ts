// What was asked otherwise in each of two runs: the roots that certificates were held against. That is no difference of the
// server's, and may be why one is seen. What each looked at is the pairing's. Pure.
import type { Report } from '../model/report.ts';
import { NODE_ROOTS_NAME } from '../model/trust-store.ts';
import { trustText } from '../report/wording.ts';
import type { AskedFact } from './comparison.ts';
import type { Pairing } from './pairing.ts';

type Trust = NonNullable<Report['trust']>;

const textOf = (trust: Trust | undefined): string =>
  trust === undefined ? `${NODE_ROOTS_NAME}, as Node.js brings it along` : trustText(trust);

/** A report without was made before there was a choice, and does not say whether --ca added to it. */
const isAlike = (ofA: Trust | undefined, ofB: Trust | undefined): boolean =>
  ofA && ofB
    ? ofA.store === ofB.store && ofA.path === ofB.path && ofA.certificates === ofB.certificates && ofA.added === ofB.added
    : (ofA ?? ofB ?? { store: 'default' }).store === 'default';

export function compareAsked({ a, b }: Pairing): readonly AskedFact[] {
  const [ofA, ofB] = [a.report.trust, b.report.trust];
  return isAlike(ofA, ofB) ? [] : [{ subject: 'the roots that certificates were verified by', a: textOf(ofA), b: textOf(ofB) }];
}

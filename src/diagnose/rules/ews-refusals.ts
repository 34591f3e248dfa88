// Refusals of EWS of which the answer says what there is to say: their words are knowledge's. One that adds what the login shows has a
// file of its own.
import type { FindingId } from '../../model/finding.ts';
import { ewsRule } from '../ews-rule.ts';
import type { Rule } from '../rule.ts';

const IDS: readonly FindingId[] = [
  // 404: there are no Exchange Web Services at this URL.
  'ews-path-unknown',
  // A switch or list of the tenant, the organisation or the mailbox.
  'ews-not-allowed',
  // The account is off, the mailbox is being moved, its database does not answer.
  'ews-mailbox-unavailable',
  'ews-mailbox-unknown',
];

export const EWS_REFUSALS: readonly Rule[] = IDS.map((id) => ewsRule(id));

// The aspects in the order in which they are told, and what differs by them, endpoints of the same difference in one row.

import { listed } from '../../report/wording.ts';
import type { Aspect, Difference } from '../comparison.ts';
import type { Pairing } from '../pairing.ts';
import { compareAddresses } from './addresses.ts';
import type { CompareAspect } from './aspect.ts';
import { compareClock } from './clock.ts';
import {
  compareCertificate,
  compareGreeting,
  compareMechanisms,
  compareOtherTrust,
  compareOutcome,
  comparePlainCapabilities,
  compareTlsCapabilities,
  compareTlsVersion,
  compareTrust,
} from './endpoints.ts';
import { compareLogin } from './login.ts';
import { comparePorts } from './ports.ts';
import { compareTimes } from './times.ts';
import { compareFindings, compareVerdict } from './verdict.ts';

/** `note`: behind the subject, where one aspect has several kinds. */
const COMPARED: readonly { readonly aspect: Aspect; readonly compare: CompareAspect; readonly note?: string }[] = [
  { aspect: 'verdict', compare: compareVerdict },
  { aspect: 'addresses', compare: compareAddresses },
  { aspect: 'ports', compare: comparePorts },
  { aspect: 'outcome', compare: compareOutcome },
  { aspect: 'certificate', compare: compareCertificate },
  { aspect: 'trust', compare: compareTrust },
  { aspect: 'trust', compare: compareOtherTrust },
  { aspect: 'tls-version', compare: compareTlsVersion },
  { aspect: 'greeting', compare: compareGreeting },
  { aspect: 'capabilities', compare: comparePlainCapabilities, note: 'before TLS' },
  { aspect: 'capabilities', compare: compareTlsCapabilities, note: 'under TLS' },
  { aspect: 'mechanisms', compare: compareMechanisms },
  { aspect: 'login', compare: compareLogin },
  { aspect: 'clock', compare: compareClock },
  { aspect: 'times', compare: compareTimes },
  { aspect: 'findings', compare: compareFindings },
];

/** What is the same of several endpoints is said once. */
function joined(differences: readonly Difference[]): readonly Difference[] {
  const rows = new Map<string, Difference & { subjects: string[] }>();
  for (const difference of differences) {
    const { aspect, subject, a, b } = difference;
    // Each finding is its own.
    const key = JSON.stringify([aspect, a, b, aspect === 'findings' ? subject : '']);
    const row = rows.get(key);
    if (row) row.subjects.push(subject);
    else rows.set(key, { ...difference, subjects: [subject] });
  }
  return [...rows.values()].map(({ subjects, ...row }) => ({ ...row, subject: listed(subjects) }));
}

export function compareAspects(pairing: Pairing): {
  readonly differences: readonly Difference[];
  readonly alike: readonly Aspect[];
} {
  const results = COMPARED.map(({ aspect, compare, note }) => {
    const { isSeen, differences } = compare(pairing);
    const suffix = note === undefined ? '' : `, ${note}`;
    return { aspect, isSeen, differences: differences.map((one) => ({ aspect, ...one, subject: one.subject + suffix })) };
  });
  const differences = joined(results.flatMap((result) => result.differences));
  const differing = new Set(differences.map(({ aspect }) => aspect));
  const seen = new Set(results.filter(({ isSeen }) => isSeen).map(({ aspect }) => aspect));
  return { differences, alike: [...seen].filter((aspect) => !differing.has(aspect)) };
}

// The addresses of the host, as each run's resolver gave them.
import { listed } from '../../report/wording.ts';
import { addressesOf, type Run } from '../pairing.ts';
import type { CompareAspect } from './aspect.ts';

const textOf = ({ report }: Run): string => {
  const addresses = [...addressesOf(report)].sort();
  return addresses.length > 0 ? listed(addresses) : (report.dns?.error?.code ?? 'none');
};

export const compareAddresses: CompareAspect = ({ a, b }) => {
  if (a.report.dns === null || b.report.dns === null) return { isSeen: false, differences: [] };
  const [ofA, ofB] = [textOf(a), textOf(b)];
  return { isSeen: true, differences: ofA === ofB ? [] : [{ subject: `addresses of ${a.report.target.host}`, a: ofA, b: ofB }] };
};

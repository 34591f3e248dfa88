// Addresses of one name behave differently.
import type { ConnectResult } from '../../model/observation.ts';
import type { Evidence } from '../evidence.ts';
import type { JudgedEndpoint } from '../judge.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';

interface Difference {
  readonly line: string;
  /** The addresses where it fails. */
  readonly bad: readonly string[];
  readonly endpoints: readonly JudgedEndpoint[];
}

const outcomeOf = ({ status, failure }: JudgedEndpoint): string =>
  status === 'ok' ? 'works' : `fails (${failure?.code ?? status})`;

/** The same port and mode, with another end on another address. */
function ladderDifferences(evidence: Evidence): Difference[] {
  const considered = evidence.endpoints.filter(
    (endpoint) => !['skipped', 'mismatch'].includes(endpoint.status) && !evidence.isExplained('addresses-disagree', endpoint),
  );
  const keys = [...new Set(considered.map(({ seen }) => `${seen.port}/${seen.mode}`))];
  return keys.flatMap((key): Difference[] => {
    const group = considered.filter(({ seen }) => `${seen.port}/${seen.mode}` === key);
    const isSplit = group.some(({ status }) => status === 'ok') && group.some(({ status }) => status !== 'ok');
    return isSplit
      ? [
          {
            line: `${key}: ${group.map((endpoint) => `${endpoint.seen.address} ${outcomeOf(endpoint)}`).join(', ')}`,
            bad: group.filter(({ status }) => status !== 'ok').map(({ seen }) => seen.address),
            endpoints: group,
          },
        ]
      : [];
  });
}

const TELLING: readonly ConnectResult[] = ['open', 'refused', 'timeout'];

/** Ports that are open on one address and not on another of its family, as connect tests show. */
function connectDifferences({ dns, plan, endpoints }: Evidence, hidden: ReadonlySet<string>): Difference[] {
  const kinds = plan.ports.flatMap((port) => ([4, 6] as const).map((family) => ({ port, family })));
  return kinds.flatMap(({ port, family }): Difference[] => {
    const results = dns.addresses.flatMap((item) => {
      const result = item.ports[port];
      const isTelling = item.family === family && result !== undefined && TELLING.includes(result) && !hidden.has(item.address);
      return isTelling ? [{ address: item.address, result }] : [];
    });
    const isSplit = results.some(({ result }) => result === 'open') && results.some(({ result }) => result !== 'open');
    if (!isSplit) return [];
    const line = `port ${port}: ${results.map(({ address, result }) => `${address} ${result}`).join(', ')}`;
    const concerned = endpoints.filter(
      ({ seen }) => seen.port === port && results.some(({ address }) => address === seen.address),
    );
    const bad = results.filter(({ result }) => result !== 'open').map(({ address }) => address);
    return [{ line, bad, endpoints: concerned }];
  });
}

export const addressesDisagree: Rule = {
  id: 'addresses-disagree',
  find(evidence) {
    if (evidence.dns.addresses.length < 2) return [];
    const hidden = new Set(
      evidence.endpoints
        .filter((endpoint) => evidence.isExplained('addresses-disagree', endpoint))
        .map(({ seen }) => seen.address),
    );
    const ladder = ladderDifferences(evidence);
    const ported = connectDifferences(evidence, hidden).filter(
      ({ line }) => !ladder.some((other) => line.startsWith(`port ${other.line.split('/')[0]}:`)),
    );
    const differences = [...ladder, ...ported];
    if (differences.length === 0) return [];
    const all = evidence.dns.addresses.map(({ address }) => address);
    const bad = [...new Set(differences.flatMap((difference) => difference.bad))];
    const isEveryOneBad = bad.length === all.length;
    return [
      {
        severity: 'warning',
        title: isEveryOneBad
          ? `The ${all.length} addresses of ${evidence.plan.host} do not behave alike`
          : `${list(bad)}, ${bad.length === 1 ? 'one' : bad.length} of ${all.length} addresses of ${evidence.plan.host}, does not do what the others do`,
        detail: `The name leads to ${list(all)}, and what works on one fails on another. Clients pick any of them, so mail fails now and then.`,
        evidence: differences.map(({ line }) => line),
        fix: `The server's administrator sets the mail service up alike on every address, or takes ${isEveryOneBad ? 'the one that lags behind' : list(bad)} out of DNS.`,
        owner: 'server',
        endpoints: [...new Set(differences.flatMap(({ endpoints }) => endpoints.map(({ id }) => id)))],
        reference: null,
      },
    ];
  },
};

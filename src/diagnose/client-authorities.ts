// The authorities that a server names for client certificates, as a line of evidence.
import type { ClientAuthorities } from '../model/observation.ts';
import type { Evidence } from './evidence.ts';
import type { JudgedEndpoint } from './judge.ts';
import { clip } from './phrases.ts';
import type { Cases } from './rule.ts';

const MOST_AUTHORITIES = 8;

export const authoritiesAt = ({ observations }: Evidence, { seen }: JudgedEndpoint): ClientAuthorities | null =>
  observations.scans.find(({ port, mode, address }) => port === seen.port && mode === seen.mode && address === seen.address)
    ?.clientAuthorities ?? null;

/** One line; empty where it is not known. */
export function authorityLines(cases: Cases | readonly [], evidence: Evidence): string[] {
  const found = cases.flatMap(({ endpoint }) => authoritiesAt(evidence, endpoint) ?? []);
  const [first] = found;
  if (!first) return [];
  const rest = first.names.length - MOST_AUTHORITIES;
  const shown = `${first.names.slice(0, MOST_AUTHORITIES).join('; ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return [
    clip(
      first.names.length === 0
        ? 'the server names no authority: any will do'
        : `the server takes client certificates of: ${shown}`,
      900,
    ),
  ];
}

// An --expect did not hold: names what was found instead.
import type { Expectation } from '../../model/plan.ts';
import type { Evidence } from '../evidence.ts';
import type { JudgedEndpoint } from '../judge.ts';
import { list, nameOfMode } from '../phrases.ts';
import type { Rule } from '../rule.ts';

interface Found {
  readonly holds: boolean;
  readonly evidence: readonly string[];
  readonly endpoints: readonly JudgedEndpoint[];
}

const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

function compares(found: number, operator: string, wanted: number): boolean {
  if (operator === '>=') return found >= wanted;
  if (operator === '<=') return found <= wanted;
  if (operator === '>') return found > wanted;
  return operator === '<' ? found < wanted : found === wanted;
}

/** RFC 1870: `SIZE` alone or 0 means no fixed limit. */
function sizeOf({ seen }: JudgedEndpoint): number | null {
  const keyword = (seen.capabilities.tls ?? seen.capabilities.plaintext ?? []).find((line) => /^SIZE\b/i.test(line));
  const bytes = keyword === undefined ? null : Number(keyword.split(/[ =]/)[1] ?? 0);
  return bytes === 0 ? Number.POSITIVE_INFINITY : bytes;
}

const offeredBy = ({ seen }: JudgedEndpoint): readonly string[] => seen.auth.tls ?? seen.auth.plaintext ?? [];

/** Every usable endpoint must hold; where none is, nothing does. */
function measureAll(
  usable: readonly JudgedEndpoint[],
  measured: (endpoint: JudgedEndpoint) => number | null,
  show: (value: number) => string,
  test: (value: number) => boolean,
): Found {
  const failing = usable.filter((endpoint) => {
    const value = measured(endpoint);
    return value === null || !test(value);
  });
  const shown = (endpoint: JudgedEndpoint): string => {
    const value = measured(endpoint);
    return `${endpoint.id}: ${value === null ? 'not told' : show(value)}`;
  };
  return { holds: usable.length > 0 && failing.length === 0, evidence: failing.map(shown), endpoints: failing };
}

function measure(expectation: Expectation, { usable, endpoints }: Evidence): Found {
  switch (expectation.kind) {
    case 'tls':
      return measureAll(
        usable,
        ({ seen }) => VERSIONS.indexOf(seen.tls?.protocol ?? ''),
        (at) => VERSIONS[at] ?? 'unknown version',
        (at) => at >= 0 && compares(at, expectation.operator, VERSIONS.indexOf(expectation.version)),
      );
    case 'cert-days':
      return measureAll(
        usable,
        ({ seen }) => seen.tls?.certificate?.daysLeft ?? null,
        (count) => `certificate valid for ${count} more days`,
        (count) => compares(count, expectation.operator, expectation.days),
      );
    case 'size':
      return measureAll(
        usable,
        sizeOf,
        (bytes) => (Number.isFinite(bytes) ? `SIZE ${bytes}` : 'no size limit'),
        (bytes) => compares(bytes, expectation.operator, expectation.bytes),
      );
    case 'auth': {
      const holds = usable.some((endpoint) => offeredBy(endpoint).includes(expectation.mechanism));
      return {
        holds,
        evidence: usable.map((endpoint) => `${endpoint.id} offers ${list(offeredBy(endpoint)) || 'no AUTH'}`),
        endpoints: usable,
      };
    }
    case 'no-auth': {
      const offering = endpoints.filter(
        ({ status, seen }) =>
          status === 'ok' && [...(seen.auth.plaintext ?? []), ...(seen.auth.tls ?? [])].includes(expectation.mechanism),
      );
      return {
        holds: offering.length === 0,
        evidence: offering.map((endpoint) => `${endpoint.id} offers ${list(offeredBy(endpoint))}`),
        endpoints: offering,
      };
    }
    case 'endpoint': {
      const { port, mode } = expectation;
      const there = endpoints.filter(({ seen }) => seen.port === port && seen.mode === mode);
      const evidence = there.map(
        ({ id, status, failure }) => `${id}: ${status}${failure ? `, ${failure.code}: ${failure.message}` : ''}`,
      );
      return {
        holds: there.some(({ status }) => status === 'ok'),
        evidence: evidence.length > 0 ? evidence : [`${port} with ${nameOfMode(mode)} was not tried`],
        endpoints: there,
      };
    }
  }
}

export const expectationFailed: Rule = {
  id: 'expectation-failed',
  find: (evidence) =>
    evidence.plan.expectations.flatMap((expectation) => {
      const { holds, evidence: lines, endpoints } = measure(expectation, evidence);
      if (holds) return [];
      const found = lines.length > 0 ? lines : ['no usable endpoint to hold it against'];
      return [
        {
          severity: 'error' as const,
          title: `Expected ${expectation.text}, and it does not hold`,
          detail: `Asked for by --expect ${expectation.text}. Found instead: ${list(found)}.`,
          evidence: found,
          fix: `The server's administrator changes the server so that ${expectation.text} holds, or the expectation is out of date: then change --expect.`,
          owner: 'server' as const,
          endpoints: endpoints.map(({ id }) => id),
          reference: null,
        },
      ];
    }),
};

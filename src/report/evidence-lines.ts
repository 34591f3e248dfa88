// Evidence as it is read: the same fact of several ports is said once ("on 25, 465 and 587: 554 …"). Knows how rules
// write evidence of an endpoint (`465/tls@192.0.2.1: stage: what was seen`) and no layout.
import type { Finding } from '../model/finding.ts';
import { MODE_FACTS } from '../model/protocol.ts';
import type { Report, ReportEndpoint } from '../model/report.ts';
import { STAGE_WORDS } from './port-states.ts';
import { listed } from './wording.ts';

const STAGE_PREFIX = new RegExp(`^(?:${Object.keys(STAGE_WORDS).join('|')}): `);

interface Fact {
  readonly text: string;
  readonly endpoints: ReportEndpoint[];
}

/** Where a fact was seen: addresses only where it was not at all of them. */
interface Place {
  readonly ports: readonly string[];
  readonly addresses: readonly string[];
}

/** `on 25, 465 and 587: 554 …`, in the words of a language. */
export type SayPlace = (place: Place, fact: string) => string;

function factsOf({ endpoints }: Report, evidence: readonly string[]): Fact[] {
  const byId = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  const facts: Fact[] = [];
  for (const line of evidence) {
    const colon = line.indexOf(': ');
    const endpoint = colon === -1 ? undefined : byId.get(line.slice(0, colon));
    const text = endpoint === undefined ? line : line.slice(colon + 2).replace(STAGE_PREFIX, '');
    const known = facts.find((fact) => fact.text === text && fact.endpoints.length > 0 === (endpoint !== undefined));
    if (known === undefined) facts.push({ text, endpoints: endpoint === undefined ? [] : [endpoint] });
    else if (endpoint !== undefined) known.endpoints.push(endpoint);
  }
  return facts;
}

/** `25, 465 and 587`; the mode too where a port was asked in both, the address where not all have it. */
function placeOf(report: Report, facts: readonly Fact[], { endpoints }: Fact): Place {
  const told = facts.flatMap((fact) => fact.endpoints);
  const isInOneMode = (endpoint: ReportEndpoint): boolean => {
    const inMode = (list: readonly ReportEndpoint[]): Set<string> =>
      new Set(list.filter(({ port }) => port === endpoint.port).map(({ mode }) => mode));
    return inMode(told).size === inMode(endpoints).size;
  };
  const ports = endpoints.map(
    (endpoint) => `${endpoint.port}${isInOneMode(endpoint) ? '' : ` ${MODE_FACTS[endpoint.mode].word}`}`,
  );
  const all = new Set(report.endpoints.map(({ address }) => address));
  const own = new Set(endpoints.map(({ address }) => address));
  return { ports, addresses: own.size === all.size ? [] : [...own] };
}

const inEnglish: SayPlace = ({ ports, addresses }, fact) =>
  `on ${listed(ports)}${addresses.length === 0 ? '' : ` at ${listed(addresses)}`}: ${fact}`;

/** The evidence of a finding, each fact once. */
export function evidenceLines(
  report: Report,
  { evidence }: Pick<Finding, 'evidence'>,
  sayPlace: SayPlace = inEnglish,
): readonly string[] {
  const facts = factsOf(report, evidence);
  return facts.map((fact) => (fact.endpoints.length === 0 ? fact.text : sayPlace(placeOf(report, facts, fact), fact.text)));
}

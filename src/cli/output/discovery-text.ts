// The result of a discovery as text: one table a protocol, the best server first, then what else is worth knowing.
// Pure; must not know how anything was found.

import type { Candidate, CandidateSource, Discovery } from '../../discover/candidate.ts';
import { PROTOCOL_FACTS, PROTOCOLS, type Protocol } from '../../model/protocol.ts';
import { hanging, padEnd } from '../../report/formats/text-layout.ts';
import type { Style } from '../../report/formats/text-style.ts';

const SOURCES: Readonly<Record<CandidateSource, string>> = {
  srv: 'SRV record',
  provider: 'provider directory',
  pacc: 'PACC document',
  autoconfig: 'autoconfig file',
  autodiscover: 'Autodiscover',
  'settings-table': 'settings table',
  'mx-autoconfig': 'autoconfig of the MX',
  'mx-provider': 'provider of the MX',
  guess: 'conventional name',
  mx: 'MX host',
};
const headingOf = (protocol: Protocol): string => {
  const { word, direction } = PROTOCOL_FACTS[protocol];
  return direction === 'outgoing' ? `${word}, for sending` : word;
};
const COLUMNS = ['HOST', 'PORT', 'MODE', 'CONFIDENCE', 'SOURCE'] as const;

const cellsOf = ({ host, port, mode, confidence, source, dnssec }: Candidate): string[] => [
  host,
  String(port),
  mode,
  confidence,
  `${SOURCES[source]}${dnssec ? ', signed' : ''}`,
];

export interface DiscoveryTextOptions {
  readonly style: Style;
  readonly columns: number;
  readonly verbose: boolean;
}

/** Lines without control characters but those of `style`. */
export function formatDiscovery(discovery: Discovery, { style, columns, verbose }: DiscoveryTextOptions): string {
  const { domain, provider, candidates, notes, oauth, unavailable, error, declined, mx } = discovery;
  const width = Math.max(40, columns);
  const lines = [style.strong(provider ? `${domain}: ${provider.name}` : domain)];
  for (const protocol of PROTOCOLS) {
    const rows = candidates.filter((candidate) => candidate.protocol === protocol);
    if (rows.length > 0) lines.push('', headingOf(protocol), ...table(rows, style, width), ...userNames(rows, width));
    if (verbose) lines.push(...rows.flatMap(({ host, port, detail }) => hanging(`  ${host}:${port}  `, detail, width)));
  }
  const extra = [...notes];
  for (const { issuer, source } of oauth) extra.push(`OAuth 2.0 by ${issuer} (${source}).`);
  if (declined.length > 0) extra.push(`Decidedly not offered (SRV "."): ${declined.join(', ')}.`);
  if (candidates.length === 0) {
    const why = error ? `${error.message} (${error.code}, ${error.systemCode}).` : 'No mail server was found for this domain.';
    // The notes say it where a table or the directory does.
    if (unavailable === null) extra.unshift(why);
  } else if (candidates.every(({ confidence }) => confidence === 'guess'))
    extra.unshift('These are guesses: neither the domain nor a known provider names its servers.');
  if (verbose && 'error' in mx) extra.push(`MX could not be asked for: ${mx.error}.`);
  if (verbose && !('error' in mx) && mx.length > 0)
    extra.push(`MX: ${mx.map(({ preference, exchange }) => `${preference} ${exchange}`).join(', ')}.`);
  if (extra.length > 0) lines.push('', ...extra.flatMap((text) => hanging('- ', text, width)));
  return `${lines.join('\n')}\n`;
}

function table(rows: readonly Candidate[], style: Style, width: number): string[] {
  const cells = rows.map(cellsOf);
  const widths = COLUMNS.map((heading, at) => Math.max(heading.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const join = (row: readonly string[]): string =>
    `  ${COLUMNS.map((_, at) => padEnd(row[at] ?? '', widths[at] ?? 0)).join('  ')}`.trimEnd();
  const total = widths.reduce((sum, each) => sum + each + 2, 0);
  // Too narrow for a table: a paragraph each.
  if (total > width) return rows.flatMap((row) => hanging('  ', cellsOf(row).filter(Boolean).join(', '), width));
  return [style.faint(join(COLUMNS)), ...cells.map((row, at) => (at === 0 ? style.good(join(row)) : join(row)))];
}

/** One line for each form of user name, with its hosts where they differ. */
function userNames(rows: readonly Candidate[], width: number): string[] {
  const forms = new Map<string, Set<string>>();
  for (const { usernameForm, host } of rows) {
    if (usernameForm !== null) forms.set(usernameForm, (forms.get(usernameForm) ?? new Set()).add(host));
  }
  const isTrueOfAll = forms.size === 1 && rows.every(({ usernameForm }) => usernameForm !== null);
  return [...forms].flatMap(([form, hosts]) =>
    hanging(`  User name${isTrueOfAll ? '' : ` at ${[...hosts].join(', ')}`}: `, form, width),
  );
}

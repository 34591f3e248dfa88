// One's own domain as text of 80 columns: what to change, first things first; what is published; what the servers do; what mail
// programs end up with. Pure; must not know how anything was asked.
import type { FetchedDocument } from '../../discover/document.ts';
import type { DomainObservation } from '../../discover/own-domain/domain-observation.ts';
import type {
  ClientOutcome,
  DomainFinding,
  ExchangeState,
  OwnDomain,
  ServerState,
} from '../../discover/own-domain/own-domain.ts';
import { hanging, padEnd } from '../../report/formats/text-layout.ts';
import type { Style } from '../../report/formats/text-style.ts';

export interface OwnDomainTextOptions {
  readonly style: Style;
  readonly columns: number;
  readonly verbose: boolean;
}

export function formatOwnDomain(own: OwnDomain, observation: DomainObservation, options: OwnDomainTextOptions): string {
  const { style, verbose } = options;
  const width = Math.max(40, options.columns);
  const lines = [style.strong(`${own.domain}: ${headline(own.findings)}`)];
  const shown = verbose ? own.findings : own.findings.filter(({ severity }) => severity !== 'info');
  const hidden = own.findings.length - shown.length;
  if (shown.length > 0)
    lines.push('', 'What to change, first things first', ...shown.flatMap((one, at) => findingLines(one, at, width)));
  if (hidden > 0) lines.push('', ...hanging('  ', `${hidden} more could be added (\`--verbose\` says which).`, width));
  lines.push('', 'Published', ...tableLines(publishedRows(observation), width));
  const exchanges = own.exchanges.flatMap((state) => exchangeLines(state, width));
  if (own.servers.length + exchanges.length > 0)
    lines.push('', 'Servers', ...own.servers.flatMap((state) => serverLines(state, width, style)), ...exchanges);
  if (own.clients.length > 0)
    lines.push('', 'Mail programs', ...own.clients.flatMap((outcome) => clientLines(outcome, width, verbose)));
  if (verbose && own.suggestions) lines.push('', 'Records to start from', ...own.suggestions.srv.map((line) => `  ${line}`));
  return `${lines.join('\n')}\n`;
}

function headline(findings: readonly DomainFinding[]): string {
  const count = (wanted: DomainFinding['severity']) => findings.filter(({ severity }) => severity === wanted).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const [first] = findings;
  if (first?.severity === 'error' && (first.id === 'not-asked' || first.id === 'domain-not-found')) return 'nothing to judge';
  if (errors > 0)
    return `${errors} thing${errors === 1 ? '' : 's'} that mail programs fail by${warnings > 0 ? `, ${warnings} to better` : ''}`;
  return warnings > 0 ? `nothing that fails, ${warnings} thing${warnings === 1 ? '' : 's'} to better` : 'nothing to change';
}

function findingLines({ severity, what, fix, reference }: DomainFinding, at: number, width: number): string[] {
  const number = `${String(at + 1).padStart(2)}. `;
  return [
    ...hanging(number, `${severity === 'error' ? '' : `(${severity}) `}${what}${reference ? ` [${reference}]` : ''}`, width),
    ...hanging('    -> ', fix, width),
  ];
}

const stateOfDocument = ({ status, why, contentType }: FetchedDocument, fault: string | null): string =>
  status === 'found'
    ? fault === null
      ? `there (${contentType || 'no content type'})`
      : `broken: ${fault}`
    : `${status}: ${why}`;

/** Name and state of all that a domain can publish. */
export function publishedRows(observation: DomainObservation): readonly (readonly [name: string, state: string])[] {
  const { services, autodiscoverService, documents, mtaSts, tlsa, mx, resource, issuers } = observation;
  const faultOf = (parsed: { readonly ok: boolean; readonly why?: string } | null): string | null =>
    parsed && !parsed.ok ? (parsed.why ?? null) : null;
  const srv = [...services, autodiscoverService].flatMap(({ service, records, isSigned, error }): [string, string][] => {
    if (error !== null) return [[`SRV ${service}`, `not answered: ${error}`]];
    const targets = records.map(({ target, port }) => (target === '.' ? 'not offered (".")' : `${target}:${port}`));
    return targets.length === 0 ? [] : [[`SRV ${service}`, `${targets.join(', ')}${isSigned ? ', signed' : ''}`]];
  });
  const signed = tlsa.filter(({ records }) => records.length > 0);
  return [
    ...(srv.length > 0 ? srv : [['SRV', 'absent'] as const]),
    ...documents.autoconfig.map(
      ({ document, file }) => [`autoconfig at ${hostOf(document)}`, stateOfDocument(document, faultOf(file))] as const,
    ),
    ...documents.autodiscover.map(
      ({ document, answer }) => [`Autodiscover at ${hostOf(document)}`, stateOfDocument(document, faultOf(answer))] as const,
    ),
    ['PACC', `${stateOfDocument(documents.pacc.document, faultOf(documents.pacc.file))}${digestWord(documents.pacc.digest)}`],
    ['MTA-STS', mtaSts === null ? 'absent' : (mtaSts.error ?? `policy ${mtaSts.policy?.mode}`)],
    [
      'TLSA',
      signed.length === 0
        ? 'absent'
        : signed.map(({ host, records, isSigned }) => `${host}: ${records.length}${isSigned ? ', signed' : ''}`).join('; '),
    ],
    ['MX', mx.error ?? (mx.records.map(({ preference, exchange }) => `${preference} ${exchange}`).join(', ') || 'absent')],
    ...issuers.map(
      ({ issuer, metadata }) => [`OAuth issuer ${issuer}`, metadata?.ok ? 'metadata there' : 'no usable metadata'] as const,
    ),
    [
      'OAuth resource',
      resource.issuers?.ok ? `metadata there, issuers: ${resource.issuers.value.join(', ') || 'none'}` : 'absent',
    ],
  ];
}

const hostOf = ({ url }: FetchedDocument): string => new URL(url).hostname;
const digestWord = (digest: string | null): string => (digest === null ? '' : `, digest ${digest.replace(/-/g, ' ')}`);

function tableLines(rows: readonly (readonly [string, string])[], width: number): string[] {
  const widest = Math.min(36, Math.max(...rows.map(([name]) => name.length)));
  return rows.flatMap(([name, state]) => hanging(`  ${padEnd(name, widest)}  `, state, width));
}

function serverLines({ server, status, why }: ServerState, width: number, style: Style): string[] {
  const { protocol, host, port, mode, namedBy } = server;
  const words = { ok: 'works', failed: 'does not work', untrusted: 'its certificate does not verify', untested: 'not tried' };
  const state = `${words[status]}${why === null ? '' : `: ${why}`} (named by ${namedBy.join(', ')})`;
  const place = `  ${protocol} ${host}:${port} ${mode}`;
  return [status === 'ok' ? style.good(place) : place, ...hanging('    ', state, width)];
}

function exchangeLines({ host, status, why, fitsTlsa }: ExchangeState, width: number): string[] {
  const words = {
    ok: 'gives TLS, and its certificate verifies',
    unreached: 'not reached',
    'no-tls': 'gives no TLS',
    untrusted: 'its certificate does not verify',
  };
  const dane = fitsTlsa === null ? '' : fitsTlsa ? '; it fits its TLSA records' : '; it does not fit its TLSA records';
  const blocked = status === 'unreached' ? ' (many networks let no connection out to port 25)' : '';
  return [
    `  smtp ${host}:25, the MX`,
    ...hanging('    ', `${words[status]}${why === null ? '' : `: ${why}`}${blocked}${dane}`, width),
  ];
}

function clientLines(
  { client, status, via, servers, note, reference }: ClientOutcome,
  width: number,
  verbose: boolean,
): string[] {
  const states = {
    configured: `set up by ${via}`,
    guesses: 'finds no settings, and tries conventional names',
    'asks-user': 'finds no settings, and asks its user',
    'not-known': 'not known',
  };
  return [
    ...hanging(`  ${client}: `, states[status], width),
    ...servers.map(({ protocol, host, port, mode }) => `    ${protocol} ${host}:${port} ${mode}`),
    ...(note === null ? [] : hanging('    ', note, width)),
    ...(verbose ? hanging('    order by ', reference, width) : []),
  ];
}

// `mailprobe discover --mine`: one's own domain, as text or JSON. Exit code 1 where some mail programs fail by what was found.
import { toolVersion } from '../../check/tool-version.ts';
import { type DomainObservation, type ObserveOptions, observeDomain } from '../../discover/own-domain/domain-observation.ts';
import { judgeOwnDomain, type OwnDomain } from '../../discover/own-domain/own-domain.ts';
import { makeStyle } from '../../report/formats/text-style.ts';
import { withDeadlineAndProgress } from '../check-run.ts';
import { EXIT } from '../output/exit-code.ts';
import { deliver } from '../output/output.ts';
import { formatOwnDomain, publishedRows } from '../output/own-domain-text.ts';
import { checkExchanges, checkNamedServers, type ServerOptions } from '../own-domain-check.ts';
import type { Io } from '../terminal/io.ts';
import { type DiscoverRequest, parseMailAddress } from './discover.ts';

export interface MineRequest extends Omit<DiscoverRequest, 'sources' | 'protocol'> {
  /** For tests. */
  readonly sources?: Pick<ObserveOptions, 'systemServers' | 'fetch' | 'documentsMs'> &
    Pick<ServerOptions, 'extraRoots' | 'exchangePort'>;
}

export async function runDiscoverMine(request: MineRequest, io: Io): Promise<number> {
  const { user, domain } = parseMailAddress(request.address);
  const { dnsServer, resolve, totalMs, quiet, sources = {} } = request;
  const { extraRoots, exchangePort, ...observing } = sources;
  const frame = { totalMs, text: `Checking what ${domain} publishes for mail`, io, quiet };
  const { own, observation, isInterrupted } = await withDeadlineAndProgress(frame, async ({ deadline }) => {
    const observation = await observeDomain(domain, { dnsServer, resolve, user: user ?? null, ...observing }, deadline);
    const options = { dnsServer, resolve, ...(extraRoots && { extraRoots }), ...(exchangePort && { exchangePort }) };
    const [states, exchanges] = await Promise.all([
      checkNamedServers(observation, options, deadline),
      checkExchanges(observation, options, deadline),
    ]);
    return { own: judgeOwnDomain(observation, states, exchanges), observation, isInterrupted: deadline.isInterrupted };
  });
  const { json, colour, columns, verbose, output } = request;
  const text = json
    ? asJson(own, observation)
    : formatOwnDomain(own, observation, { style: makeStyle(colour), columns: Math.min(columns, 80), verbose });
  await deliver(text, output, io);
  if (isInterrupted) return EXIT.interrupted;
  return own.findings.some(({ severity }) => severity === 'error') ? EXIT.fail : EXIT.ok;
}

function asJson(
  { domain, findings, servers, exchanges, clients, suggestions }: OwnDomain,
  observation: DomainObservation,
): string {
  const document = {
    schemaVersion: 1,
    tool: { name: 'mailprobe', version: toolVersion() },
    domain,
    findings,
    published: Object.fromEntries(publishedRows(observation)),
    servers: servers.map(({ server, ...state }) => ({ ...server, ...state })),
    exchanges,
    clients,
    suggestions,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

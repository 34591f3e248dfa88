// `mailprobe discover`: which servers serve an address, as a table or as JSON. Exit code 0: found, 1: none. Connects to
// no mail server; what it says comes from DNS, the provider directory and autoconfig files.

import { toolVersion } from '../../check/tool-version.ts';
import { type DiscoverOptions, type Discovery, discover } from '../../discover/discover.ts';
import { isMailProtocol, type MailProtocol, PROTOCOL_FACTS, type Protocol } from '../../model/protocol.ts';
import { quoteWord, UsageError } from '../../model/usage-error.ts';
import { makeStyle } from '../../report/formats/text-style.ts';
import { LIMITS } from '../../request/limits.ts';
import { readTypedTarget } from '../../request/typed-target.ts';
import { notice, withDeadlineAndProgress } from '../check-run.ts';
import { formatDiscovery } from '../output/discovery-text.ts';
import { EXIT } from '../output/exit-code.ts';
import { checkOutputFile, deliver, wantsJson } from '../output/output.ts';
import { columnsOf, type Io, isColourful } from '../terminal/io.ts';
import type { CommandArguments } from './command.ts';

export interface DiscoverRequest {
  /** `user@domain` or `domain`, as typed. */
  readonly address: string;
  /** Null: all three. */
  readonly protocol: MailProtocol | null;
  readonly dnsServer: DiscoverOptions['dnsServer'];
  readonly resolve: ReadonlyMap<string, readonly string[]>;
  readonly totalMs: number;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly colour: boolean;
  readonly columns: number;
  readonly output: string | undefined;
  /** For tests: see DiscoverOptions. */
  readonly sources?: Pick<DiscoverOptions, 'directory' | 'systemServers' | 'fetch'> & { readonly httpAllowed?: boolean };
}

/** Throws UsageError for what is no address or domain. */
export function parseMailAddress(text: string): { readonly user?: string; readonly domain: string } {
  const { mailbox, host, literal, port, mode } = readTypedTarget(text).target;
  if (mailbox) return { user: mailbox.user, domain: mailbox.domain };
  if (literal !== 0)
    throw new UsageError(`${quoteWord(text)}: no servers can be found for an IP address; give a mail address or a domain`);
  if (port !== null || mode !== null)
    throw new UsageError(`${quoteWord(text)}: give a mail address or a domain, without port or scheme`);
  return { domain: host };
}

/** Resolves with the exit code; interrupted: with what was found so far. */
export async function runDiscover(request: DiscoverRequest, io: Io): Promise<number> {
  const address = parseMailAddress(request.address);
  const { dnsServer, resolve, protocol, totalMs, quiet, sources } = request;
  const frame = { totalMs, text: `Looking for the mail servers of ${address.domain}`, io, quiet };
  const { discovery, isInterrupted } = await withDeadlineAndProgress(frame, async ({ deadline }) => {
    const options = { dnsServer, resolve, protocol: protocol ?? 'all', httpAllowed: true, ...sources } as const;
    const discovery = await discover(address, options, deadline);
    return { discovery, isInterrupted: deadline.isInterrupted };
  });
  const { json, colour, columns, verbose, output } = request;
  const text = json ? asJson(address, discovery) : formatDiscovery(discovery, { style: makeStyle(colour), columns, verbose });
  await deliver(text, output, io);
  if (isInterrupted) return EXIT.interrupted;
  return discovery.candidates.length > 0 ? EXIT.ok : EXIT.fail;
}

function asJson({ user, domain }: { readonly user?: string; readonly domain: string }, discovery: Discovery): string {
  const { candidates, provider, mx, isNullMx, declined, notes, unavailable, oauth, error, durationMs } = discovery;
  const document = {
    schemaVersion: 1,
    tool: { name: 'mailprobe', version: toolVersion() },
    address: user === undefined ? domain : `${user}@${domain}`,
    domain,
    found: candidates.length > 0,
    provider,
    candidates,
    mx,
    nullMx: isNullMx,
    declined,
    notes,
    unavailable,
    oauth,
    error,
    durationMs,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

interface Given {
  readonly mine?: true;
  readonly protocol?: Protocol;
  readonly dnsServer?: { readonly address: string; readonly port: number };
  readonly resolve?: readonly { readonly host: string; readonly addresses: readonly string[] }[];
  readonly timeout?: number;
  readonly json?: true;
  readonly output?: string;
  readonly force?: true;
  readonly verbose?: true;
  readonly quiet?: true;
  readonly color?: boolean;
}

export async function run({ positionals, options }: CommandArguments, io: Io): Promise<number> {
  const given = options as Given;
  const taken = readTypedTarget(positionals[0] ?? '').notice;
  parseMailAddress(positionals[0] ?? '');
  if (taken !== null) notice(io, given, taken);
  if (given.output !== undefined && given.output !== '-') await checkOutputFile(given.output, given.force === true);
  if (given.mine && given.protocol !== undefined)
    throw new UsageError('--mine looks at all protocols of the domain: leave --protocol away');
  const { protocol = null } = given;
  if (protocol !== null && !isMailProtocol(protocol))
    throw new UsageError(`${PROTOCOL_FACTS[protocol].word} has one host for all mailboxes: there is nothing to discover`);
  const act = given.mine ? (await import('./discover-mine.ts')).runDiscoverMine : runDiscover;
  return act(
    {
      address: positionals[0] ?? '',
      protocol,
      dnsServer: given.dnsServer ?? null,
      resolve: new Map((given.resolve ?? []).map(({ host, addresses }) => [host, addresses])),
      totalMs: given.timeout ?? LIMITS.totalMs,
      json: wantsJson(given),
      verbose: given.verbose === true,
      quiet: given.quiet === true,
      colour: given.output === undefined && isColourful(io, given.color),
      columns: columnsOf(io),
      output: given.output,
    },
    io,
  );
}

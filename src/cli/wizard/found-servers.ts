// What a mail address or a domain leads to, said before anything else is asked; for a bare domain the wizard offers the
// server that it names. Must not know how servers are found.

import type { Candidate, Discovery } from '../../discover/candidate.ts';
import { discover } from '../../discover/discover.ts';
import { PROTOCOL_FACTS, PROTOCOLS, type Protocol, SCHEMES } from '../../model/protocol.ts';
import type { Target } from '../../model/target.ts';
import { makeStyle } from '../../report/formats/text-style.ts';
import { withDeadlineAndProgress } from '../check-run.ts';
import { formatDiscovery } from '../output/discovery-text.ts';
import { PromptAborted } from '../terminal/interrupt.ts';
import { type Io, isColourful } from '../terminal/io.ts';

/** Long enough for three tries of DNS; nobody waits longer for what is only good to know. */
const SEARCH_MS = 5_000;

const OTHER_HOST_WORDS = [
  'email',
  'mx',
  'relay',
  'out',
  'in',
  'exchange',
  'outlook',
  'webmail',
  'mta',
  'server',
  'host',
  'localhost',
];
const HOST_WORDS: ReadonlySet<string> = new Set([
  ...PROTOCOLS.flatMap((protocol) => PROTOCOL_FACTS[protocol].hostLabels),
  ...Object.keys(SCHEMES),
  ...OTHER_HOST_WORDS,
]);

/** `smtp`, `imap2`, `mx01` */
const isHostWord = (label: string): boolean => {
  const word = label.toLowerCase();
  return HOST_WORDS.has(word) || HOST_WORDS.has(word.replace(/\d{1,4}$/, ''));
};

/** Whether the name may be what stands after the @ and no host: few labels, and the first is no word for a mail host. */
export function looksLikeDomain({ host, literal, mailbox, port }: Target): boolean {
  const labels = host.split('.');
  return (
    mailbox === null && literal === 0 && port === null && labels.length >= 2 && labels.length <= 3 && !isHostWord(labels[0] ?? '')
  );
}

/** Named by the domain itself or by its known provider: no guess, and no MX, which is for other servers. */
const isNamed = ({ source }: Candidate): boolean => source !== 'guess' && source !== 'mx';

/** The hosts to offer for a protocol in place of the domain, the best first, and whether anything vouches for them. */
export function namedHosts(
  { candidates }: Discovery,
  protocol: Protocol | null,
  domain: string,
): { readonly host: string; readonly isProven: boolean }[] {
  const hosts = candidates
    .filter((candidate) => isNamed(candidate) && (protocol === null || candidate.protocol === protocol))
    .filter(({ host }) => host !== domain);
  const proven = new Set(hosts.filter(({ proof }) => proof !== null).map(({ host }) => host));
  return [...new Set(hosts.map(({ host }) => host))].map((host) => ({ host, isProven: proven.has(host) }));
}

/** Asks and tells; null where the target names a host already. Throws PromptAborted. */
export async function tellServers(target: Target, io: Io): Promise<Discovery | null> {
  const { mailbox } = target;
  if (mailbox === null && !looksLikeDomain(target)) return null;
  const domain = mailbox?.domain ?? target.host;
  const frame = { totalMs: SEARCH_MS, text: `Looking for the mail servers of ${domain}`, io, quiet: false };
  const discovery = await withDeadlineAndProgress(frame, async ({ deadline }) => {
    const address = mailbox === null ? { domain } : { user: mailbox.user, domain };
    const found = await discover(address, { dnsServer: null, httpAllowed: !io.env.MAILPROBE_PROXY }, deadline);
    if (deadline.isInterrupted) throw new PromptAborted();
    return found;
  });
  // Of a bare name only what would change the choice is worth a table.
  if (mailbox !== null || discovery.candidates.some(isNamed)) {
    const style = makeStyle(isColourful(io, undefined));
    const text = formatDiscovery(discovery, { style, columns: io.stderr.columns || 80, verbose: false });
    io.stderr.write(`\n${text}\n`);
  }
  return discovery;
}

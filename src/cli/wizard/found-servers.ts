// The servers that a bare domain names, which the wizard offers where the domain itself takes no mail connection. Must not
// know how servers are found.

import type { Candidate, Discovery } from '../../discover/candidate.ts';
import { discover } from '../../discover/discover.ts';
import { PROTOCOL_FACTS, PROTOCOLS, type Protocol, SCHEMES } from '../../model/protocol.ts';
import type { Target } from '../../model/target.ts';
import { withDeadlineAndProgress } from '../check-run.ts';
import { PromptAborted } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';

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

/** A host to check in the place of the domain that was typed. */
export interface ServerOffer {
  readonly host: string;
  /** For the list of what to do next. */
  readonly title: string;
}

const MAX_OFFERS = 3;

/** The servers that a bare domain names; none where the target names a host already. Throws PromptAborted. */
export async function findServers(target: Target, io: Io): Promise<readonly ServerOffer[]> {
  if (!looksLikeDomain(target)) return [];
  const domain = target.host;
  const frame = { totalMs: SEARCH_MS, text: `Looking for the mail servers of ${domain}`, io, quiet: false };
  const discovery = await withDeadlineAndProgress(frame, async ({ deadline }) => {
    const found = await discover({ domain }, { dnsServer: null, httpAllowed: !io.env.MAILPROBE_PROXY }, deadline);
    if (deadline.isInterrupted) throw new PromptAborted();
    return found;
  });
  return namedHosts(discovery, null, domain)
    .slice(0, MAX_OFFERS)
    .map(({ host, isProven }) => ({
      host,
      title: isProven
        ? `Check ${host}, the server for ${domain}`
        : `Check ${host}, the server for ${domain} by unsigned DNS: be sure of it before you log in`,
    }));
}

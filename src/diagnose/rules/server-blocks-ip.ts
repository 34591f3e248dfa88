// The refusal names a blocklist or the client's own address. The title has both: they are what the owner of the address needs.
import { isIP } from 'node:net';
import { clientAddressLines } from '../client-address.ts';
import type { Evidence } from '../evidence.ts';
import { type Cases, endpointRule, wordedByReply } from '../rule.ts';

const ADDRESS = /(?<![\w.:-])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})(?![\w:-])/gi;
/** `blocked using zen.spamhaus.org`, `listed at bl.spamcop.net`, `https://www.spamhaus.org/query/…`. */
const LIST =
  /(?:using|by|at|in|on|see|via|listed|rbl|dnsbl)[\s:]+(?:https?:\/\/)?((?:[a-z0-9-]{1,40}\.){1,5}[a-z]{2,12})(?![\w@])|https?:\/\/(?:www\.)?((?:[a-z0-9-]{1,40}\.){1,5}[a-z]{2,12})/i;

/** A page that a refusal sends its reader to is no list: one is spoken of, or it is one of the known ones. */
const SPEAKS_OF_LIST =
  /list|\bd?n?s?[rx]bl\b|block(?:ed)? (?:using|by|via)|spamhaus|spamcop|sorbs|barracuda|uceprotect|abuseat|abusix|mailspike|invaluement|psbl/i;

interface Blocked {
  readonly address: string | null;
  readonly list: string | null;
}

function blockedBy(cases: Cases, { endpoints, plan }: Evidence): Blocked {
  const text = cases.map(({ cause }) => cause.reply?.lines.join(' ') ?? '').join(' ');
  const servers = new Set(endpoints.map(({ seen }) => seen.address));
  const address = [...text.matchAll(ADDRESS)].map(([found]) => found).find((found) => isIP(found) !== 0 && !servers.has(found));
  const found = SPEAKS_OF_LIST.test(text) ? LIST.exec(text) : null;
  const list = found?.[1] ?? found?.[2] ?? null;
  return { address: address ?? null, list: list?.toLowerCase() === plan.host.toLowerCase() ? null : list };
}

export const serverBlocksIp = endpointRule('server-blocks-ip', (cases, evidence) => {
  const { address, list } = blockedBy(cases, evidence);
  const waysIn = evidence.waysIn();
  const whose = address === null ? 'the address that this client comes from' : `this client's address ${address}`;
  const own = {
    title: `The server blocks ${whose}${list === null ? '' : `, which stands on ${list}`}`,
    detail:
      "The refusal names a blocklist, a reputation or the client's own address, or came when nothing else was known of the client. Nothing is wrong with user name or password.",
    // Knowledge's advice is for port 25; here it is known which ports refuse.
    fix: `Whoever owns ${address ?? 'the address'} (access or hosting provider, or you where it is your own mail server) looks it up ${list === null ? 'at the lists that the server goes by' : `at ${list}`}, cures the cause, and asks there for removal. Until then use ${waysIn.length > 0 ? `${waysIn.join(' or ')} with a login, or another network` : 'another network'}.`,
    owner: 'network',
  } as const;
  const { detail, reference } = wordedByReply(cases, own);
  return { ...own, detail, ...(reference === undefined ? {} : { reference }), evidence: clientAddressLines(cases, evidence) };
});

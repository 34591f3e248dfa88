// The text to pass on: a paragraph to read out on the telephone or to put into a mail, for each of those who can act.
// Plain words with the evidence: where and when, what was found, what to change, how to see that it worked. Pure; knows
// no layout. What to say of a finding is the finding's own.
import type { Finding, Owner } from '../model/finding.ts';
import { isMailProtocol, knownPort, PROTOCOL_FACTS } from '../model/protocol.ts';
import type { Report, ReportEndpoint, ReportReply } from '../model/report.ts';
import { withoutEnd } from '../model/text-ends.ts';
import { evidenceLines } from './evidence-lines.ts';
import { listed, localTime, namedPortAndMode, OWNER_WORDS, reportedReplyText } from './wording.ts';

const TO: Readonly<Record<Owner, string>> = {
  you: 'To the customer',
  network: "To the customer's network people",
  server: 'To the mail hoster',
  provider: "To the tenant's administrator",
};

/** The finding that everything turns on; undefined where nothing is wrong. */
export const decisiveOf = ({ findings }: Report): Finding | undefined =>
  findings[0] === undefined || findings[0].severity === 'info' ? undefined : findings[0];

const sentence = (text: string): string => {
  const trimmed = text.trim();
  return /[.!?]["')]?$/.test(trimmed) ? trimmed : `${withoutEnd(trimmed, ':;,')}.`;
};

const ARTICLE = /^(?:The|A|An|No|Not|Port|Ports|This|There|Nothing|Only|Some|It|Its)\b/;

/** A title in the middle of a sentence: names keep their capital. */
const asClause = (title: string): string => {
  const bare = withoutEnd(title.trim(), '.');
  return ARTICLE.test(bare) ? bare.charAt(0).toLowerCase() + bare.slice(1) : bare;
};

const endpointsOf = ({ endpoints }: Report, finding: Finding): readonly ReportEndpoint[] =>
  endpoints.filter(({ id }) => finding.endpoints.includes(id));

/** The address that the server saw, else this machine's own. */
export function clientAddress({ endpoints }: Report): { readonly own: string | null; readonly seen: string | null } {
  const own = endpoints.find(({ localAddress }) => localAddress !== undefined)?.localAddress ?? null;
  const seen = endpoints.find(({ seenAs }) => seenAs !== undefined)?.seenAs ?? null;
  return { own, seen: seen === own ? null : seen };
}

/** What a text to pass on begins with, in whatever language. */
export interface TestedFacts {
  /** Empty where the report has no time that can be read. */
  readonly day: string;
  readonly time: string;
  readonly zone: string;
  readonly host: string;
  readonly addresses: readonly string[];
  readonly ports: readonly number[];
  readonly from: string | null;
  /** DNS was all that was asked. */
  readonly isLookup: boolean;
}

export function testedFacts(report: Report, finding: Finding): TestedFacts {
  const { target, startedAt, dns } = report;
  const about = endpointsOf(report, finding);
  const told = about.length > 0 ? about : report.endpoints;
  const { own, seen } = clientAddress(report);
  return {
    ...(localTime(startedAt) ?? { day: '', time: '', zone: '' }),
    host: target.host,
    addresses: [...new Set(told.map(({ address }) => address))].filter((address) => address !== target.host),
    ports: [...new Set(told.map(({ port }) => port))],
    from: seen ?? own,
    isLookup: told.length === 0 && dns !== null,
  };
}

/** `On 2026-01-31 at 13:00:00 UTC+01:00, mail.example.com (192.0.2.10) was tested on port 465, from 198.51.100.7.` */
function opening(report: Report, finding: Finding): string {
  const { day, time, zone, host, addresses, ports, from, isLookup } = testedFacts(report, finding);
  const when = day === '' ? '' : `On ${day} at ${time} ${zone}, `;
  const where = addresses.length === 0 ? '' : ` (${listed(addresses)})`;
  const which = ports.length === 0 ? '' : ` on ${ports.length === 1 ? 'port' : 'ports'} ${listed(ports)}`;
  const what = isLookup ? 'was looked up in DNS' : 'was tested';
  return sentence(`${when}${host}${where} ${what}${which}${from === null ? '' : `, from ${from}`}`);
}

/** What the server said that led to the finding. */
export function toldReply(report: Report, finding: Finding): ReportReply | undefined {
  const { credentials } = report;
  if (credentials?.reply !== undefined && credentials.cause === finding.id) return credentials.reply;
  return endpointsOf(report, finding).find(({ failure }) => failure?.reply !== undefined && failure.code === finding.id)?.failure
    ?.reply;
}

/** Names of a command line: nothing in them that a shell would act on. */
const isPlainName = (host: string): boolean => /^[A-Za-z0-9_](?:[A-Za-z0-9_.:-]*[A-Za-z0-9_])?$/.test(host) && host.length < 254;

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** The endpoint to try again with: one that mail programs use, where there is a choice. */
function endpointToTry(report: Report, finding: Finding): ReportEndpoint | undefined {
  const about = endpointsOf(report, finding);
  return about.find(({ port, mode }) => knownPort(port)?.use === 'client' && knownPort(port)?.mode === mode) ?? about[0];
}

function handshakeCommand(host: string, { port, mode, protocol }: ReportEndpoint): string {
  const upgrade = mode === 'starttls' ? ` -starttls ${protocol}` : '';
  return `openssl s_client -connect ${bracketed(host)}:${port} -servername ${host}${upgrade}`;
}

/** How whoever has mended it sees that it worked, with what is at hand everywhere. */
function verification(report: Report, finding: Finding): string {
  const { host } = report.target;
  const { id, owner } = finding;
  const isLogin = /^(?:auth|credential|oauth)-/.test(id);
  if (id.startsWith('graph-')) return 'It has worked when the same check with a new token names no error.';
  if (id.startsWith('ews-')) return 'It has worked when the same check names no error.';
  if (owner === 'you')
    return isLogin
      ? 'It has worked when the mail program does not ask for the password again.'
      : 'It has worked when the mail program connects without an error or a warning.';
  if (isLogin)
    return `It has worked when the login${report.credentials === null ? '' : ` of ${report.credentials.user}`} is accepted.`;
  if (!isPlainName(host)) return '';
  if (id.startsWith('dns-')) return `It has worked when \`dig +short ${host}\` prints an address.`;
  const endpoint = endpointToTry(report, finding);
  if (endpoint === undefined) return '';
  const { port, mode, protocol } = endpoint;
  if (/^(?:tcp-|host-|port-25|ipv6-|addresses-)/.test(id))
    return `It has worked when \`nc -vz ${host} ${port}\` (Windows: \`Test-NetConnection ${host} -Port ${port}\`) connects.`;
  if (id.startsWith('cert-') || id === 'tls-intercepted')
    return `It has worked when \`${handshakeCommand(host, endpoint)}\` ends with "Verify return code: 0 (ok)".`;
  if (/^(?:tls-|starttls-|middlebox)/.test(id) && mode !== 'plain')
    return `It has worked when \`${handshakeCommand(host, endpoint)}\` shows a certificate.`;
  if (!isMailProtocol(protocol))
    return `It has worked when \`curl -sS -o /dev/null -w '%{http_code}\\n' https://${host}${port === 443 ? '' : `:${port}`}${report.target.path ?? PROTOCOL_FACTS[protocol].path}\` prints 401.`;
  const { greeting } = PROTOCOL_FACTS[protocol];
  const command = mode === 'tls' ? `${handshakeCommand(host, endpoint)} -quiet` : `nc ${host} ${port}`;
  return `It has worked when \`${command}\` shows a line that begins with "${greeting}".`;
}

/** Up to the full stop; those of names and addresses have no capital letter behind them. */
export const sentencesOf = (text: string): string[] =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?]) (?=[A-Z])/);

export const firstSentences = (text: string, count: number): string => sentencesOf(text).slice(0, count).join(' ');

/** How a fix speaks of each of them; of the customer it speaks in the imperative. */
const SPOKEN_OF: Readonly<Record<Owner, RegExp>> = {
  you: /^(?!The server's administrator)/,
  network: /firewall|network|provider/,
  server: /administrator|server of your own/i,
  provider: /administrator/i,
};

/** A sentence with an option of this program is for whoever has it at hand: the customer. */
const NAMES_AN_OPTION = /(?:^|\s)--[a-z]/;

/** The sentences of a fix that mean something to this owner; all where that would leave none. */
export function fixFor(owner: Owner, fix: string): string {
  const meant = sentencesOf(fix).filter((one) => owner === 'you' || !NAMES_AN_OPTION.test(one));
  return meant.length > 0 ? meant.join(' ') : fix;
}

const LEANS_ON_THE_ONE_BEFORE = /^(?:If|Else|Or|Then|It|That|This)\b/;

/** The sentence of a fix that is about this owner, with those that it leans on; else the first. */
export function sentenceFor(owner: Owner, fix: string): string {
  const sentences = sentencesOf(fixFor(owner, fix));
  const at = Math.max(
    0,
    sentences.findIndex((one) => SPOKEN_OF[owner].test(one)),
  );
  const isAlone = !LEANS_ON_THE_ONE_BEFORE.test(sentences[at] ?? '');
  return sentences.slice(isAlone ? at : 0, at + 1).join(' ');
}

const request = (fix: string): string => (fix.trim() === '' ? '' : `What to do: ${sentence(fix)}`);
const joinSentences = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');
const quoted = (reply: ReportReply | undefined): string =>
  reply === undefined ? '' : `The server replied: "${reportedReplyText(reply)}".`;

/** What was found and the first thing to do, without the details: for the page that has them already. */
export const briefTell = (report: Report, finding: Finding, withReply = true): string =>
  joinSentences([
    `${TO[finding.owner]}: ${opening(report, finding)}`,
    sentence(finding.title),
    // Codes tell a customer nothing; who runs a server or a network looks for them.
    finding.owner === 'you' || !withReply ? '' : quoted(toldReply(report, finding)),
    request(sentenceFor(finding.owner, finding.fix)),
  ]);

/** The whole: to send as it is. */
function wholeTell(report: Report, finding: Finding): string {
  const reply = toldReply(report, finding);
  const seen = evidenceLines(report, finding).filter((line) => reply === undefined || !line.endsWith(reportedReplyText(reply)));
  return joinSentences([
    `${TO[finding.owner]}: ${opening(report, finding)}`,
    sentence(finding.title),
    quoted(reply),
    finding.detail.trim() === '' ? '' : sentence(finding.detail),
    seen.length === 0 ? '' : sentence(`Seen: ${seen.join('; ')}`),
    request(fixFor(finding.owner, finding.fix)),
    verification(report, finding),
  ]);
}

/** One sentence to somebody who has nothing to change. */
function nothingToDo(report: Report, owner: Owner): string {
  const { target, recommendation } = report;
  const decisive = decisiveOf(report);
  const greeting = `${TO[owner]}: at ${target.host} there is nothing for you to change`;
  if (decisive === undefined)
    return report.verdict === 'fail'
      ? `${greeting}; what failed is this: ${sentence(asClause(report.summary))}`
      : `${greeting}, and nothing is wrong.`;
  const meanwhile =
    owner === 'you' && recommendation !== null && report.verdict !== 'ok' && report.credentials?.status !== 'rejected'
      ? `; until then ${namedPortAndMode(recommendation)} works`
      : '';
  return `${greeting}: ${OWNER_WORDS[decisive.owner]} must act, since ${asClause(decisive.title)}${meanwhile}.`;
}

/** What `owner` is to be told: what to change and why, or in one sentence that there is nothing, and who has to act. */
export function tell(report: Report, owner: Owner): string {
  const [first, ...others] = report.findings.filter((finding) => finding.severity !== 'info' && finding.owner === owner);
  if (first === undefined) return nothingToDo(report, owner);
  const also = others.map(({ title, fix }) => joinSentences([`Also: ${sentence(title)}`, request(fix)]));
  return joinSentences([wholeTell(report, first), ...also]);
}

// The one command that leads on from a report, where there is one. Pure; knows what the program can be asked, and no
// layout. Nothing of a peer's making gets into it but a host name, and a name only where a shell would see a plain word.
import type { FindingId } from '../model/finding.ts';
import { defaultPorts, PROTOCOL_FACTS, PROTOCOLS, type Protocol } from '../model/protocol.ts';
import type { Report } from '../model/report.ts';
import { decisiveOf } from './tell.ts';

export interface NextCommand {
  readonly command: string;
  /** What it does, as a remark behind it. */
  readonly purpose: string;
}

const HOST = /^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/i;
const MAILBOX = /^[a-z0-9._+-]+@[a-z0-9][a-z0-9.-]*$/i;

/** What a server that is no SMTP server said it is: the greeting of IMAP and of POP3 (RFC 9051 §7.1, RFC 1939 §4). */
function protocolSpoken({ endpoints, target, findings }: Report): { readonly protocol: Protocol; readonly port: number } | null {
  const about = new Set(findings.filter(({ id }) => id === 'not-smtp').flatMap((finding) => finding.endpoints));
  const said = findings.filter(({ id }) => id === 'not-smtp').flatMap(({ title, evidence }) => [title, ...evidence]);
  const spoken = PROTOCOLS.find(
    (one) => one !== target.protocol && said.some((line) => new RegExp(`\\b${PROTOCOL_FACTS[one].word}\\b`).test(line)),
  );
  const port = endpoints.find(({ id }) => about.has(id))?.port;
  return spoken === undefined || port === undefined ? null : { protocol: spoken, port };
}

/** A command line that a finding gives in its own fix; none that logs in, which wants thinking first. */
function commandOfFix(fix: string): string | null {
  const [, command = ''] = /`(mailprobe (?:check|discover) [A-Za-z0-9@.:_+/[\] -]+)`/.exec(fix) ?? [];
  return command === '' || / (?:--user|-u) /.test(command) ? null : command;
}

const WANT_ALL_ADDRESSES: readonly FindingId[] = ['addresses-disagree', 'ipv6-broken'];

/** A file's name that a shell leaves as it is. */
const PLAIN_PATH = /^[A-Za-z0-9_./][A-Za-z0-9_./+:@-]*$/;

/** By the same roots again; null: the name of their file would have to be quoted. */
function trustWords({ trust }: Report): string | null {
  if (trust === undefined || trust.store === 'default') return '';
  const { store, path } = trust;
  if (store === 'node' || store === 'system') return ` --trust ${store}`;
  return path !== null && PLAIN_PATH.test(path) ? ` --trust ${store === 'java' ? 'java:' : ''}${path}` : null;
}

/** Null where the report is the end of it. */
export function nextCommand(report: Report, { verbose }: { readonly verbose: boolean }): NextCommand | null {
  const { target, verdict } = report;
  if (!HOST.test(target.host)) return null;
  const decisive = decisiveOf(report);
  const named = decisive === undefined ? null : commandOfFix(decisive.fix);
  if (named !== null) return { command: named, purpose: 'as the fix says' };
  const trust = trustWords(report);
  const check = (words: string, purpose: string): NextCommand | null =>
    trust === null ? null : { command: `mailprobe check ${words}${trust}`, purpose };
  const spoken = protocolSpoken(report);
  if (spoken !== null)
    return check(`${target.host} --protocol ${spoken.protocol} --port ${spoken.port}`, 'in the protocol that it speaks');
  if (report.findings.some(({ id, severity }) => severity !== 'info' && WANT_ALL_ADDRESSES.includes(id)))
    return check(`${target.host} --all-addresses`, 'every address in full');
  if (decisive?.id.startsWith('dns-') && MAILBOX.test(target.input))
    return { command: `mailprobe discover ${target.input}`, purpose: "the mailbox's servers" };
  // A login that was refused is not sent again for the sake of a transcript.
  if (verdict === 'ok' || decisive === undefined || verbose || report.credentials !== null) return null;
  const again = report.parts === undefined ? repeatable(target) : `${target.host} --all`;
  return check(`${again} -v`, 'every step, every line of the talk');
}

/** The target as it was given, its port and mode where one was named. */
function repeatable({ host, ports, modes, protocol, path }: Report['target']): string {
  if (path !== undefined)
    return `${protocol}://${host}${ports.join() === defaultPorts(protocol).join() ? '' : `:${ports.join()}`}${path}`;
  const named = ports.length === 1 && modes.length === 1 ? ` --port ${ports[0]} --mode ${modes[0]}` : '';
  const isOther = named === '' && ports.join() !== defaultPorts(protocol).join();
  const which = protocol === 'smtp' ? '' : ` --protocol ${protocol}`;
  return `${host}${which}${isOther ? ` --port ${ports.join(',')}` : named}`;
}

// What DNS says of a host beside its addresses: aliases, MX, reverse names, SRV, TLSA, and the mail policy that hangs on
// them. Each is asked at once and settles by itself; no probe waits for any of it. Judges nothing.
import type { MxRecord, RecordError } from '../../model/observation.ts';
import type { Family } from '../../model/protocol.ts';
import type { Deadline } from '../deadline.ts';
import { detailOf } from '../failure.ts';
import type { DnsAnswer, DnsClient } from './client.ts';
import { type AddressAnswers, type DnsFacts, type LookupQuestion, NO_FACTS, type ResolvedAddresses } from './lookup-question.ts';
import { canonicalIpv6, isLocalName, reverseName } from './names.ts';
import { MAIL_SERVICES, orderSrv } from './services.ts';
import { within } from './waiting.ts';

export interface FactsSource {
  readonly question: LookupQuestion;
  readonly client: DnsClient;
  readonly addresses: Promise<ResolvedAddresses>;
  /** Null where no address was asked of DNS. */
  readonly answers: Promise<AddressAnswers> | null;
  readonly deadline: Deadline;
}

const MAX_REVERSE_ADDRESSES = 8;
const MAX_REVERSE_NAMES = 3;
const MAX_EXCHANGES = 5;
const MAX_LISTED = 64;
const NO_ANSWER: RecordError = { error: 'no answer' };
const OWN_BUG: RecordError = { error: 'internal error' };

type Draft = { -readonly [K in keyof DnsFacts]: DnsFacts[K] };

/** Asks at once. The function returned waits `graceMs` at most, then ends the asking for good. */
export function startFacts(source: FactsSource): (graceMs: number) => Promise<DnsFacts> {
  const { question, client, deadline } = source;
  const draft: Draft = { ...NO_FACTS };
  let abort: AbortController | null = null;
  const tasks: Promise<void>[] = [];
  // Facts bring no run down, and a bug in one of them is no server's silence: it is told as what it is.
  const begin = (asking: Promise<void>, mark: () => void): void => {
    const noteBug = (error: unknown): void => {
      draft.internalErrors = [...draft.internalErrors, detailOf(error)];
      mark();
    };
    tasks.push(asking.catch(noteBug));
  };
  const markOf = (field: 'cname' | 'mx' | 'srv') => (): void => {
    if (draft[field] === NO_ANSWER) draft[field] = OWN_BUG;
  };
  begin(askReverseNames(source, draft), () => markNames(draft));
  if (source.answers) begin(noteAnswers(source.answers, draft), markOf('cname'));
  if (question.literal === 0 && (question.dnsServer !== null || !isLocalName(question.host))) {
    abort = new AbortController();
    begin(askServices(source, draft), markOf('srv'));
    begin(askMail(source, draft, abort.signal), markOf('mx'));
    for (const port of (question.wantTlsa ?? true) ? question.ports : [])
      begin(askTlsa(source, port, draft), () => {
        draft.tlsa = { ...draft.tlsa, [String(port)]: OWN_BUG };
      });
  }
  let isPending = true;
  const settled = Promise.all(tasks).then(() => {
    isPending = false;
  });
  return async (graceMs) => {
    if (isPending) await within(settled, deadline.limitMs(graceMs), null);
    const facts = { ...draft, ptr: { ...draft.ptr }, ptrConfirmed: { ...draft.ptrConfirmed }, tlsa: { ...draft.tlsa } };
    // With a reason of its own: Node would make an error with a stack for each check.
    abort?.abort('over');
    client.close();
    return facts;
  };
}

function markNames(draft: Draft): void {
  const marked = Object.entries(draft.ptr).map(([address, names]) => [address, names === NO_ANSWER ? OWN_BUG : names]);
  draft.ptr = Object.fromEntries(marked);
}

/** The records, an empty list where there are none, or why it is not known. */
function listOf<T>(answer: DnsAnswer<T>): readonly T[] | RecordError {
  return answer.error === null ? answer.records.slice(0, MAX_LISTED) : { error: answer.error };
}

async function noteAnswers(answers: Promise<AddressAnswers>, draft: Draft): Promise<void> {
  draft.cname = NO_ANSWER;
  const known = await answers;
  const all = [known[4], known[6]].filter((answer) => answer !== undefined);
  draft.cname = aliasesOf(all);
  draft.dnsAddresses = all.every(({ status }) => status === 'failed')
    ? null
    : all.flatMap(({ records }) => records.map(canonicalIpv6)).slice(0, MAX_LISTED);
}

function aliasesOf(answers: readonly DnsAnswer<string>[]): readonly string[] | RecordError {
  const aliases = answers.find((answer) => answer.aliases.length > 0)?.aliases;
  if (aliases) return aliases;
  const error = answers.every(({ status }) => status === 'failed') ? answers[0]?.error : null;
  return error ? { error } : [];
}

async function askReverseNames({ question, client, addresses }: FactsSource, draft: Draft): Promise<void> {
  const resolved = await addresses;
  const asked = resolved.addresses
    .slice(0, MAX_REVERSE_ADDRESSES)
    // The loopback's name is nobody's business but the hosts file's, unless a server was named for this check.
    .filter(({ address }) => question.dnsServer !== null || (address !== '::1' && !address.startsWith('127.')));
  const ptr: Record<string, readonly string[] | RecordError> = {};
  const confirmed: Record<string, boolean | null> = {};
  draft.ptr = ptr;
  draft.ptrConfirmed = confirmed;
  for (const { address } of asked) ptr[address] = NO_ANSWER;
  await Promise.all(
    asked.map(async ({ address, family }) => {
      const answer = await client.query(reverseName(address), 'PTR');
      ptr[address] = listOf(answer);
      if (answer.records.length === 0) return;
      confirmed[address] = null;
      confirmed[address] = await isForwardConfirmed(client, answer.records, address, family);
    }),
  );
}

/** One of the names has this address: what receivers call FCrDNS (RFC 8601 §3: iprev). */
async function isForwardConfirmed(
  client: DnsClient,
  names: readonly string[],
  address: string,
  family: Family,
): Promise<boolean | null> {
  const answers = await Promise.all(
    names.slice(0, MAX_REVERSE_NAMES).map((name) => client.query(name, family === 4 ? 'A' : 'AAAA')),
  );
  if (answers.some(({ records }) => records.includes(canonicalIpv6(address)))) return true;
  return answers.some(({ status }) => status === 'failed') ? null : false;
}

async function askServices({ question, client }: FactsSource, draft: Draft): Promise<void> {
  draft.srv = NO_ANSWER;
  const services = MAIL_SERVICES.filter(({ protocol }) => protocol === question.protocol);
  const answers = await Promise.all(
    services.map(async ({ service }) => ({ service, answer: await client.query(`${service}.${question.host}`, 'SRV') })),
  );
  const records = answers.flatMap(({ service, answer }) => orderSrv(service, answer.records));
  const error = answers.find(({ answer }) => answer.error !== null)?.answer.error;
  draft.srv = records.length === 0 && error ? { error } : records.slice(0, MAX_LISTED);
}

async function askTlsa({ question, client }: FactsSource, port: number, draft: Draft): Promise<void> {
  const answer = await client.query(`_${port}._tcp.${question.host}`, 'TLSA', { dnssec: true });
  if (answer.status !== 'found' && answer.status !== 'failed') return;
  const observed = answer.error === null ? { records: answer.records.slice(0, MAX_LISTED), authentic: answer.authentic } : null;
  draft.tlsa = { ...draft.tlsa, [String(port)]: observed ?? { error: answer.error ?? 'no answer' } };
}

/** MX, the hosts that it names, and what the domain publishes for those who deliver to it. */
async function askMail({ question, client, deadline }: FactsSource, draft: Draft, signal: AbortSignal): Promise<void> {
  draft.mx = NO_ANSWER;
  const answer = await client.query(question.host, 'MX');
  const listed = listOf(answer);
  draft.mx = Array.isArray(listed) ? orderMx(listed) : listed;
  if (!Array.isArray(draft.mx)) return;
  const exchanges = draft.mx.filter(({ exchange }) => exchange !== '.').slice(0, MAX_EXCHANGES);
  if (exchanges.length === 0) return;
  const hosts = exchanges.map(async ({ exchange, preference }) => {
    const [four, six] = await Promise.all([client.query(exchange, 'A'), client.query(exchange, 'AAAA')]);
    return { exchange, preference, addresses: [...four.records, ...six.records].slice(0, MAX_EXCHANGES) };
  });
  const noteHosts = Promise.all(hosts).then((found) => {
    draft.mxHosts = found;
  });
  const policies = question.protocol === 'smtp' ? askPolicies(question, client, deadline, draft, signal) : null;
  await Promise.all([noteHosts, policies]);
}

/** A copy, the most preferred first (RFC 5321 §5.1). */
export const orderMx = (records: readonly MxRecord[]): MxRecord[] =>
  [...records].sort((one, other) => one.preference - other.preference);

async function askPolicies(
  question: LookupQuestion,
  client: DnsClient,
  deadline: Deadline,
  draft: Draft,
  signal: AbortSignal,
): Promise<void> {
  const domain = question.host;
  const [sts, rpt] = await Promise.all([client.query(`_mta-sts.${domain}`, 'TXT'), client.query(`_smtp._tls.${domain}`, 'TXT')]);
  draft.tlsRpt = rpt.records.find((text) => text.startsWith('v=TLSRPTv1')) ?? null;
  if (!sts.records.some((text) => text.startsWith('v=STSv1'))) return;
  const { observeMtaSts } = await import('./mta-sts.ts');
  await observeMtaSts({
    domain,
    texts: sts.records,
    fetchPolicy: question.wantPolicy ?? true,
    client: question.dnsServer ? client : null,
    deadline,
    signal,
    note: (observation) => {
      draft.mtaSts = observation;
    },
  });
}

// The addresses of one host, as soon as they are known, and beside them what else DNS says of it, for whoever has time
// to wait. Joins the system's resolver with DNS itself. Judges nothing, and never delays the addresses for a fact.
import { isIP } from 'node:net';
import type { Family } from '../../model/protocol.ts';
import { type Deadline, EarlyEnding, type Ending } from '../deadline.ts';
import { type DnsAnswer, DnsClient, QUERY_LIMIT_MS, systemServers } from './client.ts';
import { errorOfAnswers, errorOfSystem } from './errors.ts';
import { startFacts } from './facts.ts';
import type { AddressAnswers, DnsFacts, LookupQuestion, ResolvedAddresses } from './lookup-question.ts';
import { canonicalName, isLocalName } from './names.ts';
import { type Asked, answerForSystem, askSystem, type ResolvedAddress } from './system.ts';
import { within } from './waiting.ts';

export interface Lookup {
  /** Resolves by the deadline at the latest; rejects for a bug of our own alone. */
  readonly addresses: Promise<ResolvedAddresses>;
  /** Everything else, settled as far as it comes within `graceMs` from now; what does not is `{ error: 'no answer' }`. Ends the asking. */
  readonly facts: (graceMs: number) => Promise<DnsFacts>;
  /** Ends all questions that are under way. `facts` does so too. */
  readonly close: () => void;
}

/** How many addresses of one name are looked at. 500 are a mistake or an attack; Gmail has one a family, Microsoft 365 eight. */
export const MAX_ADDRESSES = 32;
/** How long a known family waits for a silent AAAA (RFC 8305 §3 says 50 ms; a probe may be slower, and complete). */
const AAAA_GRACE_MS = 300;
/** The same for a silent A: long enough for the first repetition, since nearly every mail host has one. */
const A_GRACE_MS = 1300;
/** How long DNS's own word is waited for where it says what the system's failure means. */
const SIDE_ANSWER_MS = 1500;

/** Begins at once. One call a host and check. */
export function startLookup(question: LookupQuestion, deadline: Deadline): Lookup {
  const servers = question.dnsServer ? [question.dnsServer] : (question.systemServers ?? systemServers());
  // What is still being asked when the lookup is over is given up, however much time the check has left.
  const ending = new EarlyEnding(deadline);
  const client = new DnsClient(servers, ending, QUERY_LIMIT_MS);
  const startedAt = performance.now();
  const given = givenAddresses(question);
  const asksDns = given === null && (question.dnsServer !== null || !isLocalName(question.host));
  const answers = asksDns ? askBothFamilies(client, question) : null;

  const find = async (): Promise<Found> => {
    if (given) return { ...given, error: null, unanswered: [] };
    if (question.dnsServer && answers) return fromAnswers(await settledAnswers(answers), question);
    return fromSystem(question, answers, deadline, ending);
  };
  const addresses = find().then((found): ResolvedAddresses => {
    const kept = found.addresses.slice(0, MAX_ADDRESSES);
    const durationMs = given ? 0 : Math.round((performance.now() - startedAt) * 10) / 10;
    return { ...found, addresses: kept, durationMs };
  });
  const facts = startFacts({ question, client, addresses, answers: answers && allAnswers(answers), deadline });
  const close = (): void => {
    client.close();
    ending.end();
  };
  const factsAndEnd = (graceMs: number): Promise<DnsFacts> => facts(graceMs).finally(() => ending.end());
  return { addresses, facts: factsAndEnd, close };
}

type Found = Omit<ResolvedAddresses, 'durationMs'>;

/** Addresses that need no question: a literal, or `--resolve`. */
function givenAddresses(question: LookupQuestion): Pick<Found, 'addresses' | 'source'> | null {
  if (question.literal !== 0) {
    return { addresses: [{ address: question.host, family: question.literal }], source: 'literal' };
  }
  const listed = question.resolve.get(canonicalName(question.host));
  if (!listed) return null;
  const addresses = listed.flatMap((address): ResolvedAddress[] => {
    const family = isIP(address);
    return family === 4 || family === 6 ? [{ address, family }] : [];
  });
  return { addresses: addresses.filter(({ family }) => question.families.includes(family)), source: 'resolve-option' };
}

/** Both families whatever was asked for: that a name has only addresses of the other one is worth saying. */
function askBothFamilies(client: DnsClient, question: LookupQuestion): Asked {
  return { 4: client.query(question.host, 'A'), 6: client.query(question.host, 'AAAA') };
}

async function allAnswers(asked: Asked): Promise<AddressAnswers> {
  const [four, six] = await Promise.all([asked[4], asked[6]]);
  return { ...(four && { 4: four }), ...(six && { 6: six }) };
}

/** Both answers; or one, where it settles the matter and the other stays away. */
function settledAnswers(asked: Asked): Promise<AddressAnswers> {
  return new Promise((resolve, reject) => {
    const known: AddressAnswers = {};
    let timer: NodeJS.Timeout | undefined;
    const finish = () => {
      clearTimeout(timer);
      resolve({ ...known });
    };
    const arrive = (family: Family, answer: DnsAnswer<string>) => {
      known[family] = answer;
      if (known[4] && known[6]) return finish();
      // No such name is true of all types (RFC 8020); but only A is believed: some servers say it of AAAA alone.
      if (family === 4 && answer.status === 'no-name') return finish();
      if (answer.status === 'found') timer = setTimeout(finish, family === 4 ? AAAA_GRACE_MS : A_GRACE_MS);
    };
    asked[4]?.then((answer) => arrive(4, answer)).catch(reject);
    asked[6]?.then((answer) => arrive(6, answer)).catch(reject);
  });
}

function fromAnswers(answers: AddressAnswers, question: LookupQuestion): Found {
  const addresses = question.families.flatMap((family) =>
    (answers[family]?.records ?? []).map((address) => ({ address, family })),
  );
  const unanswered = question.families.flatMap((family) => {
    const answer = answers[family];
    if (!answer) return [{ family, error: 'no answer' }];
    return answer.error === null ? [] : [{ family, error: answer.error }];
  });
  const error = addresses.length > 0 ? null : errorOfAnswers(answers, question);
  return { addresses, source: 'dns-server', error, unanswered: error ? [] : unanswered };
}

/** The system may hang where DNS does not (a directory, a name server of a network that is gone): so long it is waited for. */
const SILENT_SYSTEM_MS = 3_000;

/** What DNS itself says; never settles where that is no address. */
function foundInDns(asked: Asked, question: LookupQuestion): Promise<Found> {
  return new Promise((resolve, reject) => {
    settledAnswers(asked)
      .then((answers) => {
        const found = fromAnswers(answers, question);
        if (found.addresses.length > 0) resolve(found);
      })
      .catch(reject);
  });
}

async function fromSystem(question: LookupQuestion, asked: Asked | null, deadline: Deadline, ending: Ending): Promise<Found> {
  const { host, families } = question;
  const system = question.askSystem ?? askSystem;
  const spared = asked && system === askSystem ? await answerForSystem(host, families, asked) : null;
  const answer = spared ? Promise.resolve(spared) : system(host, families, ending);
  const patienceMs = Math.min(SILENT_SYSTEM_MS, deadline.remainingMs() / 2);
  if (asked && (await within(answer, patienceMs, null)) === null) {
    const found = await Promise.race([answer.then(() => null), foundInDns(asked, question)]);
    if (found) return found;
  }
  const { addresses, systemCode } = await answer;
  if (systemCode === null && addresses.length > 0) return { addresses, source: 'system', error: null, unanswered: [] };
  // ENOTFOUND of getaddrinfo may be NXDOMAIN or NODATA, EAI_AGAIN silence or SERVFAIL: DNS itself tells which.
  const answers = asked && (await within(settledAnswers(asked), deadline.limitMs(SIDE_ANSWER_MS), null));
  return { addresses: [], source: 'system', error: errorOfSystem(systemCode ?? 'ENODATA', answers, question), unanswered: [] };
}

// The logins of a whole batch, which all have the same credentials: which were sent, where, and what came of it, so that
// a refused one is not sent again until the account is locked, and one whose answer nobody knows never. Counts what was
// sent, whatever came back. Must not know any secret, nor how a login is made.
import type { EarlierLogin } from '../model/observation.ts';
import type { LoginAnswer, LoginPlace } from '../probe/login-turn.ts';
import { type Entry, hashOf } from './entry.ts';
import { EntrySet } from './entry-set.ts';
import type { BegunLogin, LoginJournal } from './login-journal.ts';

/**
 * What came of a login. `refused`: the credentials themselves were; `unjudged`: the protocol, the mechanism or the server
 * failed, and nothing was said of them; `unanswered`: it went out, and nobody knows; `unsent`: nothing went out.
 */
export type LoginFate = 'accepted' | 'refused' | 'unjudged' | 'unanswered' | 'unsent';

/** What logins have in common; the first word tells the kinds apart. */
type Key = string;

/** The host and its address: there the account is the same beyond doubt. */
const narrowKeys = ({ host, address }: LoginPlace): Key[] => [`host ${host.toLowerCase()}`, `address ${address}`];

/** Hosts side by side under one domain mostly ask one directory. */
function domainKeys({ host }: LoginPlace): Key[] {
  const labels = host.toLowerCase().split('.');
  const isName = labels.length > 1 && !host.includes(':') && !/^[\d.]+$/.test(host);
  return isName ? [`domain ${labels.slice(labels.length > 2 ? 1 : 0).join('.')}`] : [];
}

const nameIn = (key: Key): string => key.split(' ')[1] ?? '';

/** Keys by their hash: a million hosts fit into some 10 MB. */
class KeySet {
  readonly #set = new EntrySet();
  add(key: Key): void {
    if (!this.has(key)) this.#set.add(recalled(key));
  }
  has(key: Key): boolean {
    return this.#set.has(recalled(key));
  }
}

/** Each check asks for the hashes of its keys some twenty times, and many checks have the same keys. */
const recent = new Map<Key, number>();
const MAX_RECENT = 1_000;

function recalled(key: Key): number {
  const known = recent.get(key);
  if (known !== undefined) return known;
  if (recent.size >= MAX_RECENT) recent.clear();
  const hash = hashOf(key);
  recent.set(key, hash);
  return hash;
}

interface Grant {
  readonly place: LoginPlace;
  /** Held until it is known whether the credentials are right there. */
  readonly keys: readonly Key[];
}

export class LoginLedger {
  readonly user: string;
  /** `ada@example.com` and `EXAMPLE\ada` name one account, whichever host is asked; a bare name is each host's own. */
  readonly #account: Key | null;
  readonly #accepted = new KeySet();
  readonly #refused = new KeySet();
  readonly #unanswered = new KeySet();
  /** Where the account was refused first. */
  #refusedAt = '';
  /** Entries to which an earlier run sent a login whose result it did not get to write. */
  readonly #unresolved = new KeySet();
  /** Logins under way, by line of the list. */
  readonly #granted = new Map<number, Grant>();
  readonly #busy = new Set<Key>();
  #waiting: (() => void)[] = [];
  #isOver = false;
  #journal: LoginJournal | null = null;
  /** Called where the journal cannot be written: then nothing may be sent any more. */
  onFault: (error: unknown) => void = () => {};

  constructor(user: string) {
    this.user = user;
    this.#account = /[@\\]/.test(user) ? `account ${user.toLowerCase()}` : null;
  }

  /** From now on each login is written there before it is sent. */
  writeTo(journal: LoginJournal): void {
    this.#journal = journal;
  }

  /** Keeps what became of a login: of this run, or as the results of an earlier one have it. */
  learn(place: LoginPlace, fate: LoginFate): void {
    const narrow = narrowKeys(place);
    const wide = this.#wideKeys(place);
    const open = wide.filter((key) => !this.#accepted.has(key));
    switch (fate) {
      case 'accepted':
        for (const key of [...narrow, ...wide]) this.#accepted.add(key);
        return;
      case 'refused':
        this.#refusedAt ||= place.host;
        for (const key of [...narrow, ...open]) this.#refused.add(key);
        return;
      case 'unanswered':
        for (const key of [...narrow, ...open]) if (key !== this.#account) this.#unanswered.add(key);
        return;
      case 'unjudged':
        // Another protocol of the host may yet take them.
        for (const key of narrow) this.#refused.add(`${key} ${place.protocol}`);
    }
  }

  /** A login that an earlier run began, and of whose result nothing was written. */
  learnBegun({ user, entry, ...place }: BegunLogin): void {
    if (user !== this.user) return;
    this.#unresolved.add(entry);
    this.learn(place, 'unanswered');
  }

  /** Resolves when it is clear whether the login may be sent. One at a time, until the first was accepted there. */
  async begin({ line, text }: Entry, place: LoginPlace): Promise<LoginAnswer> {
    if (this.#granted.has(line)) return 'go';
    if (this.#unresolved.has(text)) return { result: 'unanswered', at: text, isOfEarlierRun: true };
    for (;;) {
      if (this.#isOver) return 'over';
      const earlier = this.#find(place);
      if (earlier) return earlier;
      const keys = this.#undecided(place);
      if (!keys.some((key) => this.#busy.has(key))) {
        this.#granted.set(line, { place, keys });
        for (const key of keys) this.#busy.add(key);
        break;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    try {
      await this.#journal?.begun({ user: this.user, entry: text, ...place });
      return 'go';
    } catch (error) {
      this.onFault(error);
      return 'over';
    }
  }

  /** The server took it: others may go on there without waiting for the end of this check. */
  accepted({ line }: Entry): void {
    const grant = this.#granted.get(line);
    if (!grant) return;
    this.learn(grant.place, 'accepted');
    this.#release(grant);
  }

  /** The check is done. */
  end({ line, text }: Entry, fate: LoginFate): void {
    const grant = this.#granted.get(line);
    if (!grant) return;
    this.#granted.delete(line);
    this.learn(grant.place, fate);
    this.#release(grant);
    // Of what was accepted a second login does no harm, should this result be lost.
    if (fate === 'unsent' || fate === 'accepted') this.#journal?.settled(text);
  }

  /** The result of the entry is written: a run that goes on from here finds it there. */
  written({ text }: Entry): void {
    this.#journal?.settled(text);
  }

  /** Those who wait are told that it is over. */
  close(): void {
    this.#isOver = true;
    this.#wake();
  }

  #wideKeys(place: LoginPlace): Key[] {
    return this.#account === null ? domainKeys(place) : [...domainKeys(place), this.#account];
  }

  #find(place: LoginPlace): EarlierLogin | null {
    const narrow = narrowKeys(place);
    const wide = this.#wideKeys(place).filter((key) => !this.#accepted.has(key));
    for (const key of [...narrow, ...narrow.map((one) => `${one} ${place.protocol}`), ...wide]) {
      const at = key === this.#account ? this.#refusedAt : nameIn(key);
      if (this.#refused.has(key)) return { result: 'refused', at, isOfEarlierRun: false };
      if (this.#unanswered.has(key)) return { result: 'unanswered', at, isOfEarlierRun: false };
    }
    return null;
  }

  /** Where it is not known yet whether the credentials are right: there nobody else logs in meanwhile. */
  #undecided(place: LoginPlace): Key[] {
    const narrow = narrowKeys(place);
    if (narrow.some((key) => this.#accepted.has(key))) return [];
    return [...narrow, ...this.#wideKeys(place)].filter((key) => !this.#accepted.has(key));
  }

  #release({ keys }: Grant): void {
    for (const key of keys) this.#busy.delete(key);
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

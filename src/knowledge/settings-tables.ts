// Mailbox domains beyond the hand-kept directory: Thunderbird's ISPDB, generated (.build/ispdb.mjs), and a table of common
// regional domains with the source of each row. All of it is likely and not certain. Loaded when the directory has no entry.
import { byProtocol, type MailProtocol, type Mode, PROTOCOLS } from '../model/protocol.ts';
import ispdb from './ispdb.json' with { type: 'json' };
import type { PasswordKind, Provider, ProviderServer } from './provider.ts';
import { makeProvider, readServer } from './providers.ts';
import regional from './regional-mailboxes.json' with { type: 'json' };

export interface TableMailbox extends Provider {
  readonly table: {
    /** What says so: "Thunderbird's ISPDB of 2026-03-12". */
    readonly name: string;
    readonly confidence: 'likely' | 'guess';
    /** Its keepers check who owns the hosts that they list for a domain. */
    readonly vouches: boolean;
  };
  /** What to do where no server takes one; null or absent: nothing is known, or some do. */
  readonly instead?: string | null;
  /** Why no server takes a mail program's login, as a sentence without full stop; null: some do. */
  readonly unavailable: string | null;
}

interface Row extends Partial<Readonly<Record<MailProtocol, readonly string[]>>> {
  readonly name: string;
  readonly domains: readonly string[];
}
interface IspdbRow extends Row {
  readonly user: string;
  readonly oauth: boolean;
}
interface RegionalRow extends Row {
  readonly source: string;
  readonly confidence: string;
  readonly username?: string;
  readonly passwordKind?: string;
  readonly note?: string;
  readonly unavailable?: string;
}

const USER_FORMS: Readonly<Record<string, string>> = {
  full: 'full mail address',
  local: 'the part before the @',
  either: 'the full mail address at one server, the part before the @ at the other',
  '%EMAILLOCALPART%.%EMAILDOMAIN%': 'the part before the @, a dot, and the domain',
};

interface Tables {
  readonly ispdb: ReadonlyMap<string, IspdbRow>;
  readonly regional: ReadonlyMap<string, RegionalRow>;
}
let tables: Tables | null = null;

function byDomain<T extends Row>(rows: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const row of rows) for (const domain of row.domains) if (!map.has(domain)) map.set(domain, row);
  return map;
}

const load = (): Tables => {
  tables ??= { ispdb: byDomain<IspdbRow>(ispdb.providers), regional: byDomain<RegionalRow>(regional.mailboxes) };
  return tables;
};

/** What the tables know of a mailbox's domain, hand-kept rows first; null: nothing. */
export function mailboxOfTables(domain: string): TableMailbox | null {
  const name = domain.trim().toLowerCase().replace(/\.$/, '');
  const { ispdb: common, regional: local } = load();
  const row = local.get(name);
  if (row) return ofRegional(row);
  const listed = common.get(name);
  return listed ? ofIspdb(listed, name) : null;
}

export const ispdbDomains = (): readonly string[] => [...load().ispdb.keys()];
export const regionalDomains = (): readonly string[] => [...load().regional.keys()];

function ofRegional(row: RegionalRow): TableMailbox {
  const { name, domains, note, unavailable = null, source, username = '', passwordKind = 'none' } = row;
  const confidence = row.confidence === 'guess' ? 'guess' : 'likely';
  const notes = [
    note,
    unavailable,
    confidence === 'guess' && unavailable === null ? `its settings come from ${source}` : undefined,
  ];
  return {
    ...makeProvider({
      id: `table:${domains[0]}`,
      name,
      kind: 'mailbox',
      domains,
      ...byProtocol((protocol) => row[protocol] ?? []),
      username,
      passwordKind: passwordKind as PasswordKind,
      // Of a mailbox that nothing logs in to there is no password to speak of.
      ...(unavailable !== null && { password: '' }),
      notes: notes.filter((one) => one !== undefined && one !== null),
    }),
    table: { name: `regional table (${source})`, confidence, vouches: false },
    unavailable,
    instead: unavailable === null ? null : (note ?? null),
  };
}

const isEncrypted = ({ mode }: { readonly mode: Mode }): boolean => mode !== 'plain';

function ofIspdb(row: IspdbRow, domain: string): TableMailbox {
  const fill = (text: string): string => text.replaceAll('%EMAILDOMAIN%', domain);
  const read = byProtocol((protocol) => (row[protocol] ?? []).map((server) => readServer(fill(server))));
  const plain = PROTOCOLS.flatMap((protocol) =>
    // Where the table has an encrypted server as well, the other is of no use to anybody.
    read[protocol].some(isEncrypted) ? [] : read[protocol],
  );
  const passwordKind: PasswordKind = row.oauth && row.user === '' ? 'oauth' : 'account';
  const encrypted = byProtocol((protocol): readonly ProviderServer[] => read[protocol].filter(isEncrypted));
  const warning = plain.map(({ host, port }) => `${host}:${port}`).join(', ');
  const provider = makeProvider({
    id: `ispdb:${row.domains[0]}`,
    name: fill(row.name),
    kind: 'mailbox',
    domains: row.domains,
    username: USER_FORMS[row.user] ?? row.user,
    passwordKind,
    ...(row.oauth && { password: 'password of the account, or OAuth 2.0' }),
    notes: plain.length === 0 ? [] : [`the ISPDB lists these without encryption, which no login should go to: ${warning}`],
  });
  return {
    ...provider,
    ...encrypted,
    table: { name: `Thunderbird's ISPDB of ${ispdb.snapshot}`, confidence: 'likely', vouches: true },
    unavailable: PROTOCOLS.every((protocol) => encrypted[protocol].length === 0)
      ? 'only servers without encryption are listed for it, which no login should go to'
      : null,
  };
}

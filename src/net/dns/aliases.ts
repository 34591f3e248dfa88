// Follows the aliases (CNAME) of one answer to the name that owns the records (RFC 1034 §3.6.2). Asks nothing.
import type { Answer, RecordData, RecordType } from './message.ts';
import { canonicalName } from './names.ts';

/** Longer chains are a fault of the zone; BIND gives up at 16, c-ares at none. */
export const MAX_ALIASES = 8;

/** Walks the aliases of one answer from `from`, adding them to `aliases`. Only records of the name at the end count. */
export function followAliases<T extends RecordType>(
  answer: Answer,
  from: string,
  type: T,
  aliases: string[],
): { readonly owner: string; readonly records: RecordData[T][] } | 'loop' {
  const seen = new Set([canonicalName(from), ...aliases.map(canonicalName)]);
  let owner = from;
  for (;;) {
    const alias = answer.records.find((record) => record.type === 'CNAME' && canonicalName(record.name) === canonicalName(owner));
    if (alias?.type !== 'CNAME' || type === 'CNAME') break;
    if (seen.has(canonicalName(alias.data)) || aliases.length >= MAX_ALIASES) return 'loop';
    owner = alias.data;
    seen.add(canonicalName(owner));
    aliases.push(owner);
  }
  const records = answer.records
    .filter((record) => record.type === type && canonicalName(record.name) === canonicalName(owner))
    .map((record) => record.data as RecordData[T]);
  return { owner, records };
}

// Takes off what a collector of logs, a panel on the web or a container's name put in front of a line: a day and a time, a level, in
// columns of their own. Where it leaves the program out, what follows is still the program's line. Knows no dialect.

/** A day and a time as any country writes them, or a time alone. */
const STAMP =
  /^[\s"'`>*|[(-]{0,8}(?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:,|T)? {0,2}\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?(?:Z|[+-]\d\d:?\d\d)?|\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)[\])]?/;
/** What stands between two columns. */
const BETWEEN = /^[\s|,;:\t-]{1,12}/;
const LEVEL = /^\[?(?:info|notice|warn(?:ing)?|err(?:or)?|crit(?:ical)?|debug|fatal|alert|panic|emerg)\]?(?=[\s|,;\t])/i;

/** The line without its time and level; null where nothing was put in front of it. */
export function unwrapped(line: string): string | null {
  const stamp = STAMP.exec(line)?.[0];
  if (stamp === undefined) return null;
  const behind = line.slice(stamp.length).replace(BETWEEN, '');
  const level = LEVEL.exec(behind)?.[0] ?? '';
  const rest = level === '' ? behind : behind.slice(level.length).replace(BETWEEN, '');
  return rest === '' ? null : rest;
}

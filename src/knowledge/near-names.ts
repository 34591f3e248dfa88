// Which of the names that there are is meant by one that is none: a slip of the finger, or a part of the name.
// Pure; must not know what is named.

/** Insert, delete, substitute or transpose: is `a` one such step from `b`? */
export function isOneEditAway(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** More would be a list to search again. */
const MAX_NEAR = 6;
/** Shorter words are part of much. */
const SHORTEST_PART = 3;

/** The names that share the most words with it. */
function namesLike(word: string, names: readonly string[]): readonly string[] {
  const words = word.split('-').filter((part) => part.length >= SHORTEST_PART);
  const likeness = (name: string): number => words.filter((part) => name.includes(part)).length;
  const most = Math.max(0, ...names.map(likeness));
  return most === 0 ? [] : names.filter((name) => likeness(name) === most);
}

/** The names that one is near to, those a slip away first; empty: it is near to none. */
export function namesNear(word: string, names: readonly string[]): readonly string[] {
  const slips = names.filter((name) => isOneEditAway(name, word));
  const parts = names.filter((name) => word.length >= SHORTEST_PART && (name.includes(word) || word.includes(name)));
  const near = [...new Set([...slips, ...parts])];
  return (near.length > 0 ? near : namesLike(word, names)).slice(0, MAX_NEAR);
}

// The one way to shorten text that a peer has a part in. A cut is marked: the redactor looks in front of the mark for the
// beginning of a secret. Where a redactor is at hand, its `excerpt` scrubs the whole first. Imports nothing.

export const CUT = '…';

/** At most `limit` code units, the mark among them. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 2);
  // Half of a surrogate pair is no character.
  const end = last >= 0xd800 && last <= 0xdbff ? limit - 2 : limit - 1;
  return text.slice(0, end) + CUT;
}

// Reads DER (X.690) one element at a time, within the bounds of what was given: lengths are claims of the peer. Knows no
// structure; whoever reads one says what it expects.

export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  /** The element with its tag and length. */
  readonly whole: Buffer;
}

export const DER = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  enumerated: 0x0a,
  generalizedTime: 0x18,
  sequence: 0x30,
  /** [n], constructed: EXPLICIT, or IMPLICIT of something constructed. */
  tagged: (number: number): number => 0xa0 + number,
  /** [n] IMPLICIT of something primitive. */
  taggedPrimitive: (number: number): number => 0x80 + number,
} as const;

/** The element at `at`; null where there is none that ends within the bytes (§8.1.3). Longer than 16 MiB is not read. */
export function readDer(bytes: Buffer, at = 0): DerElement | null {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) return null;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  // 0x80 alone is the indefinite form, which DER forbids.
  if (first === 0x80 || lengthBytes > 3 || at + 2 + lengthBytes > bytes.length) return null;
  const start = at + 2 + lengthBytes;
  const end = start + (lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes));
  return end > bytes.length ? null : { tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
}

/** The elements side by side in a constructed one, `limit` at most; null where they do not fill it exactly. */
export function readDerList(content: Buffer, limit = 64): DerElement[] | null {
  const elements: DerElement[] = [];
  for (let at = 0; at < content.length && elements.length < limit; ) {
    const element = readDer(content, at);
    if (!element) return null;
    elements.push(element);
    at += element.whole.length;
  }
  return elements;
}

/** The content of an OBJECT IDENTIFIER (§8.19), dotted. */
export function derOid(content: Buffer): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    parts.push(value);
    value = 0;
  }
  const first = Math.min(2, Math.floor((parts[0] ?? 0) / 40));
  return [first, (parts[0] ?? 0) - first * 40, ...parts.slice(1)].join('.');
}

/** `20260131120000Z` (RFC 5280 §4.1.2.5.2) as ISO 8601; null for anything else. */
export function derTime({ tag, content }: DerElement): string | null {
  if (tag !== DER.generalizedTime) return null;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(content.toString('latin1'));
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

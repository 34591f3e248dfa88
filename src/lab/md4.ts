// MD4 (RFC 1320), which NTLM cannot do without and OpenSSL 3 no longer gives. Broken as a hash: for NTLM alone.
const SHIFTS = [
  [3, 7, 11, 19],
  [3, 5, 9, 13],
  [3, 9, 11, 15],
] as const;
const ORDERS = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
] as const;
const CONSTANTS = [0, 0x5a827999, 0x6ed9eba1] as const;

const mix = (round: number, x: number, y: number, z: number): number => {
  if (round === 0) return (x & y) | (~x & z);
  return round === 1 ? (x & y) | (x & z) | (y & z) : x ^ y ^ z;
};
const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** 16 bytes. */
export function md4(input: Uint8Array): Buffer {
  const padded = Buffer.alloc(((input.length + 8) >> 6) * 64 + 64);
  padded.set(input);
  padded[input.length] = 0x80;
  padded.writeBigUInt64LE(BigInt(input.length) * 8n, padded.length - 8);
  let [a, b, c, d] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let block = 0; block < padded.length; block += 64) {
    const before = [a, b, c, d] as const;
    for (let step = 0; step < 48; step++) {
      const round = step >> 4;
      const word = padded.readInt32LE(block + (ORDERS[round]?.[step & 15] ?? 0) * 4);
      const turned = rotate((a + mix(round, b, c, d) + word + (CONSTANTS[round] ?? 0)) | 0, SHIFTS[round]?.[step & 3] ?? 0);
      [a, b, c, d] = [d, turned, b, c];
    }
    [a, b, c, d] = [(a + before[0]) | 0, (b + before[1]) | 0, (c + before[2]) | 0, (d + before[3]) | 0];
  }
  const digest = Buffer.alloc(16);
  for (const [at, word] of [a, b, c, d].entries()) digest.writeInt32LE(word, at * 4);
  return digest;
}

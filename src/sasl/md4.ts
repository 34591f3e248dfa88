// MD4 (RFC 1320), for NTLM's password hash alone: OpenSSL 3 no longer has it. Knows nothing of NTLM.

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

/** RFC 1320 §3.4: by round, the constant added, the order of the words, the shifts. */
const ROUNDS = [
  { constant: 0, order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], shifts: [3, 7, 11, 19] },
  { constant: 0x5a827999, order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15], shifts: [3, 5, 9, 13] },
  { constant: 0x6ed9eba1, order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15], shifts: [3, 9, 11, 15] },
] as const;

const MIX = [
  (x: number, y: number, z: number): number => (x & y) | (~x & z),
  (x: number, y: number, z: number): number => (x & y) | (x & z) | (y & z),
  (x: number, y: number, z: number): number => x ^ y ^ z,
] as const;

type State = [number, number, number, number];

function digestBlock(state: State, words: readonly number[]): State {
  let [a, b, c, d] = state;
  ROUNDS.forEach(({ constant, order, shifts }, round) => {
    const mix = MIX[round] ?? MIX[0];
    order.forEach((word, step) => {
      const sum = (a + mix(b, c, d) + (words[word] ?? 0) + constant) | 0;
      [a, b, c, d] = [d, rotate(sum, shifts[step % 4] ?? 0), b, c];
    });
  });
  return [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0];
}

/** The 16 bytes of the digest. */
export function md4(message: Buffer): Buffer {
  // A bit of one, zeros up to 8 short of a block, the length in bits (§3.1–3.2).
  const padded = Buffer.alloc(Math.ceil((message.length + 9) / 64) * 64);
  message.copy(padded);
  padded[message.length] = 0x80;
  padded.writeBigUInt64LE(BigInt(message.length) * 8n, padded.length - 8);
  let state: State = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let block = 0; block < padded.length; block += 64) {
    state = digestBlock(
      state,
      Array.from({ length: 16 }, (_, word) => padded.readInt32LE(block + word * 4)),
    );
  }
  const digest = Buffer.alloc(16);
  state.forEach((word, index) => {
    digest.writeInt32LE(word, index * 4);
  });
  return digest;
}

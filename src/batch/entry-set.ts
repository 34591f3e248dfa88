// A multiset of entries by their hash: some 10 bytes an entry, so that a run of a million targets can be gone on with.
// Must not know where the entries come from.

const LOW = 2 ** 32;
const MAX_COUNT = 0xffff;

/** Open addressing: a slot holds the 48 bits of a hash, and one more than how many are left (0: never used). */
export class EntrySet {
  #low = new Uint32Array(1_024);
  #high = new Uint16Array(1_024);
  #countPlusOne = new Uint16Array(1_024);
  #used = 0;

  /** `hash`: 0 to 2^48 - 1. */
  add(hash: number): void {
    if (this.#used * 4 > this.#low.length * 3) this.#grow();
    const at = this.#slotOf(hash);
    const known = this.#countPlusOne[at] ?? 0;
    if (known === 0) this.#used += 1;
    this.#low[at] = hash % LOW;
    this.#high[at] = Math.floor(hash / LOW);
    this.#countPlusOne[at] = Math.min(MAX_COUNT, Math.max(1, known) + 1);
  }

  /** Whether there is one left. */
  has(hash: number): boolean {
    return (this.#countPlusOne[this.#slotOf(hash)] ?? 0) > 1;
  }

  /** Another with the same in it. */
  copy(): EntrySet {
    const copy = new EntrySet();
    copy.#low = this.#low.slice();
    copy.#high = this.#high.slice();
    copy.#countPlusOne = this.#countPlusOne.slice();
    copy.#used = this.#used;
    return copy;
  }

  /** Takes one out; false: there is none, or none left. */
  take(hash: number): boolean {
    const at = this.#slotOf(hash);
    const known = this.#countPlusOne[at] ?? 0;
    if (known < 2) return false;
    this.#countPlusOne[at] = known - 1;
    return true;
  }

  #slotOf(hash: number): number {
    const [low, high, mask] = [hash % LOW, Math.floor(hash / LOW), this.#low.length - 1];
    let at = low & mask;
    while (this.#countPlusOne[at] !== 0 && (this.#low[at] !== low || this.#high[at] !== high)) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [low, high, counts] = [this.#low, this.#high, this.#countPlusOne];
    this.#low = new Uint32Array(low.length * 2);
    this.#high = new Uint16Array(low.length * 2);
    this.#countPlusOne = new Uint16Array(low.length * 2);
    for (const [at, count] of counts.entries()) {
      if (count === 0) continue;
      const to = this.#slotOf((high[at] ?? 0) * LOW + (low[at] ?? 0));
      this.#low[to] = low[at] ?? 0;
      this.#high[to] = high[at] ?? 0;
      this.#countPlusOne[to] = count;
    }
  }
}

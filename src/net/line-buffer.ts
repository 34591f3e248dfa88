// Bytes that have come and were not read yet, taken out as lines or by count, within what one line and one wait may have.
// Knows no socket and no clock.

const LF = 0x0a;
const CR = 0x0d;
const TLS_ALERT = 0x15;

export type TooLong = 'line-too-long' | 'reply-too-long';

export class LineBuffer {
  readonly #maxLineBytes: number;
  readonly #maxWaitBytes: number;
  #bytes: Buffer = Buffer.alloc(0);
  /** Taken out since the wait began. */
  #waitBytes = 0;

  /** `maxWaitBytes`: what the lines and literals of one wait may have together. */
  constructor(maxLineBytes: number, maxWaitBytes: number) {
    this.#maxLineBytes = maxLineBytes;
    this.#maxWaitBytes = maxWaitBytes;
  }

  /** What was not read. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  get isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  /** It holds more than a line may have: nothing need be added before something is taken out. */
  get isFull(): boolean {
    return this.#bytes.length > this.#maxLineBytes;
  }

  get hasLine(): boolean {
    return this.#bytes.includes(LF);
  }

  has(count: number): boolean {
    return this.#bytes.length >= count;
  }

  beginWait(): void {
    this.#waitBytes = 0;
  }

  add(bytes: Buffer): void {
    this.#bytes = this.isEmpty ? bytes : Buffer.concat([this.#bytes, bytes]);
  }

  clear(): void {
    this.#bytes = Buffer.alloc(0);
  }

  /** The next line without its CRLF (a bare LF ends a line, too); null: it has not come. */
  takeLine(): Buffer | TooLong | null {
    if (this.#waitBytes > this.#maxWaitBytes) return 'reply-too-long';
    const end = this.#bytes.indexOf(LF);
    if (end >= 0 && end <= this.#maxLineBytes) {
      return this.#take(end > 0 && this.#bytes[end - 1] === CR ? end - 1 : end, end + 1);
    }
    return this.isFull ? 'line-too-long' : null;
  }

  /** The next `count` bytes, never more than a line may have; null: they have not come. */
  takeBytes(count: number): Buffer | TooLong | null {
    if (count > this.#maxLineBytes || this.#waitBytes > this.#maxWaitBytes) return 'reply-too-long';
    return this.has(count) ? this.#take(count, count) : null;
  }

  /** A TLS alert record where plaintext was expected (RFC 8446 §5.1): its description number, or null. */
  tlsAlert(): number | null {
    const [type, major, , , , , description] = this.#bytes;
    return type === TLS_ALERT && major === 0x03 ? (description ?? 0) : null;
  }

  /** The first `count` bytes; the first `gone` leave the buffer. */
  #take(count: number, gone: number): Buffer {
    const bytes = this.#bytes.subarray(0, count);
    this.#waitBytes += gone;
    this.#bytes = this.#bytes.subarray(gone);
    return bytes;
  }
}

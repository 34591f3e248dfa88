// What the probes of one run learn of the host for each other: that an address answers, that a port refuses, that
// it speaks TLS from the first byte or plaintext. Facts only; holds no socket and starts nothing.
import type { Failure } from '../model/outcome.ts';

export type PortLanguage = 'tls' | 'plaintext';

export class HostState {
  readonly #answeredMs = new Map<string, number>();
  readonly #answerListeners = new Map<string, Set<() => void>>();
  readonly #connectFailures = new Map<string, Failure>();
  readonly #connectListeners = new Map<string, Set<() => void>>();
  readonly #answersFirst = new Set<string>();
  readonly #answersFirstListeners = new Map<string, Set<() => void>>();
  readonly #languages = new Map<string, { language: PortLanguage; by: string }>();
  readonly #languageListeners = new Map<string, Set<() => void>>();

  /** A port of the address answered a SYN, be it with a refusal, within `tookMs`. */
  addressAnswered(address: string, tookMs: number): void {
    const known = this.#answeredMs.get(address);
    if (known !== undefined && known <= tookMs) return;
    this.#answeredMs.set(address, tookMs);
    for (const listener of this.#answerListeners.get(address) ?? []) listener();
  }

  /** The quickest answer of the address so far, in milliseconds; null while none has come. */
  quickestAnswerMs(address: string): number | null {
    return this.#answeredMs.get(address) ?? null;
  }

  onAnswer(address: string, listener: () => void): () => void {
    return listen(this.#answerListeners, address, listener);
  }

  /** A connect failed: true of the port in either mode. */
  connectFailed(address: string, port: number, failure: Failure): void {
    const place = key(address, port);
    this.#connectFailures.set(place, failure);
    for (const listener of this.#connectListeners.get(place) ?? []) listener();
  }

  onConnectFailure(address: string, port: number, listener: () => void): () => void {
    return listen(this.#connectListeners, key(address, port), listener);
  }

  connectFailure(address: string, port: number): Failure | null {
    return this.#connectFailures.get(key(address, port)) ?? null;
  }

  /** Proved by a completed handshake (tls) or a greeting in the clear (plaintext). `by`: the endpoint that saw it. */
  portSpeaks(address: string, port: number, language: PortLanguage, by: string): void {
    const place = key(address, port);
    if (this.#languages.has(place)) return;
    this.#languages.set(place, { language, by });
    for (const listener of this.#languageListeners.get(place) ?? []) listener();
  }

  languageOf(address: string, port: number): { readonly language: PortLanguage; readonly by: string } | null {
    return this.#languages.get(key(address, port)) ?? null;
  }

  /** A ClientHello was answered in plaintext: the port answers who speaks first. */
  answeredInTheClear(address: string, port: number): void {
    const place = key(address, port);
    this.#answersFirst.add(place);
    for (const listener of this.#answersFirstListeners.get(place) ?? []) listener();
  }

  /** At once where it is known already. */
  onAnswerInTheClear(address: string, port: number, listener: () => void): () => void {
    if (this.#answersFirst.has(key(address, port))) listener();
    return listen(this.#answersFirstListeners, key(address, port), listener);
  }

  onLanguage(address: string, port: number, listener: () => void): () => void {
    return listen(this.#languageListeners, key(address, port), listener);
  }
}

const key = (address: string, port: number): string => `${address} ${port}`;

function listen(table: Map<string, Set<() => void>>, name: string, listener: () => void): () => void {
  const listeners = table.get(name) ?? new Set();
  table.set(name, listeners.add(listener));
  return () => listeners.delete(listener);
}

// Lets checks through to their destination addresses: so many at once in all, so many at once and so many a second to
// one address, first come first served. Many names of a list lead to one provider, which counts its clients by address.
// Must not know what a check does.

import { Semaphore } from '../net/semaphore.ts';

export interface GateLimits {
  /** Checks inside at once. */
  readonly inAll: number;
  /** … and towards one address. */
  readonly perAddress: number;
  /** Entries a second towards one address; null: no limit. */
  readonly perSecond: number | null;
}

export interface Permit {
  /** Somebody else was inside at one of the addresses while this permit was held. Ask before leaving. */
  wasShared(): boolean | Promise<boolean>;
  leave(): void;
}

interface Place {
  inside: number;
  /** Held by one that must be alone. */
  isShut: boolean;
  entries: number;
  /** When the next may enter, by `performance.now()`. */
  opensAt: number;
  timer: NodeJS.Timeout | null;
  readonly queue: Waiter[];
}

interface Waiter {
  readonly addresses: readonly string[];
  readonly isAlone: boolean;
  readonly admit: (permit: Permit | null) => void;
}

export class AddressGate {
  readonly #limits: GateLimits;
  readonly #places = new Map<string, Place>();
  /** Those whose addresses are free, while all permits are taken. */
  readonly #ready: Waiter[] = [];
  readonly #all: Semaphore;
  #waiting = 0;
  #isClosed = false;
  /** Called when a permit is granted or given back. */
  onChange: () => void = () => {};

  constructor(limits: GateLimits) {
    this.#limits = limits;
    this.#all = new Semaphore(limits.inAll);
  }

  /** Checks that wait for an address, not for a free place: others may be taken up meanwhile. */
  get waitingForAddress(): number {
    return this.#waiting;
  }

  /** Resolves when there is room at every address; null: the gate was closed first. `isAlone`: with nobody else at them. */
  enter(addresses: readonly string[], isAlone = false): Promise<Permit | null> {
    if (this.#isClosed) return Promise.resolve(null);
    return new Promise((admit) => this.#place({ addresses: [...new Set(addresses)], isAlone, admit }, true));
  }

  /** Lets nobody in any more: those who wait get null. */
  close(): void {
    this.#isClosed = true;
    const waiters = [...this.#ready.splice(0)];
    for (const place of this.#places.values()) {
      if (place.timer) clearTimeout(place.timer);
      place.timer = null;
      this.#waiting -= place.queue.length;
      waiters.push(...place.queue.splice(0));
    }
    for (const { admit } of waiters) admit(null);
  }

  /** Admits, or puts where it has to wait. A newcomer does not overtake those who already wait for its address. */
  #place(waiter: Waiter, isNew: boolean): boolean {
    const blocking = waiter.addresses.find((address) => !this.#isFree(address, waiter.isAlone, isNew));
    if (blocking !== undefined) {
      this.#placeOf(blocking).queue.push(waiter);
      this.#waiting += 1;
      this.#watch(blocking);
      return false;
    }
    const release = this.#all.tryAcquire();
    if (release === null) {
      this.#ready.push(waiter);
      return false;
    }
    this.#admit(waiter, release);
    return true;
  }

  #isFree(address: string, isAlone: boolean, isNew: boolean): boolean {
    const place = this.#places.get(address);
    if (!place) return true;
    if (isNew && place.queue.length > 0) return false;
    const limit = isAlone ? 1 : this.#limits.perAddress;
    return !place.isShut && place.inside < limit && place.opensAt <= performance.now();
  }

  #placeOf(address: string): Place {
    let place = this.#places.get(address);
    if (!place) {
      place = { inside: 0, isShut: false, entries: 0, opensAt: 0, timer: null, queue: [] };
      this.#places.set(address, place);
    }
    return place;
  }

  #admit({ addresses, isAlone, admit }: Waiter, release: () => void): void {
    const { perSecond } = this.#limits;
    const before = addresses.map((address) => {
      const place = this.#placeOf(address);
      const wasEmpty = place.inside === 0;
      place.inside += 1;
      place.entries += 1;
      place.isShut = isAlone;
      if (perSecond !== null) place.opensAt = performance.now() + 1_000 / perSecond;
      return { place, entries: place.entries, wasEmpty };
    });
    let hasLeft = false;
    admit({
      wasShared: () => before.some(({ place, entries, wasEmpty }) => !wasEmpty || place.entries !== entries),
      leave: () => {
        if (hasLeft) return;
        hasLeft = true;
        release();
        this.#leave(addresses, isAlone);
      },
    });
    this.onChange();
  }

  #leave(addresses: readonly string[], isAlone: boolean): void {
    for (const address of addresses) {
      const place = this.#placeOf(address);
      place.inside -= 1;
      if (isAlone) place.isShut = false;
    }
    for (const address of addresses) this.#wake(address);
    // Whoever was ready may find its address taken meanwhile, and goes back into that queue.
    while (this.#all.held < this.#limits.inAll) {
      const next = this.#ready.shift();
      if (!next) break;
      this.#place(next, false);
    }
    this.onChange();
  }

  #wake(address: string): void {
    const place = this.#places.get(address);
    if (!place) return;
    while (place.queue.length > 0) {
      const [first] = place.queue;
      if (!first || !this.#isFree(address, first.isAlone, false)) break;
      place.queue.shift();
      this.#waiting -= 1;
      // It may have to wait elsewhere; then the next in line has its chance here.
      this.#place(first, false);
    }
    this.#watch(address);
  }

  /** A place that opens by the clock wakes its queue then; one that nobody needs is forgotten. */
  #watch(address: string): void {
    const place = this.#places.get(address);
    if (!place || this.#isClosed) return;
    if (place.timer) {
      if (place.queue.length > 0) place.timer.ref();
      return;
    }
    const inMs = place.opensAt - performance.now();
    if (inMs > 0) {
      place.timer = setTimeout(() => {
        place.timer = null;
        this.#wake(address);
        this.onChange();
      }, Math.ceil(inMs));
      // Nothing waits: only forgetting is due, and the process may end without it.
      if (place.queue.length === 0) place.timer.unref();
    } else if (place.inside === 0 && place.queue.length === 0) this.#places.delete(address);
  }
}

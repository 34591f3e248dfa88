// Waiting with an end, and nothing left behind. Knows nothing of DNS.

/** What the promise gives, or `fallback` after `ms`. The timer goes with whichever comes first. */
export function within<T, F>(promise: Promise<T>, ms: number, fallback: F): Promise<T | F> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms, fallback);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

// The end of a turn of the event loop. What has come over all connections is taken in first and acted on after it, in one
// go: reading and deciphering is one body of code, acting on replies another, and by turns, connection by connection, they
// drive each other out of the processor's caches. One check loses nothing. Medians of ten alternating runs of a batch of
// 1000 hosts (`test/bench/batch-builds.mjs`), CPU a host: 2.78 ms with it, 3.17 ms without any, 9.3 % more with an immediate
// for each line in its place. What happens once a connection it made 4.7 % cheaper: so it is for lines alone.

let waiting: (() => void)[] = [];

function release(): void {
  const released = waiting;
  waiting = [];
  for (const goOn of released) goOn();
}

/** Calls back when the events at hand have been taken in, in the order of asking; never at once. */
export function atTurnEnd(goOn: () => void): void {
  if (waiting.push(goOn) === 1) setImmediate(release);
}

// The end of a connection from this side: FIN after what was written, and a while for the peer to close its own.
import type { Duplex } from 'node:stream';

/** How long the peer may take before the socket is destroyed. */
const LINGER_MS = 250;

export function endAndLinger(stream: Duplex): void {
  stream.end();
  const linger = setTimeout(() => stream.destroy(), LINGER_MS).unref();
  // A timer that has nothing left to end would keep the whole connection in memory.
  stream.once('close', () => clearTimeout(linger));
}

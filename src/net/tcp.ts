// One TCP connection to one address. Addresses are tried by themselves: Node's own family racing would hide a
// dead IPv6. Knows nothing of what is spoken over it.
import net from 'node:net';
import type { Failure, Outcome } from '../model/outcome.ts';
import type { Family } from '../model/protocol.ts';
import type { Deadline } from './deadline.ts';
import { socketFailure } from './failure.ts';

export interface ConnectRequest {
  readonly address: string;
  readonly port: number;
  readonly family: Family;
  /** The local address to leave from, or null. */
  readonly bindAddress: string | null;
  readonly limitMs: number;
  /**
   * Asked when a sibling port of the address has answered: the limit that this leaves, and how fast the sibling was.
   * Null: no reason to wait less.
   */
  readonly shortened?: (notify: () => void) => { limitMs: number; siblingMs: number } | null;
  /** Called with a function that ends the wait with a failure of the caller's. */
  readonly onAbortable?: (abort: (failure: Failure) => void) => void;
}

// No closure: a closed socket lives on until the next full collection, and all that its listeners know with it.
const ignore = (): void => {};

/** Connects. Fails with `system` (errno of connect) or `timeout` (budget connect, syn or total). */
export function connectTcp(request: ConnectRequest, deadline: Deadline): Promise<Outcome<net.Socket>> {
  const { address, port, family, bindAddress } = request;
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const socket = net.connect({
      host: address,
      port,
      family,
      noDelay: true,
      autoSelectFamily: false,
      ...(bindAddress === null ? {} : { localAddress: bindAddress }),
    });
    const settle = (outcome: Outcome<net.Socket>): void => {
      clearTimeout(timer);
      stopListening();
      socket.off('connect', onConnect).off('error', onError);
      // An error that comes between here and the next owner's listeners must not become an uncaught exception.
      socket.on('error', ignore);
      if (!outcome.ok) socket.destroy();
      resolve(outcome);
    };
    const giveUp = (): void => {
      const waitedMs = Math.round(performance.now() - startedAt);
      const short = request.shortened?.(() => {});
      if (deadline.isOver || deadline.remainingMs() <= 0) {
        settle({
          ok: false,
          failure: { kind: 'timeout', stage: 'connect', budget: 'total', budgetMs: deadline.totalMs, waitedMs },
        });
      } else if (short && short.limitMs < request.limitMs) {
        const { limitMs: budgetMs, siblingMs } = short;
        settle({ ok: false, failure: { kind: 'timeout', stage: 'connect', budget: 'syn', budgetMs, waitedMs, siblingMs } });
      } else {
        settle({
          ok: false,
          failure: { kind: 'timeout', stage: 'connect', budget: 'connect', budgetMs: request.limitMs, waitedMs },
        });
      }
    };
    function arm(): void {
      clearTimeout(timer);
      const short = request.shortened?.(arm);
      const limitMs = Math.min(short?.limitMs ?? Infinity, request.limitMs);
      const remainingMs = Math.min(limitMs - (performance.now() - startedAt), deadline.isOver ? 0 : deadline.remainingMs());
      timer = setTimeout(giveUp, Math.max(0, remainingMs));
    }
    const stopListening = deadline.onOver(arm);
    arm();
    request.onAbortable?.((failure) => settle({ ok: false, failure }));
    function onConnect(): void {
      settle({ ok: true, value: socket });
    }
    function onError(error: Error): void {
      settle({ ok: false, failure: socketFailure(error, 'connect') });
    }
    socket.on('connect', onConnect).on('error', onError);
  });
}

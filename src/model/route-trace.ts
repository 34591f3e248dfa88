// The way to a host as traces by TTL show it: which hop answered a SYN to a port that was dropped, and one to a port that
// was not. Addresses and numbers only. Imports nothing.

/** One router, or the host itself; `address` is null where nothing answered at that distance. */
export interface TraceHop {
  readonly ttl: number;
  readonly address: string | null;
  /** What it answered in place of "time exceeded", as traceroute writes it: `!X` prohibited, `!N` no route, `!H` no host. */
  readonly mark?: string;
}

/**
 * `reached`: the host answered. `rejected`: a hop says that it does not let it through, or has no way. `silent`: nothing answers
 * behind the last hop that did. `cut`: the time was up. `not-sent`: this machine itself refused to send.
 */
export type TraceEnd = 'reached' | 'rejected' | 'silent' | 'cut' | 'not-sent';

export interface PortTrace {
  readonly port: number;
  /** The check's own connection attempts to that port got no answer. */
  readonly isDropped: boolean;
  readonly hops: readonly TraceHop[];
  readonly end: TraceEnd;
}

/**
 * `nothing-dropped`: every port gave some answer. `proxy`: only the way to the proxy would be seen. `no-tool`: this system has
 * none that traces TCP. `not-permitted`: it has, and root alone may. `failed`: it ended without a trace. `no-time`: the check's was up.
 */
export type UntracedReason = 'nothing-dropped' | 'proxy' | 'no-tool' | 'not-permitted' | 'failed' | 'no-time';

/** With `--trace`. Without a trace `untraced` says why. */
export interface RouteTraceObservation {
  /** Null where there was nothing to trace. */
  readonly address: string | null;
  /** The program that was run. */
  readonly tool: string | null;
  /** The dropped ports first, then one that answers; all to `address`. */
  readonly traces: readonly PortTrace[];
  readonly untraced: UntracedReason | null;
  /** What to run by hand in its place; null where that would tell nothing. */
  readonly command: string | null;
}

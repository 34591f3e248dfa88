// What the user asked for, parsed and nothing more. Imports nothing but the other nouns.
import type { Mode, Protocol } from './protocol.ts';

export interface Target {
  /** As typed, as visible text. */
  readonly input: string;
  readonly protocol: Protocol;
  /** A host name in A-labels, or an IP address without brackets. For a mailbox: its domain, until discovery names the host. */
  readonly host: string;
  /** 0: a name; 4 or 6: an address literal. */
  readonly literal: 0 | 4 | 6;
  /** `user@domain`: to be discovered first. */
  readonly mailbox: { readonly user: string; readonly domain: string } | null;
  /** Fixed by `host:port` or by the URL; null where the target leaves it open. */
  readonly port: number | null;
  /** Fixed by the URL's scheme; null where the target leaves it open. */
  readonly mode: Mode | null;
  /** Of a service over HTTP, where the URL names it; absent: where such a service usually is. */
  readonly path?: string;
}

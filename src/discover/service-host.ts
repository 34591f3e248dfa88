// Where the HTTP service of a mailbox is, and what vouches for it: the noun that its searches share.
import type { DiscoveryNote } from '../model/plan.ts';

export interface ServiceHost extends DiscoveryNote {
  readonly host: string;
  /** Absent: where such a service usually is. */
  readonly path?: string;
}

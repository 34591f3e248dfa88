// What all probes of one run share. Made by run.ts, handed down; nobody reaches for a global.
import type { SecureContext } from 'node:tls';
import type { Plan } from '../model/plan.ts';
import type { TrustStore } from '../model/trust-store.ts';
import type { Deadline } from '../net/deadline.ts';
import type { SharedProxy } from '../net/proxy/connect.ts';
import type { Redactor } from '../net/redactor.ts';
import type { ProtocolDefinition } from '../protocols/protocol.ts';
import type { KeptSession } from './kept-session.ts';
import type { LoginCoordinator } from './login-coordinator.ts';
import type { Settling } from './settling.ts';
import type { Waits } from './waits.ts';

/** Which list of roots is the other one; null: it cannot be read. */
export type FindOtherTrust = (used: TrustStore | null) => Promise<TrustStore | null>;

export interface ProbeContext {
  readonly plan: Plan;
  /** Null: the plan's is a service that is asked over HTTP. */
  readonly protocol: ProtocolDefinition | null;
  readonly deadline: Deadline;
  readonly redactor: Redactor;
  readonly secureContext: SecureContext;
  /** The handshake is one that was repeated: it gets no longer than this. */
  readonly handshakeMs?: number;
  /** False where no report will have the transcripts. */
  readonly keepsTranscript: boolean;
  readonly settling: Settling;
  readonly sharedProxy: SharedProxy;
  /** Null where no credentials were given, and for probes that must not log in. */
  readonly logins: LoginCoordinator | null;
  /** For the session that logs in, with `--hold`; else every session is ended. */
  readonly kept?: KeptSession | null;
  /** Null where nobody watches, and for connections that only explain another. */
  readonly waits: Waits | null;
  /** For tests: in place of this system's list of roots, or Node's. */
  readonly findOtherTrust?: FindOtherTrust | undefined;
  /** Called when a TCP connection stands: an answer takes as long as it did. */
  readonly onConnected: (tookMs: number) => void;
  /** Called once an endpoint's greeting has been awaited for a while: time to try the port's other mode. */
  readonly onSilence: (probe: { readonly address: string; readonly port: number }) => void;
}

/** Of a ladder whose server speaks in lines. */
export function lineProtocolOf({ protocol }: ProbeContext): ProtocolDefinition {
  if (!protocol) throw new TypeError('no lines over HTTP');
  return protocol;
}

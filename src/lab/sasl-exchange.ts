// What every server mechanism gets to work with, and how an exchange is given up. The mechanisms see nothing else.
import type { FixedNonces, LabAccount } from './port.ts';

export interface LabSaslExchange {
  readonly account: LabAccount;
  readonly host: string;
  readonly service: 'smtp' | 'imap' | 'pop';
  readonly fixed: FixedNonces;
  readonly prompts: readonly [string, string];
  readonly errorChallenge: string;
  readonly falseServerSignature: boolean;
  /** Subject of the client certificate, if the lab's authority signed it. */
  readonly certificateUser: string | null;
  /** The response in the command itself; null: none came (an empty one is a Buffer of no bytes). */
  readonly initial: Buffer | null;
  /** Sends a challenge, gives the response. Throws `SaslAborted` when the client cancels, leaves, or sends no Base64. */
  ask(challenge: string | Buffer): Promise<Buffer>;
  /** Channel binding data of that type (RFC 5056); null: not on this connection. */
  channelBinding(type: string): Buffer | null;
}

export class SaslAborted extends Error {
  readonly reason: 'cancelled' | 'malformed' | 'gone';
  constructor(reason: 'cancelled' | 'malformed' | 'gone') {
    super(reason);
    this.reason = reason;
  }
}

export type ServerMechanism = (exchange: LabSaslExchange) => Promise<boolean>;

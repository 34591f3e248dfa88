// A server that has a reason to serve this client in nothing, and gives it late.
import type { EndpointObservation } from '../model/observation.ts';
import { isNullServer, type Stage } from '../model/protocol.ts';
import type { Cause } from './cause.ts';

/**
 * Sendmail greets a client that its access map or reverse DNS bars, lists no keyword but this one, and gives the reason in
 * answer to whatever comes next (`srv_eval.c`, "nullserver"): it is the reason of its greeting.
 */
export const isBarred = ({ capabilities }: EndpointObservation, stage: Stage): boolean =>
  (stage === 'starttls' || stage === 'ehlo') && isNullServer(capabilities.tls ?? capabilities.plaintext ?? []);

/** What bars a client there was decided by its address and its name alone (check_relay), whatever words the access map has. */
export const barredCause = (cause: Cause): Cause =>
  cause.code === 'greeting-refused' ? { ...cause, code: 'server-blocks-ip', explanation: null } : cause;

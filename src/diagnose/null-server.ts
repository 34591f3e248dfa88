// A server that has a reason to serve this client in nothing, and gives it late. Knows no finding.
import type { EndpointObservation } from '../model/observation.ts';
import { isNullServer, type Stage } from '../model/protocol.ts';

/**
 * Sendmail greets a client that its access map or reverse DNS bars, lists no keyword but this one, and gives the reason in
 * answer to whatever comes next (`srv_eval.c`, "nullserver"): it is the reason of its greeting.
 */
export const isBarred = ({ capabilities }: EndpointObservation, stage: Stage): boolean =>
  (stage === 'starttls' || stage === 'ehlo') && isNullServer(capabilities.tls ?? capabilities.plaintext ?? []);

// SRV names of mail (RFC 6186, RFC 8314 §5.1) and the order that RFC 2782 gives their answers. Pure.
import type { SrvRecord } from '../../model/observation.ts';
import { type MailProtocol, type Mode, PROTOCOLS, portsByPreference } from '../../model/protocol.ts';
import type { SrvData } from './message.ts';

export interface MailService {
  /** `_submissions._tcp`. */
  readonly service: string;
  readonly protocol: MailProtocol;
  readonly mode: Mode;
}

/** Implicit TLS first: RFC 8314 §5.1 prefers it where both are offered. */
export const MAIL_SERVICES: readonly MailService[] = PROTOCOLS.flatMap((protocol) =>
  portsByPreference(protocol).flatMap(({ srv, mode }) => (srv === null ? [] : [{ service: srv, protocol, mode }])),
);

/** Lowest priority number first, then the greatest weight: RFC 2782 draws lots among weights, a report must not. */
export const orderSrv = (service: string, records: readonly SrvData[]): SrvRecord[] =>
  records
    .map((record) => ({ service, ...record }))
    .sort((one, other) => one.priority - other.priority || other.weight - one.weight);

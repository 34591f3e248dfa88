// Each port's TLSA records against the certificates seen there. Asks the model for the matching, judges nothing.
import { isUsableTlsa, matchTlsa } from '../model/dane.ts';
import type { TlsaRecord } from '../model/observation.ts';
import type { Evidence } from './evidence.ts';
import type { JudgedEndpoint } from './judge.ts';
import { clip } from './phrases.ts';

export interface DanePort {
  readonly port: number;
  readonly authentic: boolean;
  /** On every endpoint of the port one record at least fits. */
  readonly matches: boolean;
  readonly lines: readonly string[];
  readonly endpoints: readonly JudgedEndpoint[];
}

const recordText = (port: string, { usage, selector, matching, data }: TlsaRecord): string =>
  clip(`TLSA for ${port}: ${usage} ${selector} ${matching} ${data}`, 200);

/** Ports with usable TLSA records and a certificate to hold them against. */
export function danePorts({ dns, endpoints, plan }: Evidence): DanePort[] {
  return Object.entries(dns.tlsa).flatMap(([port, observation]): DanePort[] => {
    if ('error' in observation) return [];
    const records = plan.protocol === 'smtp' ? observation.records.filter(isUsableTlsa) : observation.records;
    const secured = endpoints.filter(({ seen }) => seen.port === Number(port) && seen.tls?.certificate);
    if (records.length === 0 || secured.length === 0) return [];
    const matches = secured.every(({ seen: { tls } }) => {
      const leaf = tls?.certificate;
      return leaf && records.some((record) => matchTlsa(record, leaf, tls.chain));
    });
    const validated = observation.authentic ? 'validated by DNSSEC' : 'not validated by DNSSEC';
    const seen = secured.map(({ id, seen: { tls } }) => `${id}: certificate SHA-256 ${tls?.certificate?.sha256 ?? ''}`);
    const lines = [...records.map((record) => `${recordText(port, record)} (${validated})`), ...seen];
    return [{ port: Number(port), authentic: observation.authentic, matches, lines, endpoints: secured }];
  });
}

// Tells from the first words whether another service answers than the one asked for. Knows no finding.
import { foreignBanner } from '../knowledge/index.ts';
import type { Protocol } from '../model/protocol.ts';
import type { Reply } from '../model/reply.ts';
import { nameOfProtocol } from './phrases.ts';

/** A TLS record's first bytes, escaped as visible text: an alert (21) or a handshake (22), version 3.x. */
const TLS_RECORD = /^(?:\\x15|\\x16)\\x03/;
/** Its own word counts for more than a host name with `ftp` in it. */
const SAYS_SMTP = /\bE?SMTP\b/i;

export const isTlsRecord = (sample: string): boolean => TLS_RECORD.test(sample);

/** The name of the service that says this, or null where it may be the one that was asked for. */
export function foreignService(line: string, protocol: Protocol): string | null {
  const banner = foreignBanner(line);
  // TLS in place of a greeting is no other service: the mode is wrong.
  if (banner === null || banner.protocol === 'TLS' || banner.protocol === nameOfProtocol(protocol)) return null;
  return banner.product === undefined ? banner.protocol : `${banner.protocol} (${banner.product})`;
}

/** The same for a greeting that was a valid reply: FTP greets with 220, too. */
export const foreignGreeting = ({ code, lines }: Reply, protocol: Protocol): string | null =>
  code === null || SAYS_SMTP.test(lines.join(' ')) ? null : foreignService(`${code} ${lines.join(' ')}`, protocol);

// The certificates as the server sent them: not the chain that was built of them, which OpenSSL puts in order and completes
// from the store. Facts only.
import type { TLSSocket } from 'node:tls';
import type { SentCertificate } from '../model/observation.ts';
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import { certificatesSent } from './node-workarounds.ts';

const MAX_SENT = 16;
const MAX_NAME = 300;

const nameOf = (lines: string): string =>
  lines
    .split('\n')
    .filter(Boolean)
    .map((line) => shorten(visibleText(line), MAX_NAME))
    .join(', ') || '(empty)';

/** To be called last: see `certificatesSent`. */
export const readChainSent = (socket: TLSSocket): SentCertificate[] =>
  certificatesSent(socket, MAX_SENT).map(({ subject, issuer }) => ({
    subject: nameOf(subject ?? ''),
    issuer: nameOf(issuer ?? ''),
  }));

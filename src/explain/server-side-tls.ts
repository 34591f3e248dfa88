// TLS as a server sees it: its own calls, and what it says of its client's certificate. Chooses nothing between utterances.
import { CLIENT_CERTIFICATE_WORDS } from '../knowledge/client-certificate-words.ts';
import type { Explanation } from '../model/finding.ts';
import { byCode } from './known-words.ts';
import { plainly } from './session-context.ts';
import type { Utterance } from './utterance.ts';

/** OpenSSL's calls and files of the server's side of a handshake, and plain words for it. */
export const SERVER_SIDE =
  /\bSSL_accept\b|\b(?:tls_process|ssl3_get)_client_certificate\b|\b(?:statem|s3)_srvr\.c\b|\bclient(?:'s)? cert(?:ificate)?\b/i;

/** A server that verifies speaks of its client's certificate; an alert would be the client's word on the server's. */
export function aboutClientCertificate(utterance: Utterance): Explanation[] {
  const { words, speaker, direction } = utterance;
  const isServers = speaker === 'server-log' || direction === 'by-us' || SERVER_SIDE.test(words);
  if (!isServers || !/certificate|verif/i.test(words) || /\balert\b/i.test(words)) return [];
  const verdict = byCode(utterance, ['tls']).find(({ id }) => CLIENT_CERTIFICATE_WORDS[id]);
  const own = verdict && CLIENT_CERTIFICATE_WORDS[verdict.id];
  return verdict && own ? [{ ...plainly('client-certificate-unfit', verdict.confidence, utterance), ...own, owner: 'you' }] : [];
}

/** What came was no TLS: the client spoke in the clear, or broke off in words that are none of TLS; at its end the cause is looked for. */
export const aboutPeersPlaintext = (match: Explanation): Explanation =>
  match.id === 'mode-mismatch'
    ? {
        ...match,
        confidence: 'likely',
        title: 'A client sent something else where TLS was due',
        meaning:
          'In this log the server speaks: after the connection to its TLS port, or after STARTTLS, what came from the client was not TLS. It is set to no encryption, or to STARTTLS on a port of implicit TLS, or it went wrong itself.',
        fix: 'In the client: TLS from the first byte for 465, 993 and 995, STARTTLS for 587, 143 and 110.',
        owner: 'you',
      }
    : match;

/** The alert of a client that does not take the server's certificate: in a server's log, and where nobody is known to speak. */
export const aboutPeersAlert = (match: Explanation, utterance: Utterance): Explanation =>
  match.id === 'tls-client-certificate-required' && /alert/i.test(utterance.words)
    ? plainly('cert-untrusted-root', 'likely', utterance)
    : match;

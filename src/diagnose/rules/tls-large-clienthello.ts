// A ClientHello of more than one segment gets no answer, and a small one does: what current clients send first fails, though
// server, version and certificate are sound. No worse than a note, since who sends a small one never meets it.
import type { EndpointObservation } from '../../model/observation.ts';
import type { Failure } from '../../model/outcome.ts';
import type { Evidence } from '../evidence.ts';
import type { JudgedEndpoint } from '../judge.ts';
import { agreeing, duration, portsOf } from '../phrases.ts';
import type { Rule } from '../rule.ts';

/** What became of the large one. */
function fateOf(failure: Failure): string {
  if (failure.kind === 'timeout') return `no answer within ${duration(failure.waitedMs)}`;
  return failure.kind === 'system' ? `the connection was reset (${failure.systemCode})` : 'the connection was closed';
}

const helloBytesOf = ({ largeHelloFailure: failure }: EndpointObservation): number =>
  failure && 'helloBytes' in failure ? (failure.helloBytes ?? 0) : 0;

/** Another endpoint of the address was reached by a large one: the way lets it through. */
const isLetThrough = ({ endpoints }: Evidence, found: readonly JudgedEndpoint[]): boolean =>
  endpoints.some(
    ({ id, seen }) =>
      !found.some((one) => one.id === id) &&
      seen.tls !== null &&
      found.some((one) => one.seen.address === seen.address && one.seen.port !== seen.port),
  );

export const tlsLargeClienthello: Rule = {
  id: 'tls-large-clienthello',
  find(evidence) {
    const found = evidence.endpoints.filter(({ seen }) => seen.largeHelloFailure !== undefined);
    const [first] = found;
    if (!first) return [];
    const seen = found.map((endpoint) => endpoint.seen);
    const isOfServer = isLetThrough(evidence, found);
    // A device that drops what comes in two segments says nothing; who closes or resets has read, and given up.
    const isSilent = seen.every(({ largeHelloFailure }) => largeHelloFailure?.kind === 'timeout');
    const suspect = isOfServer
      ? 'It is the server, or the TLS front of that port: another port of the same address took the same ClientHello.'
      : isSilent
        ? 'Most likely a firewall or proxy on the way drops what comes in two segments; from another network one can tell. Else it is the server, or its TLS front, that reads only the first.'
        : 'Most likely it is the server, or its TLS front, that reads only the first segment; a firewall on the way may do the same, and from another network one can tell.';
    return [
      {
        severity: 'info',
        title: `${portsOf(seen).replace('port', 'Port')} ${agreeing(seen, 'fails', 'fail')} for clients whose ClientHello is larger than one packet`,
        detail: `OpenSSL 3.5 and later, Go 1.24 and current browsers begin with a key share for X25519MLKEM768, which makes their first message ${helloBytesOf(first.seen)} bytes long; it got no ServerHello. With classical groups alone all went well, and the rest of this report is about that. ${suspect}`,
        evidence: seen.map(
          (one) =>
            `${one.id}: a ClientHello of ${helloBytesOf(one)} bytes: ${one.largeHelloFailure ? fateOf(one.largeHelloFailure) : ''}; with classical groups only: ${one.tls?.protocol ?? 'no handshake'}`,
        ),
        fix: `Whoever runs ${isOfServer || !isSilent ? 'the server brings it and its TLS front up to date, so that a ClientHello is read to its end' : 'the firewall or proxy brings it up to date, or exempts the mail ports from TLS inspection'}. Until then a client goes on with classical groups: Node.js and nodemailer: tls: { ecdhCurve: 'X25519:P-256:P-384' }; OpenSSL: Groups = X25519:P-256:P-384 in openssl.cnf; Go: GODEBUG=tlsmlkem=0; curl: --curves X25519:P-256.`,
        owner: isOfServer || !isSilent ? 'server' : 'network',
        endpoints: found.map(({ id }) => id),
        reference: 'https://tldr.fail',
      },
    ];
  },
};

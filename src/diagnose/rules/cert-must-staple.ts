// The certificate demands a stapled OCSP answer, and none came.
import { certificateLine } from '../certificate-rule.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';

export const certMustStaple: Rule = {
  id: 'cert-must-staple',
  find(evidence) {
    const bare = evidence.endpoints.flatMap(({ id, seen: { tls, port } }) =>
      tls?.certificate?.mustStaple && tls.ocspStapled === false ? [{ id, port, certificate: tls.certificate }] : [],
    );
    if (bare.length === 0) return [];
    return [
      {
        severity: 'warning',
        title: `The certificate on ${list(bare.map(({ port }) => port))} demands a stapled OCSP answer, and the server sends none`,
        detail:
          'It was issued with "must-staple" (the TLS feature extension). Clients that heed it refuse the connection without an answer; OpenSSL and Node do not look.',
        evidence: [
          ...new Set(bare.map(({ certificate }) => certificateLine(certificate))),
          'TLS feature: status_request; no OCSP answer in the handshake',
        ],
        fix: "The server's administrator has the certificate issued anew without must-staple (certbot: leave --must-staple out), which most mail servers cannot serve.",
        owner: 'server',
        endpoints: bare.map(({ id }) => id),
        reference: 'RFC 7633',
      },
    ];
  },
};

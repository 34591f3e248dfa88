// Erlang and Elixir: the reasons of gen_tcp, inet and ssl, and what gen_smtp makes of them, which Bamboo and Swoosh hand on.
// A reason is an atom, `:timeout` in Elixir and `timeout` in Erlang; here it stands as the dialect writes it: `{error, timeout}`.
import type { FindingId } from '../../model/finding.ts';
import { certain, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const GEN_SMTP = 'gen-smtp/gen_smtp src/gen_smtp_client.erl';
const SSL = 'erlang/otp lib/ssl/src/ssl_alert.erl, lib/public_key/src/pubkey_cert.erl, public_key.erl';

const reason = (make: typeof certain, id: FindingId, name: string): RegistryEntry => make(id, `{error, ${name}}`);
/** Of OTP's own verification: `{bad_cert,hostname_check_failed}`. */
const badCertificate = (make: typeof certain, id: FindingId, name: string): RegistryEntry => ({
  ...make(id, `{bad_cert,${name}}`, [`{bad_cert, ${name}}`, `{:bad_cert, :${name}}`, `bad_cert,${name}`]),
  source: SSL,
});
/** The alert that this side sent: its own verdict of the server's certificate. */
const sent = (make: typeof certain, id: FindingId, description: string): RegistryEntry => ({
  ...make(id, `generated CLIENT ALERT: Fatal - ${description}`),
  source: SSL,
});

export const ERLANG: Registry = {
  name: 'Reasons of Erlang and Elixir',
  source: 'erlang/otp lib/kernel/src/inet.erl',
  speaker: 'system',
  entries: [
    reason(likely, 'tcp-timeout', 'timeout'),
    reason(likely, 'tcp-timeout', 'etimedout'),
    reason(certain, 'tcp-refused', 'econnrefused'),
    reason(certain, 'dns-name-not-found', 'nxdomain'),
    reason(likely, 'tcp-unreachable', 'ehostunreach'),
    reason(likely, 'tcp-unreachable', 'enetunreach'),
    reason(likely, 'tcp-unreachable', 'eaddrnotavail'),
    reason(likely, 'connection-closed', 'closed'),
    reason(likely, 'connection-closed', 'einval'),
    reason(likely, 'tcp-reset', 'econnreset'),
    reason(likely, 'tcp-reset', 'econnaborted'),
    ...[
      likely('tls-handshake-failed', '{failure, tls_failed}'),
      likely('auth-rejected', '{failure, auth_failed}'),
      certain('starttls-not-offered', '{missing, tls}'),
      // Older releases throw it as well where `auth` is `always`, and user name or password is not set.
      likely('auth-not-advertised', '{missing, auth}'),
      undecided(
        'The ssl application of Erlang was not started: `extra_applications: [:ssl]`. The server was not asked.',
        '{failure, ssl_not_started}',
      ),
      likely('credential-shape', '{error, no_credentials}'),
      likely('bad-target', '{error, no_relay}'),
      likely('bad-target', '{error, invalid_port}'),
    ].map((entry) => ({ ...entry, source: GEN_SMTP })),
    badCertificate(certain, 'cert-name-mismatch', 'hostname_check_failed'),
    badCertificate(certain, 'cert-self-signed', 'selfsigned_peer'),
    badCertificate(certain, 'cert-expired', 'cert_expired'),
    badCertificate(likely, 'cert-untrusted-root', 'unknown_ca'),
    badCertificate(likely, 'cert-untrusted-root', 'invalid_issuer'),
    {
      ...undecided(
        'The chain that came is longer than `depth` allows, and nothing of it is missing: raise `depth` in the options of ssl (`tls_options`).',
        'max_path_length_reached',
      ),
      source: SSL,
    },
    {
      ...certain('cert-revocation-unchecked', 'no_relevant_crls', [
        '{bad_crls,no_relevant_crls}',
        '{bad_crls, no_relevant_crls}',
        '{:bad_crls, :no_relevant_crls}',
      ]),
      source: SSL,
    },
    sent(likely, 'cert-untrusted-root', 'Unknown CA'),
    sent(certain, 'cert-expired', 'Certificate Expired'),
    sent(likely, 'cert-untrusted-root', 'Bad Certificate'),
    sent(likely, 'tls-no-shared-cipher', 'Insufficient Security'),
    sent(likely, 'tls-version-unsupported', 'Protocol Version'),
    sent(likely, 'mode-mismatch', 'Unexpected Message'),
  ],
};

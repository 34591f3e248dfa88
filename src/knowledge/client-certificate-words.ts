// What a server says of the certificate that its client showed: the same verdicts of OpenSSL as on a server's, about the other side.
// Facts; knows no dialect.
import type { FindingId } from '../model/finding.ts';

interface ClientCertificateWords {
  readonly title: string;
  readonly meaning: string;
  readonly fix: string;
}

const SAID = 'The server speaks: it verified the certificate that its client showed.';
const NEW_ONE = 'Give the client a certificate that the server takes, from its own authority or a private one';

const words = (title: string, meaning: string, fix: string): ClientCertificateWords => ({
  title: `The client's certificate ${title}`,
  meaning: `${SAID} ${meaning}`,
  fix: `${fix}; where the server only asks and does not require one, log in without it.`,
});

/** By what the verdict would mean of a server's. */
export const CLIENT_CERTIFICATE_WORDS: Readonly<Partial<Record<FindingId, ClientCertificateWords>>> = {
  'cert-wrong-purpose': words(
    'is not meant for clients',
    "Its extended key usage leaves out clientAuth. Public authorities issue certificates for servers alone: Let's Encrypt since 2026, the others until March 2027.",
    `${NEW_ONE}, with clientAuth in its extended key usage`,
  ),
  'cert-expired': words('has expired', 'It is out of date.', 'Renew it in the client, and see to it that it is renewed in time'),
  'cert-not-yet-valid': words(
    'is not valid yet',
    "It begins later, by the server's clock.",
    'Set the clocks right, or wait until then',
  ),
  'cert-revoked': words('was revoked', 'Its authority took it back.', NEW_ONE),
  'cert-self-signed': words(
    'is signed by itself',
    'No authority vouches for it, and the server does not know it.',
    `${NEW_ONE}, or have its fingerprint entered at the server`,
  ),
  'cert-untrusted-root': words(
    'comes from no authority that the server trusts',
    "The server's list of authorities for clients lacks it.",
    `${NEW_ONE}, or have its authority added at the server (Postfix: smtpd_tls_CAfile)`,
  ),
  'cert-missing-intermediate': words(
    'came without the ones above it',
    'The certificates between it and its authority are missing, or the server does not trust that authority.',
    'Send the certificates between along, in the same file after it',
  ),
};

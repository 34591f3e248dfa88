// Faults of certificates, each of a kind that real hosts have had.
import { type LabScenario, mailHost } from '../scenario.ts';

export const CERTIFICATES: readonly LabScenario[] = [
  // Renewed on disk and never reloaded, or not renewed at all.
  {
    name: 'expired-certificate',
    title: 'the certificate ran out three days ago',
    ports: () => mailHost({ certificate: 'expired' }),
    expect: ['cert-expired'],
  },
  // A certificate from the future: the clock of one side is wrong.
  {
    name: 'future-certificate',
    title: 'the certificate is not valid before four days from now',
    ports: () => mailHost({ certificate: 'not-yet-valid' }),
    expect: ['cert-not-yet-valid'],
  },
  // Still good, and the renewal did not happen.
  {
    name: 'expiring-certificate',
    title: 'the certificate runs out within days',
    ports: () => mailHost({ certificate: 'expiring-soon' }),
    expect: ['cert-expiring-soon'],
  },
  // Six days in all, and two of them gone: fewer days left than other certificates have when they are overdue.
  {
    name: 'short-lived-certificate',
    title: 'nothing: a certificate of six days, in its youth',
    ports: () => mailHost({ certificate: 'short-lived' }),
    expect: [],
  },
  // A shared host shows its own name instead of the one that the customer was given.
  {
    name: 'wrong-name',
    title: 'the certificate bears the name of the hosting company',
    ports: () => mailHost({ certificate: 'wrong-name' }),
    expect: ['cert-name-mismatch'],
  },
  // The certificate that the mail server made for itself when it was installed.
  {
    name: 'self-signed',
    title: 'the certificate is self-signed',
    ports: () => mailHost({ certificate: 'self-signed' }),
    expect: ['cert-self-signed'],
  },
  // A company authority that this machine does not know.
  {
    name: 'untrusted-root',
    title: 'the certificate comes from an authority that is not trusted here',
    ports: () => mailHost({ certificate: 'untrusted-root' }),
    expect: ['cert-untrusted-root'],
  },
  // cert.pem was configured where fullchain.pem belongs: browsers mend this, mail clients do not.
  {
    name: 'missing-intermediate',
    title: 'the intermediate certificate is not sent',
    ports: () => mailHost({ certificate: 'missing-intermediate' }),
    expect: ['cert-missing-intermediate'],
  },
  // The leaf is good; the intermediate beside it is an old one.
  {
    name: 'expired-intermediate',
    title: 'the intermediate certificate ran out',
    ports: () => mailHost({ certificate: 'expired-intermediate' }),
    expect: ['cert-expired'],
  },
  // A certificate made for clients, put on a server.
  {
    name: 'wrong-purpose',
    title: 'the certificate is not for servers',
    ports: () => mailHost({ certificate: 'wrong-purpose' }),
    expect: ['cert-wrong-purpose'],
  },
  // RSA with 1024 bits.
  {
    name: 'weak-key',
    title: 'the key of the certificate is too short',
    ports: () => mailHost({ certificate: 'weak-key' }),
    expect: ['cert-weak-key'],
  },
  // OpenSSL at its default security level refuses SHA-1 signatures.
  {
    name: 'sha1-certificate',
    title: 'the certificate is signed with SHA-1',
    ports: () => mailHost({ certificate: 'sha1' }),
    expect: ['cert-weak-signature'],
  },
  // A mail shield on the client machine breaks TLS open and signs with its own root.
  {
    name: 'antivirus',
    title: 'an antivirus program stands in the way of TLS',
    ports: () => mailHost({ certificate: 'antivirus' }),
    expect: ['tls-intercepted'],
  },
  // No subjectAltName: OpenSSL 3, Java and Python still take the common name, Go does not, and RFC 9525 forbids it.
  {
    name: 'common-name-only',
    title: 'the certificate has a common name only, which many clients no longer look at',
    ports: () => mailHost({ certificate: 'common-name-only' }),
    check: { login: 'password' },
    expect: ['cert-name-mismatch', 'auth-skipped-untrusted'],
    logins: 0,
  },
  // A wildcard for a part of a label: OpenSSL and Java still match it, Go and Python do not, and RFC 9525 forbids it.
  {
    name: 'partial-wildcard',
    title: 'the certificate has a wildcard for a part of the name only (m*.lab.test)',
    ports: () => mailHost({ certificate: 'partial-wildcard' }),
    check: { login: 'password' },
    expect: ['cert-name-mismatch', 'auth-skipped-untrusted'],
    logins: 0,
  },
  // Subject and names that would move a cursor, set a window title and write to a clipboard.
  {
    name: 'hostile-certificate',
    title: 'the fields of the certificate attack the terminal',
    ports: () => mailHost({ certificate: 'hostile-fields' }),
    expect: [],
  },
  // CVE-2009-2408: the name goes on behind a NUL.
  {
    name: 'nul-in-name',
    title: 'the name in the certificate goes on behind a NUL',
    ports: () => mailHost({ certificate: 'nul-in-name' }),
    expect: ['cert-name-mismatch'],
  },
  // More than the 100 KiB of certificates that OpenSSL takes.
  {
    name: 'ten-thousand-names',
    title: 'the certificate has ten thousand names',
    ports: () => mailHost({ certificate: 'ten-thousand-names' }),
    expect: ['tls-handshake-failed'],
  },
];

// Faults of modes, STARTTLS and the TLS handshake.
import { ALERT, tlsAlert } from '../actions.ts';
import { type LabScenario, mailHost, relay, submission, submissions } from '../scenario.ts';

export const TLS: readonly LabScenario[] = [
  // No STARTTLS and no TLS port: mail and passwords would go in the clear.
  {
    name: 'no-starttls',
    title: 'no port offers TLS',
    ports: () => ({ relay: { ...relay(), tls: 'none' }, submission: { ...submission(), tls: 'none' } }),
    check: { options: ['-m', 'starttls'] },
    expect: ['starttls-not-offered'],
  },
  // The client is set to STARTTLS, the port speaks TLS from the first byte.
  {
    name: 'implicit-tls-on-starttls-port',
    title: 'STARTTLS is asked of a port that wants TLS at once',
    ports: () => ({ submission: submissions() }),
    check: { options: ['-m', 'starttls'] },
    expect: ['mode-mismatch'],
  },
  // The client is set to TLS, the port begins in plaintext: OpenSSL calls it "wrong version number".
  {
    name: 'plaintext-on-tls-port',
    title: 'TLS is asked of a port that begins in plaintext',
    ports: () => ({ submissions: submission() }),
    check: { options: ['-m', 'tls'] },
    expect: ['mode-mismatch'],
  },
  // Postfix says this when it cannot read its certificate or key.
  {
    name: 'starttls-refused',
    title: 'STARTTLS is offered, and refused when asked for',
    ports: () => ({
      relay: relay({ on: { STARTTLS: '454 4.7.0 TLS not available due to local problem' } }),
      submission: submission({ on: { STARTTLS: '454 4.7.0 TLS not available due to local problem' } }),
    }),
    expect: ['starttls-rejected'],
  },
  // CVE-2011-0411 and its kin: the server keeps what came in plaintext and obeys it under TLS.
  {
    name: 'starttls-injection',
    title: 'plaintext sent along with STARTTLS is obeyed inside TLS',
    ports: () => ({ submission: submission({ obeysInjectedCommands: true }) }),
    check: { options: ['--tls-scan'] },
    expect: ['starttls-injection'],
    verdict: 'warn',
  },
  // TLS 1.0 and nothing newer: Windows Server 2008, old appliances.
  {
    name: 'old-tls-only',
    title: 'the server speaks TLS 1.0 only',
    ports: () => mailHost({ tlsOptions: { minVersion: 'TLSv1', maxVersion: 'TLSv1' } }),
    expect: ['tls-version-unsupported'],
  },
  // The handshake ends in alert 40: no cipher suite, or no signature algorithm, in common.
  {
    name: 'no-shared-cipher',
    title: 'client and server have no cipher in common',
    ports: () => mailHost({ handshake: tlsAlert(ALERT.handshakeFailure) }),
    expect: ['tls-no-shared-cipher'],
  },
  // Mutual TLS: some relays and government gateways let in only clients with a certificate.
  {
    name: 'client-certificate-required',
    title: 'the server asks for a client certificate',
    ports: () => mailHost({ tlsOptions: { requestCert: true, rejectUnauthorized: true } }),
    expect: ['tls-client-certificate-required'],
  },
];

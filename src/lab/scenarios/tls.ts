// Faults of modes, STARTTLS and the TLS handshake.

import type { FindingId } from '../../model/finding.ts';
import { ALERT, close, hang, onLargeHello, reset, sendsLargeHello, tlsAlert } from '../actions.ts';
import { type LabScenario, mailHost, relay, submission, submissions } from '../scenario.ts';

/** Only a client that sends a large one meets the fault. */
const largeHelloNotes = (): readonly FindingId[] => (sendsLargeHello() ? ['tls-large-clienthello'] : []);

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
  // A firewall that looks for the server's name in the first segment, and drops what comes in two (https://tldr.fail).
  {
    name: 'large-hello-swallowed',
    title: 'a ClientHello of more than one segment gets no answer',
    ports: () => mailHost({ handshake: onLargeHello(hang) }),
    check: { login: 'password', options: ['--command-timeout', '1500ms', '--greeting-timeout', '1500ms'] },
    expect: [],
    notes: largeHelloNotes(),
  },
  // A server that reads once and takes what it got for the whole ClientHello.
  {
    name: 'large-hello-reset',
    title: 'a ClientHello of more than one segment is answered with a reset',
    ports: () => mailHost({ handshake: onLargeHello(reset) }),
    check: { login: 'password' },
    expect: [],
    notes: largeHelloNotes(),
  },
  // The TLS front of one port is older than that of the others.
  {
    name: 'large-hello-closed',
    title: 'one port closes the connection at a ClientHello of more than one segment',
    ports: () => ({ submissions: submissions({ handshake: onLargeHello(close) }), submission: submission() }),
    check: { login: 'password' },
    expect: [],
    notes: largeHelloNotes(),
  },
  // Mutual TLS: some relays and government gateways let in only clients with a certificate.
  {
    name: 'client-certificate-required',
    title: 'the server asks for a client certificate',
    ports: () => mailHost({ tlsOptions: { requestCert: true, rejectUnauthorized: true } }),
    expect: ['tls-client-certificate-required'],
  },
];

// Windows' TLS and certificate statuses, by name, hexadecimal and signed number, and what .NET says above them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SCHANNEL } from '../../../../src/knowledge/registries/schannel.ts';
import { codesIn, hears, holdsRegistry } from './literal-forms.ts';

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, step) => from + step);

/** Of winerror.h: numbers of SEC_E_* that are in use. */
const SEC_E = [
  ...range(0x80090300, 0x80090311),
  ...range(0x80090316, 0x80090318),
  ...range(0x80090320, 0x80090322),
  ...range(0x80090324, 0x80090329),
  ...range(0x80090330, 0x80090343),
  ...range(0x80090345, 0x80090349),
  ...range(0x80090350, 0x8009035b),
  ...range(0x8009035d, 0x8009035f),
  ...range(0x80090361, 0x80090363),
];
/** CERT_E_* and the two of TRUST_E_* among them. */
const CERT_E = range(0x800b0101, 0x800b0114);
/** X509ChainStatusFlags of .NET without NoError. */
const CHAIN_FLAGS = 25;

describe('Schannel', () => {
  it('has every SEC_E and CERT_E, in hexadecimal and as a signed number', () => {
    const silent = [...SEC_E, ...CERT_E].filter(
      (number) =>
        codesIn(SCHANNEL, `failed with 0x${number.toString(16).toUpperCase()}.`).length !== 1 ||
        codesIn(SCHANNEL, `HResult: ${number | 0}`).length !== 1,
    );
    assert.deepEqual(
      silent.map((number) => number.toString(16)),
      [],
    );
  });

  it('has every flag of a chain', () =>
    assert.equal(SCHANNEL.entries.filter(({ code }) => code.startsWith('X509ChainStatusFlags.')).length, CHAIN_FLAGS));

  holdsRegistry(SCHANNEL, (form) => `schannel: next InitializeSecurityContext failed, ${form} - `);
  hears(SCHANNEL, [
    [
      'schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT (0x80090325) - The certificate chain was issued by an authority that is not trusted.',
      'SEC_E_UNTRUSTED_ROOT',
    ],
    ['CertGetCertificateChain trust error CERT_TRUST_IS_UNTRUSTED_ROOT 0x800B0109', 'CERT_E_UNTRUSTEDROOT'],
    [
      '(0x80092013) - The revocation function was unable to check revocation because the revocation server was offline.',
      'CRYPT_E_REVOCATION_OFFLINE',
    ],
    [
      'System.ComponentModel.Win32Exception (0x80090331): The client and server cannot communicate, because they do not possess a common algorithm',
      'SEC_E_ALGORITHM_MISMATCH',
    ],
    ['Win32Exception (-2146893007)', 'SEC_E_ALGORITHM_MISMATCH'],
    [
      'The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch',
      'net_ssl_io_cert_validation',
      'RemoteCertificateNameMismatch',
    ],
    [
      'The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot',
      'X509ChainStatusFlags.UntrustedRoot',
    ],
    [
      'The remote certificate is invalid because of errors in the certificate chain: NotTimeValid, PartialChain',
      'X509ChainStatusFlags.NotTimeValid',
      'X509ChainStatusFlags.PartialChain',
    ],
    ['System.IO.IOException: Cannot determine the frame size or a corrupted frame was received.', 'net_ssl_io_corrupted'],
    [
      'System.Security.Authentication.AuthenticationException: Das Remotezertifikat ist laut Validierungsverfahren ungültig.',
      'net_ssl_io_cert_validation',
    ],
    ['1. The server is using a self-signed certificate which cannot be verified.', 'MailKit SslHandshakeException'],
    ['Revoked, Cyclic and 80090325 bytes'],
  ]);
});

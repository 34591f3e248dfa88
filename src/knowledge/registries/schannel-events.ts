// The events that Schannel writes into the System log of Windows, by their numbers and the sentences beside them.
import { likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const START = 'It tells that Schannel was loaded, or that a handshake went well.';
const OWN_CERTIFICATE = "A program's own certificate or private key on this Windows cannot be used: nothing is said of any peer.";

/** In the ways in which the viewer, PowerShell and collectors print it. */
const event = (number: number, entry: RegistryEntry): RegistryEntry => ({
  ...entry,
  code: `Schannel ${number}`,
  forms: [
    `Schannel ${number}`,
    ...['Event ID', 'Event ID:', 'EventID', 'EventID:', 'Ereignis-ID', 'Ereignis-ID:', 'Event Id #'].map(
      (words) => `${words} ${number}`,
    ),
    ...entry.forms.filter((form) => form !== entry.code),
  ],
});

export const SCHANNEL_EVENTS: Registry = {
  name: 'Schannel events',
  source: 'the event provider Schannel of Windows, channel System; detection-wiki-dev.pages.dev/schannel lists it',
  speaker: 'tls',
  entries: [
    event(36864, undecided(START, '36864')),
    event(36865, undecided(START, '36865')),
    event(36866, undecided('A security package of Windows could not be loaded.', '36866')),
    event(36867, undecided(START, '36867')),
    event(36868, undecided(START, '36868')),
    event(36869, undecided(OWN_CERTIFICATE, '36869', ['does not have a private key information property attached to it'])),
    event(36870, undecided(OWN_CERTIFICATE, '36870', ['A fatal error occurred when attempting to access the'])),
    event(
      36871,
      likely(
        'tls-version-unsupported',
        '36871',
        [
          'A fatal error occurred while creating a TLS client credential',
          'A fatal error occurred while creating an SSL client credential',
          'A fatal error occurred while creating a TLS server credential',
        ],
        {
          meaning:
            'No TLS version or cipher that the program asks for is switched on in this Windows (error state 10013), or its certificate cannot be used.',
          fix: 'Switch TLS 1.2 on under SCHANNEL\\Protocols, and for .NET set SchUseStrongCrypto and SystemDefaultTlsVersions.',
        },
      ),
    ),
    event(36872, undecided(OWN_CERTIFICATE, '36872', ["certificate's chain could not be retrieved"])),
    event(36873, likely('tls-no-shared-cipher', '36873', ['No supported cipher suites were found when initiating'])),
    event(
      36874,
      likely('tls-no-shared-cipher', '36874', [
        'none of the cipher suites supported by the client application are supported by the server',
        'none of the cipher suites supported by the client are supported by the server',
      ]),
    ),
    event(
      36875,
      likely('tls-client-certificate-required', '36875', [
        'The remote server has requested TLS client authentication, but no suitable client certificate could be found',
        'The remote server has requested SSL client authentication, but no suitable client certificate could be found',
      ]),
    ),
    event(
      36876,
      likely('cert-untrusted-root', '36876', ['The certificate received from the remote server has not validated correctly']),
    ),
    event(
      36877,
      likely('cert-untrusted-root', '36877', [
        'The certificate received from the remote client application has not validated correctly',
      ]),
    ),
    event(
      36878,
      likely('cert-untrusted-root', '36878', ['The certificate received from the remote client application is not suitable']),
    ),
    event(36879, likely('cert-untrusted-root', '36879', ['was not successfully mapped to a client system account'])),
    event(36880, undecided(START, '36880', ['handshake completed successfully. The negotiated'])),
    event(
      36881,
      likely('cert-expired', '36881', ['The certificate received from the remote server has either expired or is not yet valid']),
    ),
    event(
      36882,
      likely('cert-untrusted-root', '36882', [
        'The certificate received from the remote server was issued by an untrusted certificate authority',
      ]),
    ),
    event(36883, likely('cert-revoked', '36883', ['The certificate received from the remote server has been revoked'])),
    event(
      36884,
      likely('cert-name-mismatch', '36884', [
        'The certificate received from the remote server does not contain the expected name',
      ]),
    ),
    event(
      36885,
      undecided('The list of authorities that a server sends to its clients is too long.', '36885', [
        'When asking for client authentication, this server sends a list of trusted certificate authorities',
      ]),
    ),
    event(36886, undecided(OWN_CERTIFICATE, '36886', ['No suitable default server credential exists on this system'])),
    event(36887, likely('tls-handshake-failed', '36887', ['A fatal alert was received from the remote endpoint'])),
    event(36888, likely('tls-handshake-failed', '36888', ['A fatal alert was generated and sent to the remote endpoint'])),
  ],
};

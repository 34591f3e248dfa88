// What Apple's URL loading and CFNetwork say of names, connections and proxies: NSURLErrorDomain, kCFErrorDomainCFNetwork.
// What they say of TLS is in `apple-tls.ts`.
import { certain, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const HTTP = 'Of HTTP or of files: an API or an identity provider was asked, and no mail server.';
const PROGRAM = 'The app broke it off itself, or may not use the network: not the peer.';

/** The two domains have the same numbers; `code` is the name in the first. */
const url = (number: number, entry: RegistryEntry): RegistryEntry => ({
  ...entry,
  forms: [
    ...entry.forms,
    entry.code.replace('NSURLError', 'kCFURLError'),
    `NSURLErrorDomain error ${number}`,
    `NSURLErrorDomain Code=${number}`,
    `NSURLErrorDomain, code ${number}`,
    `kCFErrorDomainCFNetwork Code=${number}`,
    `kCFErrorDomainCFNetwork error ${number}`,
    `Code=${number}`,
  ],
});

const cf = (number: number, entry: RegistryEntry): RegistryEntry => ({
  ...entry,
  forms: [...entry.forms, `kCFErrorDomainCFNetwork Code=${number}`, `kCFErrorDomainCFNetwork error ${number}`],
});

export const APPLE_NETWORK: Registry = {
  name: 'Apple URL loading',
  source: 'Apple Foundation NSURLError.h; CFNetwork CFNetworkErrors.h',
  speaker: 'system',
  entries: [
    url(-998, undecided('It names no cause: what stands beside it does.', 'NSURLErrorUnknown')),
    url(-999, undecided(PROGRAM, 'NSURLErrorCancelled')),
    url(-1000, certain('bad-target', 'NSURLErrorBadURL')),
    url(-1001, likely('tcp-timeout', 'NSURLErrorTimedOut', ['The request timed out'])),
    url(-1002, likely('bad-target', 'NSURLErrorUnsupportedURL')),
    url(
      -1003,
      likely('dns-name-not-found', 'NSURLErrorCannotFindHost', ['A server with the specified hostname could not be found']),
    ),
    url(-1004, likely('tcp-refused', 'NSURLErrorCannotConnectToHost', ['Could not connect to the server'])),
    url(-1005, likely('tcp-reset', 'NSURLErrorNetworkConnectionLost', ['The network connection was lost'])),
    url(-1006, likely('dns-timeout', 'NSURLErrorDNSLookupFailed')),
    url(-1007, undecided(HTTP, 'NSURLErrorHTTPTooManyRedirects')),
    url(-1008, undecided(HTTP, 'NSURLErrorResourceUnavailable')),
    url(
      -1009,
      certain('tcp-unreachable', 'NSURLErrorNotConnectedToInternet', ['The Internet connection appears to be offline'], {
        title: 'This device is offline',
        meaning: 'It has no network at all: no Wi-Fi, no mobile data, or a VPN that is down.',
      }),
    ),
    url(-1010, undecided(HTTP, 'NSURLErrorRedirectToNonExistentLocation')),
    url(-1011, undecided(HTTP, 'NSURLErrorBadServerResponse')),
    url(-1012, undecided(HTTP, 'NSURLErrorUserCancelledAuthentication')),
    url(-1013, undecided(HTTP, 'NSURLErrorUserAuthenticationRequired')),
    url(-1014, undecided(HTTP, 'NSURLErrorZeroByteResource')),
    url(-1015, undecided(HTTP, 'NSURLErrorCannotDecodeRawData')),
    url(-1016, undecided(HTTP, 'NSURLErrorCannotDecodeContentData')),
    url(-1017, undecided(HTTP, 'NSURLErrorCannotParseResponse')),
    url(-1018, undecided(PROGRAM, 'NSURLErrorInternationalRoamingOff')),
    url(-1019, undecided(PROGRAM, 'NSURLErrorCallIsActive')),
    url(-1020, undecided(PROGRAM, 'NSURLErrorDataNotAllowed')),
    url(-1021, undecided(HTTP, 'NSURLErrorRequestBodyStreamExhausted')),
    url(
      -1022,
      undecided(
        'App Transport Security lets this app make no connection without TLS: a setting of the app.',
        'NSURLErrorAppTransportSecurityRequiresSecureConnection',
      ),
    ),
    // CFHost and the SOCKS and HTTP proxies
    cf(1, likely('dns-name-not-found', 'kCFHostErrorHostNotFound')),
    cf(2, likely('dns-server-failure', 'kCFHostErrorUnknown')),
    cf(100, certain('proxy-protocol-error', 'kCFSOCKSErrorUnknownClientVersion')),
    cf(101, certain('proxy-protocol-error', 'kCFSOCKSErrorUnsupportedServerVersion')),
    cf(110, likely('proxy-refused', 'kCFSOCKS4ErrorRequestFailed')),
    cf(111, likely('proxy-auth-required', 'kCFSOCKS4ErrorIdentdFailed')),
    cf(112, likely('proxy-auth-required', 'kCFSOCKS4ErrorIdConflict')),
    cf(113, certain('proxy-protocol-error', 'kCFSOCKS4ErrorUnknownStatusCode')),
    cf(120, likely('proxy-protocol-error', 'kCFSOCKS5ErrorBadState')),
    cf(121, certain('proxy-protocol-error', 'kCFSOCKS5ErrorBadResponseAddr')),
    cf(122, certain('proxy-auth-required', 'kCFSOCKS5ErrorBadCredentials')),
    cf(123, likely('proxy-auth-required', 'kCFSOCKS5ErrorUnsupportedNegotiationMethod')),
    cf(124, likely('proxy-auth-required', 'kCFSOCKS5ErrorNoAcceptableMethod')),
    cf(306, certain('proxy-unreachable', 'kCFErrorHTTPProxyConnectionFailure')),
    cf(307, certain('proxy-auth-required', 'kCFErrorHTTPBadProxyCredentials')),
    cf(308, likely('proxy-unreachable', 'kCFErrorPACFileError')),
    cf(309, likely('proxy-auth-required', 'kCFErrorPACFileAuth')),
    cf(310, certain('proxy-unreachable', 'kCFErrorHTTPSProxyConnectionFailure')),
    cf(311, likely('proxy-refused', 'kCFStreamErrorHTTPSProxyFailureUnexpectedResponseToCONNECTMethod')),
  ],
};

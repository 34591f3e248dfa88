// Apple's codes: errSSL, errSec, NSURLErrorDomain, kCFErrorDomainCFNetwork, each with the words that say what its number is of.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { APPLE_NETWORK } from '../../../../src/knowledge/registries/apple-network.ts';
import { APPLE_TLS } from '../../../../src/knowledge/registries/apple-tls.ts';
import { codesIn, hears, holdsRegistry } from './literal-forms.ts';

const range = (from: number, to: number): number[] => Array.from({ length: from - to + 1 }, (_, step) => from - step);
/** SecureTransport.h and SecBase.h. */
const ERR_SSL = [...range(-9800, -9865), ...range(-9880, -9886), -9890];

describe('Apple TLS', () => {
  it('has every errSSL', () => {
    const silent = ERR_SSL.filter((number) => codesIn(APPLE_TLS, `OSStatus error ${number}`).length !== 1);
    assert.deepEqual(silent, []);
  });
  it('has the errors of TLS in NSURLErrorDomain', () => {
    const silent = range(-1200, -1206).filter((number) => codesIn(APPLE_TLS, `NSURLErrorDomain Code=${number}`).length !== 1);
    assert.deepEqual(silent, []);
  });
  holdsRegistry(APPLE_TLS, (form) => `Mail[512] nw: ${form} UserInfo`);
  hears(APPLE_TLS, [
    ['CFNetwork SSLHandshake failed (-9807)', 'errSSLXCertChainInvalid'],
    ['_kCFStreamErrorCodeKey=-9806, _kCFStreamErrorDomainKey=3', 'errSSLClosedAbort'],
    ['The operation couldn’t be completed. (OSStatus error -9836.)', 'errSSLPeerProtocolVersion'],
    ['Error Domain=NSOSStatusErrorDomain Code=-67843 "certificate is not trusted"', 'errSecNotTrusted'],
    [
      'Error Domain=NSURLErrorDomain Code=-1202 "The certificate for this server is invalid."',
      'NSURLErrorServerCertificateUntrusted',
    ],
    ['Date: Fri, 27 Nov 2026 00:00:00 -1200'],
    ['port 9807, 1-9807'],
  ]);
});

describe('Apple URL loading', () => {
  it('has every number of NSURLErrorDomain from unknown to App Transport Security', () => {
    const silent = range(-998, -1022).filter((number) => codesIn(APPLE_NETWORK, `NSURLErrorDomain Code=${number}`).length !== 1);
    assert.deepEqual(silent, []);
  });
  holdsRegistry(APPLE_NETWORK, (form) => `Error Domain is ${form} UserInfo={}`);
  hears(APPLE_NETWORK, [
    ['Error Domain=NSURLErrorDomain Code=-1001 "The request timed out."', 'NSURLErrorTimedOut'],
    ['A server with the specified hostname could not be found. (NSURLErrorDomain error -1003.)', 'NSURLErrorCannotFindHost'],
    ['Error Domain=kCFErrorDomainCFNetwork Code=310 "(null)"', 'kCFErrorHTTPSProxyConnectionFailure'],
    ['code 310 and error 1'],
  ]);
});

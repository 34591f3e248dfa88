// Mozilla's NSS: every SEC_ERROR, SSL_ERROR and MOZILLA_PKIX_ERROR, and the network under them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NSS } from '../../../../src/knowledge/registries/nss.ts';
import { hears, holdsRegistry } from './literal-forms.ts';

const count = (prefix: string): number => NSS.entries.filter(({ code }) => code.startsWith(prefix)).length;

describe('NSS', () => {
  it('has as many of each kind as NSS 3.87, without those of Fortezza and those unused', () => {
    assert.equal(count('SEC_ERROR_'), 170);
    assert.equal(count('SSL_ERROR_'), 188);
    assert.equal(count('MOZILLA_PKIX_ERROR_'), 18);
  });
  holdsRegistry(NSS, (form) => `[Child 123] ${form}, mail.example.com:993`);
  hears(NSS, [
    [
      'mail.example.com:993 uses an invalid security certificate. Error code: SEC_ERROR_UNKNOWN_ISSUER',
      'SEC_ERROR_UNKNOWN_ISSUER',
    ],
    ['Error code: SSL_ERROR_RX_RECORD_TOO_LONG', 'SSL_ERROR_RX_RECORD_TOO_LONG'],
    ['Error code: <a id="errorCode">MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT</a>', 'MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT'],
    ['NSS error -12190 (SSL_ERROR_PROTOCOL_VERSION_ALERT)', 'SSL_ERROR_PROTOCOL_VERSION_ALERT'],
    ['curl: (35) NSS error -5938 (PR_END_OF_FILE_ERROR)', 'PR_END_OF_FILE_ERROR'],
    ["Peer's Certificate has expired.", 'SEC_ERROR_EXPIRED_CERTIFICATE'],
    ['Cannot communicate securely with peer: no common encryption algorithm(s).', 'SSL_ERROR_NO_CYPHER_OVERLAP'],
  ]);
});

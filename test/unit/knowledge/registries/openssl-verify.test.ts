// The verdicts of OpenSSL on a certificate: all of them, up to the last number, by number, name and words.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OPENSSL_VERIFY } from '../../../../src/knowledge/registries/openssl-verify.ts';
import { codesIn, hears, holdsRegistry } from './literal-forms.ts';

/** X509_V_ERR_IDP_ONLY_USER_CA_ATTR_EXCLUSIVE of OpenSSL 4.0. */
const LAST = 104;

describe('verdicts of OpenSSL', () => {
  it('are there for every number', () => {
    const heard = Array.from({ length: LAST + 20 }, (_, number) => number).filter(
      (number) => codesIn(OPENSSL_VERIFY, `verify error:num=${number}:`).length === 1,
    );
    assert.deepEqual(
      heard,
      Array.from({ length: LAST + 1 }, (_, number) => number),
    );
    assert.equal(OPENSSL_VERIFY.entries.length, LAST + 1);
  });
  holdsRegistry(OPENSSL_VERIFY, (form) => `depth=0 CN = mail.example.com\n${form}\n`);
  hears(OPENSSL_VERIFY, [
    ['verify error:num=20:unable to get local issuer certificate', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
    ['Verify return code: 21 (unable to verify the first certificate)', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['    Verify return code: 0 (ok)', 'X509_V_OK'],
    ['certificate verify failed: self signed certificate (_ssl.c:1129)', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['certificate verify failed: self-signed certificate in certificate chain', 'SELF_SIGNED_CERT_IN_CHAIN'],
    ["Error: certificate has expired { code: 'CERT_HAS_EXPIRED' }", 'CERT_HAS_EXPIRED'],
    ['upstream SSL certificate verify error: (18:self-signed certificate) while SSL handshaking', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['error 10 at 0 depth lookup: certificate has expired', 'CERT_HAS_EXPIRED'],
    ["certificate verify failed: Hostname mismatch, certificate is not valid for 'a.example'.", 'HOSTNAME_MISMATCH'],
    ['certificate verify failed: unable to get certificate CRL', 'UNABLE_TO_GET_CRL'],
    ['verify error:num=200: and error 10 of 20'],
    ['ok, out of memory'],
  ]);
});

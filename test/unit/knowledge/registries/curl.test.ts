// Curl's exit codes: every one of 0 to 101.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CURL } from '../../../../src/knowledge/registries/curl.ts';
import { codesIn, hears, holdsRegistry } from './literal-forms.ts';

/** CURLE_ECH_REQUIRED. */
const LAST = 101;

describe('curl', () => {
  it('has every exit code', () => {
    const heard = Array.from({ length: 200 }, (_, code) => code).filter((code) => codesIn(CURL, `curl: (${code}) `).length === 1);
    assert.deepEqual(
      heard,
      Array.from({ length: LAST + 1 }, (_, code) => code),
    );
  });
  holdsRegistry(CURL, (form) => `send.sh ~ ${form} ~ `);
  hears(CURL, [
    ['curl: (67) Login denied', 'CURLE_LOGIN_DENIED'],
    ['curl: (60) SSL certificate problem: self-signed certificate', 'CURLE_PEER_FAILED_VERIFICATION'],
    ['curl: (28) Operation timed out after 10001 milliseconds with 0 bytes received', 'CURLE_OPERATION_TIMEDOUT'],
    [
      'cURL error 6: Could not resolve host: smtp.example.invalid (see https://curl.haxx.se/libcurl/c/libcurl-errors.html)',
      'CURLE_COULDNT_RESOLVE_HOST',
    ],
    ['cURL error 60: SSL certificate problem: unable to get local issuer certificate', 'CURLE_PEER_FAILED_VERIFICATION'],
    ['curl_easy_perform() failed: Timeout was reached', 'CURLE_OPERATION_TIMEDOUT'],
    ['curl: (64) STARTTLS not supported.', 'CURLE_USE_SSL_FAILED'],
    ['curl: (55) MAIL failed: 550', 'CURLE_SEND_ERROR'],
    [
      "curl: (60) SSL: no alternative certificate subject name matches target host name 'a.example'",
      'SSL: no alternative certificate subject name matches target',
    ],
    ['(60) and error 28'],
  ]);
});

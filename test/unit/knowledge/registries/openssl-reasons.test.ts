// The reasons of OpenSSL's SSL routines: every one that the headers of this machine's Node have, by name, number and words.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { OPENSSL_REASONS } from '../../../../src/knowledge/registries/openssl-reasons.ts';
import { TLS_ALERTS } from '../../../../src/knowledge/registries/tls-alerts.ts';
import { codesIn, hears, holdsRegistry } from './literal-forms.ts';

const HEADER = join(dirname(process.execPath), '../include/node/openssl/sslerr.h');
/** Of OpenSSL 3.0: those that are no alerts. A later version has more. */
const AT_LEAST = 288;
const FIRST_ALERT = 1000;

describe('reasons of OpenSSL', () => {
  it('are as many as OpenSSL 3.0 has', () => assert.ok(OPENSSL_REASONS.entries.length >= AT_LEAST));

  it('are those of the header', { skip: !existsSync(HEADER) && 'this Node came without headers' }, () => {
    const reasons = [...readFileSync(HEADER, 'utf8').matchAll(/# *define SSL_R_(\w+)\s+(\d+)/g)].map(
      ([, name = '', number]) => [name, Number(number)] as const,
    );
    assert.ok(reasons.length > AT_LEAST);
    const missing = reasons
      .filter(([, number]) => number < FIRST_ALERT)
      .filter(([name, number]) => {
        const hex = `0A${number.toString(16).toUpperCase().padStart(6, '0')}`;
        return codesIn(OPENSSL_REASONS, `error:${hex}:SSL routines`)[0] !== `SSL_R_${name}`;
      });
    assert.deepEqual(missing, []);
    const alerts = reasons.filter(([, number]) => number >= FIRST_ALERT);
    assert.deepEqual(
      alerts.filter(([name]) => codesIn(TLS_ALERTS, `ERR_SSL_${name}`).length !== 1),
      [],
    );
  });

  holdsRegistry(OPENSSL_REASONS, (form) => `140735|${form} (_ssl.c:1129)`);
  hears(OPENSSL_REASONS, [
    [
      'error:1408F10B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/ssl3_record.c:332:',
      'SSL_R_WRONG_VERSION_NUMBER',
    ],
    ['error:0A00010B:SSL routines::wrong version number', 'SSL_R_WRONG_VERSION_NUMBER'],
    ["code: 'ERR_SSL_WRONG_VERSION_NUMBER'", 'SSL_R_WRONG_VERSION_NUMBER'],
    ['[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1131)', 'SSL_R_WRONG_VERSION_NUMBER'],
    ['SSL routines:SSL23_GET_SERVER_HELLO:unknown protocol:s23_clnt.c:766:', 'SSL_R_UNKNOWN_PROTOCOL'],
    ['SSL routines:tls_process_ske_dhe:dh key too small', 'SSL_R_DH_KEY_TOO_SMALL'],
    ['error:0A00018A:SSL routines::dh key too small', 'SSL_R_DH_KEY_TOO_SMALL'],
    ['error:0A000102:SSL routines::unsupported protocol', 'SSL_R_UNSUPPORTED_PROTOCOL'],
    ['error:0A0000BF:SSL routines::no protocols available', 'SSL_R_NO_PROTOCOLS_AVAILABLE'],
    ['error:0A000126:SSL routines::unexpected eof while reading', 'SSL_R_UNEXPECTED_EOF_WHILE_READING'],
    ['ssl.SSLEOFError: EOF occurred in violation of protocol (_ssl.c:997)', 'SSL_R_UNEXPECTED_EOF_WHILE_READING'],
    ['error:0A000152:SSL routines::unsafe legacy renegotiation disabled', 'SSL_R_UNSAFE_LEGACY_RENEGOTIATION_DISABLED'],
    ['error:0A00014D:SSL routines::legacy sigalg disallowed or unsupported', 'SSL_R_LEGACY_SIGALG_DISALLOWED_OR_UNSUPPORTED'],
    ['error:0A00018F:SSL routines::ee key too small', 'SSL_R_EE_KEY_TOO_SMALL'],
    ['SSL routines:tls_post_process_client_hello:no shared cipher:ssl/statem/statem_srvr.c:2283:', 'SSL_R_NO_SHARED_CIPHER'],
    ['error:0A00009C:SSL routines::http request', 'SSL_R_HTTP_REQUEST'],
    ['error:0A000139:SSL routines::record layer failure', 'SSL_R_RECORD_LAYER_FAILURE'],
    [
      'HandshakeException: Handshake error in client (OS Error: \n\tCERTIFICATE_VERIFY_FAILED: self signed certificate(handshake.cc:354))',
      'SSL_R_CERTIFICATE_VERIFY_FAILED',
    ],
    ['(OS Error: WRONG_VERSION_NUMBER(tls_record.cc:242))', 'SSL_R_WRONG_VERSION_NUMBER'],
    ['error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER', 'SSL_R_WRONG_VERSION_NUMBER'],
    ['HTTP request failed: bad value, uninitialized'],
  ]);
});

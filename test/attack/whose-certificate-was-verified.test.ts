// A verdict of OpenSSL means another thing in a server's mouth: there it is the client's certificate that was verified, and the
// server's administrator was told to have his own reissued. And switches of Exchange Online, pasted from PowerShell, were no mail at all.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainText } from '../../src/explain/explain.ts';

const first = (text: string) => explainText(text).matches[0];

const OF_CLIENT: readonly (readonly [text: string, says: RegExp])[] = [
  ['SSL_accept error: unsuitable certificate purpose', /clientAuth/],
  [
    'postfix/smtpd[123]: certificate verification failed for mx.example.org[192.0.2.1]: unsuitable certificate purpose',
    /clientAuth/,
  ],
  ['postfix/smtpd[123]: certificate verification failed for mx.example.org[192.0.2.1]: certificate has expired', /out of date/],
  [
    'warning: TLS library problem: error:0A000086:SSL routines::certificate verify failed:../ssl/statem/statem_srvr.c:3550:',
    /list of authorities/,
  ],
  [
    'imap-login: Disconnected: TLS handshaking: SSL_accept() failed: error:0A000086:SSL routines::certificate verify failed: unsuitable certificate purpose',
    /clientAuth/,
  ],
  ['verification of the client certificate failed: self-signed certificate', /vouches/],
];
const OF_SERVER: readonly (readonly [text: string, id: string])[] = [
  ['verify error:num=26:unsuitable certificate purpose', 'cert-wrong-purpose'],
  ['SSL_connect failed: certificate verify failed: certificate has expired', 'cert-expired'],
  ['Error: self-signed certificate', 'cert-self-signed'],
  ['SSL_accept error: sslv3 alert certificate expired', 'cert-expired'],
];

describe('whose certificate was verified', () => {
  for (const [text, says] of OF_CLIENT)
    it(text.slice(0, 90), () => {
      const match = first(text);
      assert.equal(match?.id, 'client-certificate-unfit');
      assert.match(match.meaning, says);
      assert.equal(match.owner, 'you');
    });
  for (const [text, id] of OF_SERVER) it(`${text}: the server's`, () => assert.equal(first(text)?.id, id));
});

const SWITCHES: readonly (readonly [text: string, id: string | undefined])[] = [
  ['EwsEnabled                     : False', 'auth-protocol-disabled'],
  ['Set-OrganizationConfig -EwsEnabled $false', 'auth-protocol-disabled'],
  ['EWSEnabled is false', 'auth-protocol-disabled'],
  ['SmtpClientAuthenticationDisabled : True', 'auth-protocol-disabled'],
  ['Set-CASMailbox alice@example.com -ImapEnabled $false', 'auth-protocol-disabled'],
  ['PopEnabled : False', 'auth-protocol-disabled'],
  ['AllowBasicAuthSmtp : False', 'auth-basic-disabled'],
  ['RejectDirectSend : True', 'sender-not-allowed'],
  ['EwsEnabled : True', undefined],
  ['ImapEnabled : True', undefined],
  ['RejectDirectSend : False', undefined],
];

describe('a switch of Exchange Online', () => {
  for (const [text, id] of SWITCHES) it(text, () => assert.equal(first(text)?.id, id));
  it('EWS comes with its end', () => assert.match(first('EwsEnabled : False')?.meaning ?? '', /1 April 2027/));
});

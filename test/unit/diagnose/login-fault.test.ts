// What a refusal puts at fault, from replies as servers word them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { classifyReply } from '../../../src/diagnose/classify.ts';
import { faultOfCause, type LoginFault, loginFaultOf } from '../../../src/diagnose/login-fault.ts';
import type { FindingId } from '../../../src/model/finding.ts';
import type { Protocol } from '../../../src/model/protocol.ts';

const smtp = (code: number, text: string) => ({ code, enhanced: /^\S+/.exec(text)?.[0] ?? null, lines: [text] });
const imap = (text: string) => ({ code: null, enhanced: /^\[([^\]]+)\]/.exec(text)?.[1] ?? null, lines: [text], status: 'NO' });
const pop3 = (text: string) => ({ ...imap(text), status: '-ERR' });

describe('what a refused login puts at fault', () => {
  const rows: [Protocol, Parameters<typeof classifyReply>[1], LoginFault][] = [
    ['smtp', smtp(535, '5.7.8 Error: authentication failed'), 'credentials'],
    ['smtp', smtp(534, '5.7.9 Application-specific password required.'), 'credentials'],
    ['smtp', smtp(535, '5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.'), 'protocol'],
    ['smtp', smtp(535, '5.7.139 Authentication unsuccessful, basic authentication is disabled.'), 'protocol'],
    ['smtp', smtp(504, '5.5.4 Unrecognized authentication type'), 'mechanism'],
    ['smtp', smtp(454, '4.7.0 Temporary authentication failure'), 'temporary'],
    ['smtp', smtp(421, '4.3.2 Shutting down'), 'temporary'],
    ['smtp', smtp(454, '4.7.0 Too many login attempts, please try again later'), 'limit'],
    ['imap', imap('[AUTHENTICATIONFAILED] Authentication failed.'), 'credentials'],
    ['imap', imap('[UNAVAILABLE] Temporary authentication failure.'), 'temporary'],
    ['imap', imap('Unsupported authentication mechanism'), 'mechanism'],
    ['pop3', pop3('[AUTH] Authentication failed.'), 'credentials'],
    ['pop3', pop3('[SYS/TEMP] Down.'), 'temporary'],
    ['pop3', pop3('[IN-USE] Locked.'), 'temporary'],
    ['pop3', pop3('does not have pop access enabled'), 'protocol'],
  ];
  for (const [protocol, reply, fault] of rows)
    it(`${protocol} ${reply.code ?? reply.status} ${reply.lines[0]}`, () => {
      const cause = classifyReply(null, reply, 'auth', { protocol, host: 'mail.example.com' });
      assert.equal(faultOfCause(cause.code), fault, cause.code);
    });

  const ends: [FindingId | null, LoginFault][] = [
    ['connection-closed', 'unknown'],
    ['deadline-exceeded', 'unknown'],
    ['reply-malformed', 'unknown'],
    ['auth-protocol-error', 'unknown'],
    ['oauth-token-request-failed', 'credentials'],
    [null, 'unknown'],
  ];
  for (const [cause, fault] of ends) it(`${cause}`, () => assert.equal(loginFaultOf({ status: 'error', cause }), fault));

  it('nothing, where it was accepted or never made', () => {
    assert.equal(loginFaultOf({ status: 'accepted', cause: null }), null);
    assert.equal(loginFaultOf({ status: 'skipped', cause: 'auth-skipped-plaintext' }), null);
  });
});

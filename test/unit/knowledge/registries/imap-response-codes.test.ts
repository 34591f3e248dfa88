import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { IMAP_RESPONSE_CODES } from '../../../../src/knowledge/registries/imap-response-codes.ts';
import { entryOf, holdRegistryRules } from './registry-rules.ts';

/** https://www.iana.org/assignments/imap-response-codes, and CAPABILITY of RFC 9051 §7.1, which stands in the RFC alone. */
const LISTED =
  `NEWNAME REFERRAL ALERT BADCHARSET PARSE PERMANENTFLAGS READ-ONLY READ-WRITE TRYCREATE UIDNEXT UIDVALIDITY UNSEEN UNKNOWN-CTE
  UIDNOTSTICKY APPENDUID COPYUID URLMECH TOOBIG BADURL HIGHESTMODSEQ NOMODSEQ MODIFIED COMPRESSIONACTIVE CLOSED NOTSAVED
  BADCOMPARATOR ANNOTATE ANNOTATIONS TEMPFAIL MAXCONVERTMESSAGES MAXCONVERTPARTS NOUPDATE NOTIFICATIONOVERFLOW BADEVENT
  UNDEFINED-FILTER METADATA UNAVAILABLE AUTHENTICATIONFAILED AUTHORIZATIONFAILED EXPIRED PRIVACYREQUIRED CONTACTADMIN NOPERM
  INUSE EXPUNGEISSUED CORRUPTION SERVERBUG CLIENTBUG CANNOT LIMIT OVERQUOTA ALREADYEXISTS NONEXISTENT USEATTR DOWNGRADED
  MAILBOXID HASCHILDREN INPROGRESS UIDREQUIRED MESSAGELIMIT CAPABILITY`
    .trim()
    .split(/\s+/);

describe("IMAP's response codes", () => {
  holdRegistryRules(IMAP_RESPONSE_CODES);

  it('are all that are registered', () => {
    assert.deepEqual(IMAP_RESPONSE_CODES.entries.map(({ code }) => code).sort(), LISTED.map((name) => `[${name}]`).sort());
  });

  it('each name the document that defines them', () => {
    for (const { code, source } of IMAP_RESPONSE_CODES.entries) assert.match(source ?? '', /^RFC \d{4}( §[\d.]+)?$/, code);
  });

  it('stand in brackets, so that no word of a reply is taken for one', () => {
    for (const { code, forms } of IMAP_RESPONSE_CODES.entries) for (const form of forms) assert.ok(form.startsWith('['), code);
  });

  it('tell a folder from a login', () => {
    assert.equal(entryOf(IMAP_RESPONSE_CODES, '[NONEXISTENT]')?.id, null);
    assert.equal(entryOf(IMAP_RESPONSE_CODES, '[EXPIRED]')?.id, 'auth-account-locked');
    assert.equal(entryOf(IMAP_RESPONSE_CODES, '[PRIVACYREQUIRED]')?.id, 'auth-encryption-required');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EXCHANGE_NDR } from '../../../../src/knowledge/registries/exchange-ndr.ts';
import { holdRegistryRules, longestEntryIn } from './registry-rules.ts';

/** The table of Microsoft's page, without the codes that are IANA's as well. */
const DOCUMENTED =
  `4.4.316 4.7.321 4.7.322 4.7.323 4.7.324 4.7.325 4.7.500 4.7.699 4.7.850 4.7.899 5.0.350 5.1.90 5.2.121 5.2.122 5.3.190 5.4.14
  5.4.300 5.6.11 5.7.57 5.7.64 5.7.124 5.7.133 5.7.134 5.7.135 5.7.136 5.7.321 5.7.322 5.7.323 5.7.324 5.7.325 5.7.501 5.7.502
  5.7.503 5.7.504 5.7.505 5.7.506 5.7.507 5.7.508 5.7.509 5.7.510 5.7.511 5.7.512 5.7.513 5.7.606 5.7.649 5.7.703 5.7.705 5.7.708
  5.7.750`
    .trim()
    .split(/\s+/);

describe("Exchange's replies and reports", () => {
  holdRegistryRules(EXCHANGE_NDR);

  it('have all codes of the documented table', () => {
    const forms = new Set(EXCHANGE_NDR.entries.flatMap((entry) => entry.forms));
    assert.deepEqual(
      DOCUMENTED.filter((code) => !forms.has(code)),
      [],
    );
  });

  it('leave the codes of IANA to their words', () => {
    const bare = EXCHANGE_NDR.entries.flatMap(({ forms }) => forms).filter((form) => /^[45]\.\d\.\d{1,2}$/.test(form));
    assert.deepEqual(bare.sort(), ['4.4.14', '4.7.66', '5.1.90', '5.4.14', '5.6.11', '5.7.57', '5.7.60', '5.7.64', '5.7.66']);
  });

  for (const [text, id] of [
    ['550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.', 'server-blocks-ip'],
    [
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient bob@example.com not found by SMTP address lookup',
      'recipient-unknown',
    ],
    ['550 5.4.1 Recipient address rejected: Access denied. AS(201806281)', 'recipient-unknown'],
    [
      '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded',
      'mailbox-full',
    ],
    ['550 5.7.509 Access denied, sending domain example.com does not pass DMARC verification', 'sender-unauthenticated'],
    ['550 5.4.14 Hop count exceeded - possible mail loop ATTR34', 'mail-loop'],
    ['450 4.7.323 tlsa-invalid: The domain failed DANE validation', 'delivery-tls-failed'],
    ['535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.', 'auth-protocol-disabled'],
  ] as const)
    it(`finds ${id} in: ${text.slice(0, 60)}`, () => {
      assert.equal(longestEntryIn(EXCHANGE_NDR, text)?.id, id);
    });
});

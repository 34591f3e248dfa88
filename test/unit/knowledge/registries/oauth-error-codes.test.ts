import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OAUTH_ERROR_WORDS } from '../../../../src/knowledge/oauth-errors.ts';
import { OAUTH_ERROR_CODES } from '../../../../src/knowledge/registries/oauth-error-codes.ts';
import { entryOf, holdRegistryRules, longestEntryIn } from './registry-rules.ts';

/** RFC 6749 §4.1.2.1 and §5.2, and IANA's "OAuth Extensions Error Registry". */
const REGISTERED =
  `invalid_request invalid_client invalid_grant unauthorized_client unsupported_grant_type invalid_scope access_denied
  unsupported_response_type server_error temporarily_unavailable
  invalid_token insufficient_scope unsupported_token_type interaction_required login_required session_selection_required
  consent_required invalid_request_uri invalid_request_object request_not_supported request_uri_not_supported
  registration_not_supported need_info request_denied request_submitted authorization_pending slow_down expired_token
  invalid_target unsupported_pop_key incompatible_ace_profiles invalid_authorization_details invalid_dpop_proof use_dpop_nonce
  insufficient_user_authentication unmet_authentication_requirements account_selection_required`
    .trim()
    .split(/\s+/);

describe("OAuth's errors", () => {
  holdRegistryRules(OAUTH_ERROR_CODES);

  it('are all that are registered, and all that a check knows', () => {
    const missing = [...REGISTERED, ...Object.keys(OAUTH_ERROR_WORDS)].filter(
      (code) => entryOf(OAUTH_ERROR_CODES, code) === undefined,
    );
    assert.deepEqual(missing, []);
  });

  it('each have title, meaning, fix and source', () => {
    for (const { code, title, meaning, fix, source } of OAUTH_ERROR_CODES.entries)
      assert.ok(title && meaning && fix && source, code);
  });

  it('tell of a token what is said of a token', () => {
    assert.equal(entryOf(OAUTH_ERROR_CODES, 'invalid_token')?.id, 'auth-token-invalid');
    assert.equal(entryOf(OAUTH_ERROR_CODES, 'insufficient_scope')?.id, 'auth-token-scope');
  });

  for (const [text, code] of [
    [
      '{"error": "invalid_grant", "error_description": "Token has been expired or revoked."}',
      'Token has been expired or revoked',
    ],
    ['{"error":"invalid_grant","error_description":"reauth related error (invalid_rapt)"}', 'invalid_rapt'],
    ['Error 403: disallowed_useragent', 'disallowed_useragent'],
    ['Error 403: org_internal', 'org_internal'],
    ['Error 400: admin_policy_enforced', 'admin_policy_enforced'],
  ] as const)
    it(`finds ${code} in what Google says`, () => {
      assert.equal(longestEntryIn(OAUTH_ERROR_CODES, text)?.code, code);
    });
});

// The values of OAuth's `error`, from IANA's registry and from Google, and the sentences that Google puts beside them. What
// a check judges by itself stands in oauth-errors.ts and is taken from there. Knows no text but its own.
import type { FindingId } from '../../model/finding.ts';
import { adviceFor, NOTHING_SEEN } from '../advice.ts';
import { OAUTH_ERROR_WORDS } from '../oauth-errors.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const TOKEN_REQUEST = 'oauth-token-request-failed';

/** Where the errors that a check knows are defined. */
const DEFINED: Readonly<Record<string, string>> = {
  invalid_request: 'RFC 6749 §5.2',
  invalid_client: 'RFC 6749 §5.2',
  invalid_grant: 'RFC 6749 §5.2',
  unauthorized_client: 'RFC 6749 §5.2',
  unsupported_grant_type: 'RFC 6749 §5.2',
  invalid_scope: 'RFC 6749 §5.2',
  access_denied: 'RFC 6749 §4.1.2.1',
  unsupported_response_type: 'RFC 6749 §4.1.2.1',
  server_error: 'RFC 6749 §4.1.2.1',
  temporarily_unavailable: 'RFC 6749 §4.1.2.1',
  invalid_token: 'RFC 6750 §3.1',
  authorization_pending: 'RFC 8628 §3.5',
  slow_down: 'RFC 8628 §3.5',
  expired_token: 'RFC 8628 §3.5',
  interaction_required: 'OpenID Connect Core §3.1.2.6',
  login_required: 'OpenID Connect Core §3.1.2.6',
  consent_required: 'OpenID Connect Core §3.1.2.6',
  invalid_resource: 'https://learn.microsoft.com/entra/identity-platform/reference-error-codes',
};
const GOOGLE = 'https://developers.google.com/identity/protocols/oauth2/native-app#authorization-errors';

/** Said by the mail server or an API of the token it got; all else is said when a token is asked for. */
const OF_A_TOKEN: Readonly<Record<string, FindingId>> = { invalid_token: 'auth-token-invalid' };

const judgedByCheck = Object.entries(OAUTH_ERROR_WORDS).map(
  ([code, words]): RegistryEntry => ({
    code,
    forms: [code],
    id: OF_A_TOKEN[code] ?? TOKEN_REQUEST,
    confidence: 'certain',
    title: words.title,
    meaning: words.meaning,
    fix: adviceFor(words.fix, NOTHING_SEEN),
    source: DEFINED[code] ?? GOOGLE,
  }),
);

const entry = (
  code: string,
  source: string,
  title: string,
  meaning: string,
  fix: string,
  forms: readonly string[] = [],
  id: FindingId = TOKEN_REQUEST,
): RegistryEntry => ({ code, forms: [code, ...forms], id, confidence: 'certain', title, meaning, fix, source });

const OIDC = 'OpenID Connect Core §3.1.2.6';
const CIBA = 'OpenID Connect CIBA Core §13';
const FAULT_OF_CLIENT = 'The client program speaks OAuth in a way that this provider does not take.';
const MAKER_MENDS =
  "The program's maker must change it; until then use another client, or a simpler flow (authorization code, device code).";
const NOT_OF_MAIL = 'It belongs to an extension of OAuth that mail does not use.';
const INTERACTIVE_FIX = 'Sign in interactively once (browser or device code).';
const APPROVE_ANEW = 'Start the sign-in anew and confirm it in time.';

const REGISTERED: readonly RegistryEntry[] = [
  entry(
    'insufficient_scope',
    'RFC 6750 §3.1',
    'The access token lacks the mail scope',
    'The token is valid, and not for what was asked.',
    'Authorise again with the mail scope (Google: https://mail.google.com/; Microsoft: https://outlook.office365.com/SMTP.Send or IMAP.AccessAsUser.All).',
    [],
    'auth-token-scope',
  ),
  entry('unsupported_token_type', 'RFC 7009 §2.2.1', 'The kind of token cannot be revoked here', FAULT_OF_CLIENT, MAKER_MENDS),
  entry(
    'invalid_redirect_uri',
    'RFC 7591 §3.2.2',
    'A redirect address is not valid',
    FAULT_OF_CLIENT,
    'Register a redirect address that the provider allows.',
  ),
  entry('invalid_client_metadata', 'RFC 7591 §3.2.2', 'The registration of the client is refused', FAULT_OF_CLIENT, MAKER_MENDS),
  entry('invalid_software_statement', 'RFC 7591 §3.2.2', 'The software statement is not valid', FAULT_OF_CLIENT, MAKER_MENDS),
  entry(
    'unapproved_software_statement',
    'RFC 7591 §3.2.2',
    'The software statement is not approved',
    FAULT_OF_CLIENT,
    MAKER_MENDS,
  ),
  entry(
    'invalid_target',
    'RFC 8707 §2',
    'The resource asked for is not known',
    'The parameter resource names what the provider does not serve.',
    'Ask for the mail scope instead, without the parameter resource.',
  ),
  entry('unsupported_pop_key', 'RFC 9200 §5.8.3', 'The key of the token is not supported', NOT_OF_MAIL, MAKER_MENDS),
  entry('incompatible_ace_profiles', 'RFC 9200 §5.8.3', 'Client and server have no profile in common', NOT_OF_MAIL, MAKER_MENDS),
  entry(
    'invalid_authorization_details',
    'RFC 9396 §5',
    'The details of the authorisation are not valid',
    NOT_OF_MAIL,
    MAKER_MENDS,
  ),
  entry(
    'invalid_dpop_proof',
    'RFC 9449 §5',
    'The proof of the key is not valid',
    'The token is bound to a key (DPoP), and the proof does not fit it.',
    `Set the clock of the client; ${MAKER_MENDS}`,
  ),
  entry(
    'use_dpop_nonce',
    'RFC 9449 §8',
    'The proof of the key must hold a nonce',
    'The provider wants its nonce in the proof (DPoP).',
    MAKER_MENDS,
  ),
  entry(
    'insufficient_user_authentication',
    'RFC 9470 §3',
    'A stronger or fresher sign-in is wanted',
    'The sign-in of the token is too weak or too old.',
    INTERACTIVE_FIX,
  ),
  entry(
    'unmet_authentication_requirements',
    'OpenID Connect Unmet Authentication Requirements 1.0 §2',
    'The sign-in asked for is not possible',
    'The provider cannot give the kind of sign-in that the client wants.',
    INTERACTIVE_FIX,
  ),
  entry(
    'account_selection_required',
    OIDC,
    'An account must be chosen',
    'The browser is signed in with several accounts.',
    INTERACTIVE_FIX,
  ),
  entry(
    'session_selection_required',
    OIDC,
    'A session must be chosen',
    'The browser is signed in with several accounts.',
    INTERACTIVE_FIX,
  ),
  entry('invalid_request_uri', OIDC, 'The request cannot be fetched', FAULT_OF_CLIENT, MAKER_MENDS),
  entry('invalid_request_object', OIDC, 'The request object is not valid', FAULT_OF_CLIENT, MAKER_MENDS),
  entry('request_not_supported', OIDC, 'Request objects are not supported', FAULT_OF_CLIENT, MAKER_MENDS),
  entry('request_uri_not_supported', OIDC, 'Request addresses are not supported', FAULT_OF_CLIENT, MAKER_MENDS),
  entry(
    'registration_not_supported',
    OIDC,
    'The client cannot register itself',
    FAULT_OF_CLIENT,
    'Register the application by hand in the console of the provider.',
  ),
  entry('unknown_user_id', CIBA, 'The user is not known', 'The hint that names the user fits nobody.', 'Check the user name.'),
  entry(
    'missing_user_code',
    CIBA,
    'The code of the user is missing',
    'The provider wants a code that only the user knows.',
    APPROVE_ANEW,
  ),
  entry('invalid_user_code', CIBA, 'The code of the user is wrong', 'The code entered does not fit.', APPROVE_ANEW),
  entry('invalid_binding_message', CIBA, 'The message shown to the user is not valid', FAULT_OF_CLIENT, MAKER_MENDS),
  entry('expired_login_hint_token', CIBA, 'The hint that names the user has expired', 'The sign-in took too long.', APPROVE_ANEW),
  entry('transaction_failed', CIBA, 'The sign-in failed', 'The provider gives no cause.', APPROVE_ANEW),
  entry('need_info', 'UMA 2.0 Grant §3.3.6', 'More is wanted of the client', NOT_OF_MAIL, MAKER_MENDS),
  entry('request_denied', 'UMA 2.0 Grant §3.3.6', 'The request is denied', NOT_OF_MAIL, MAKER_MENDS),
  entry('request_submitted', 'UMA 2.0 Grant §3.3.6', 'The request waits for its owner', NOT_OF_MAIL, MAKER_MENDS),
];

const WORKSPACE_DELEGATION =
  'Workspace administrator: Security > API controls > Domain-wide delegation, add the client id with the scope https://mail.google.com/.';

const GOOGLE_ERRORS: readonly RegistryEntry[] = [
  entry(
    'disallowed_useragent',
    GOOGLE,
    'Google takes no sign-in in an embedded browser',
    'The program shows the sign-in in a window of its own (WebView), which Google forbids.',
    "Use a client that opens the system's browser, or update this one.",
  ),
  entry(
    'Token has been expired or revoked',
    GOOGLE,
    'The refresh token has expired or was revoked',
    'The user withdrew the access, changed the password, did not use it for six months, or the application stands on "Testing", where tokens die after 7 days.',
    'Authorise the account again; publish the application ("In production") in the Google Cloud console.',
  ),
  entry(
    'invalid_rapt',
    GOOGLE,
    'The organisation wants a fresh sign-in',
    'A session limit of the Workspace ended the refresh token.',
    'Sign in again, or the Workspace administrator exempts the application: Security > Google Cloud session control, "Exempt trusted apps".',
    ['rapt_required', 'reauth related error'],
  ),
  entry(
    'Client is unauthorized to retrieve access tokens using this method',
    GOOGLE,
    'The service account has no domain-wide delegation for this scope',
    'The client id of the service account is not listed, or not with exactly the scope asked for.',
    WORKSPACE_DELEGATION,
    ['client not authorized for any of the scopes requested'],
  ),
  entry(
    'Invalid JWT Signature',
    GOOGLE,
    'The key of the service account is not accepted',
    'The private key does not belong to the account, or was deleted.',
    'Create a new key for the service account in the Google Cloud console and use it whole, with its line breaks.',
  ),
  entry(
    'Invalid JWT: Token must be a short-lived token',
    GOOGLE,
    'The clock of the client is wrong',
    'The assertion of the service account lies outside the time Google allows.',
    'Set the clock (NTP) of the machine and ask again.',
    [
      'Token must be a short-lived token (60 minutes) and in a reasonable timeframe',
      'Check your iat and exp values in the JWT claim',
    ],
  ),
  entry(
    'Not a valid email or user ID',
    GOOGLE,
    'The user to act for does not exist',
    'The subject (sub) of the assertion is no mailbox of the organisation.',
    'Give the full address of the mailbox as subject.',
    ['Invalid email or User ID'],
  ),
  entry(
    'Account has been deleted',
    GOOGLE,
    'The Google account was deleted',
    'The refresh token belongs to an account that is gone.',
    'Authorise another account.',
  ),
  entry(
    'Missing code verifier',
    GOOGLE,
    'The code verifier is missing',
    'The sign-in was begun with PKCE and is ended without.',
    MAKER_MENDS,
  ),
  entry(
    'Malformed auth code',
    GOOGLE,
    'The authorization code is malformed',
    'It was cut, or decoded once too often or not at all (%2F).',
    'Copy the code whole and decode it once.',
  ),
  entry(
    'The OAuth client was not found',
    GOOGLE,
    'The OAuth client does not exist',
    'The client id is wrong or was deleted.',
    'Check the client id in the Google Cloud console, APIs & Services > Credentials.',
  ),
  entry(
    'policy_enforced',
    GOOGLE,
    'A policy of the Google account forbids the application',
    'Advanced Protection or the administrator lets no unverified application at the mail.',
    'Use an application that Google has verified, or ask the administrator to trust the client id.',
  ),
  entry(
    'accessNotConfigured',
    'https://developers.google.com/gmail/api/guides/handle-errors',
    'The Gmail API is not switched on in the project',
    'The Google Cloud project of the client has not enabled the API.',
    'Google Cloud console: APIs & Services > Library > Gmail API > Enable.',
    ['access_not_configured', 'SERVICE_DISABLED'],
  ),
  entry(
    'rateLimitExceeded',
    'https://developers.google.com/gmail/api/guides/handle-errors',
    'Google limits the requests',
    'Too many requests came from this project or user in a short time.',
    'Send fewer requests at once and wait longer after each refusal.',
    ['userRateLimitExceeded', 'rate_limit_exceeded', 'dailyLimitExceeded', 'RESOURCE_EXHAUSTED'],
    'rate-limited',
  ),
];

/** What Gmail's own API answers before it looks at any mailbox. */
const GMAIL_API = 'https://developers.google.com/workspace/gmail/api/guides/handle-errors';
const ofGmailApi: readonly RegistryEntry[] = [
  entry(
    'Gmail API has not been used in project',
    GMAIL_API,
    'The Gmail API is switched off in the Google project',
    'The sign-in was right, but the project of this client id has not enabled the Gmail API.',
    'Google Cloud console > APIs & Services > Library > Gmail API > Enable, in the project that the client id belongs to; it takes a few minutes.',
    [],
    'http-refused',
  ),
  entry(
    'Mail service not enabled',
    GMAIL_API,
    'This Google account has no Gmail',
    'The account exists, but Gmail is not switched on for it (a Google account with another address, or a Workspace user without the Gmail service).',
    'Use an account with a Gmail mailbox; in Workspace the administrator switches the service on: Apps > Google Workspace > Gmail > Service status.',
    [],
    'http-refused',
  ),
];

export const OAUTH_ERROR_CODES: Registry = {
  name: 'OAuth errors',
  source: 'https://www.iana.org/assignments/oauth-parameters',
  speaker: 'identity-provider',
  entries: [...judgedByCheck, ...REGISTERED, ...GOOGLE_ERRORS, ...ofGmailApi],
};

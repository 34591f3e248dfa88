// What programs and libraries say when they get no token: the identity provider's answer stands beside it, or nowhere. Knows no text
// but its own.
import { certain, likely } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const from = (source: string, entries: readonly RegistryEntry[]): readonly RegistryEntry[] =>
  entries.map((entry) => ({ ...entry, source }));

const ID = 'oauth-token-request-failed';

/** The provider was never asked: nothing is there to ask with. */
const NOTHING_TO_ASK_WITH = {
  title: 'The program has no refresh token to ask for an access token with',
  meaning:
    'The sign-in was never finished, brought no refresh token (no offline access was asked for), or what it brought was not stored. The provider was not asked.',
  fix: 'Authorise the account again and let the program store the refresh token. Google: access_type=offline with prompt=consent; Microsoft: the scope offline_access.',
};
/** The mail server was never asked; why the provider refused, or did not answer, is in its own words. */
const NO_TOKEN = {
  title: 'The program got no access token',
  meaning:
    'The identity provider refused to give one, or could not be reached; the mail server was not asked. Its answer (invalid_grant, AADSTS…) stands beside this sentence, or in the log of the program.',
  fix: 'Look for the answer of the provider in the log. Without one: is https to the token address (login.microsoftonline.com, oauth2.googleapis.com) open from this machine? With one, or if in doubt: authorise the account again, and check the client secret and its end.',
};

const PROGRAMS: readonly RegistryEntry[] = [
  ...from('zammad/zammad app/models/channel.rb', [
    certain(ID, 'Failed to refresh XOAUTH2 access_token of provider', [], NO_TOKEN),
  ]),
  ...from('nodemailer/nodemailer lib/xoauth2/index.js', [
    certain(ID, "Can't create new access token for user", [], NOTHING_TO_ASK_WITH),
    certain(ID, 'Failed generating new Access Token for', [], NO_TOKEN),
  ]),
  ...from('Znuny and OTRS Kernel/System/OAuth2Token.pm, Kernel/System/MailAccount/IMAP.pm', [
    certain(ID, 'Failed to retrieve OAuth2 token', ['Could not retrieve OAuth2 token'], NO_TOKEN),
    certain(ID, 'Refresh token expired or not present for OAuth2 token configuration', [], NOTHING_TO_ASK_WITH),
  ]),
  ...from('freescout-help-desk/freescout app/Misc/Mail.php', [
    certain(ID, 'Error occurred refreshing oAuth Access Token', ['Error occurred requesting oAuth Access Token'], NO_TOKEN),
  ]),
  ...from('pluginsGLPI/oauthimap, glpi-project/glpi front/smtp_oauth2_callback.php', [
    likely(ID, 'Access token does not provide a refresh token', [], NOTHING_TO_ASK_WITH),
  ]),
  ...from('odoo/odoo addons/microsoft_outlook, addons/google_gmail models/*_mixin.py', [
    likely(ID, 'An error occurred when fetching the access token', [], NO_TOKEN),
    likely(ID, 'Please connect with your Outlook account', ['Please login your Outlook mail server'], NOTHING_TO_ASK_WITH),
  ]),
  ...from('tarickb/sasl-xoauth2 src/token_store.cc', [certain(ID, 'TokenStore::Refresh: request failed', [], NO_TOKEN)]),
  ...from('simonrob/email-oauth2-proxy emailproxy.py', [
    certain(
      ID,
      'Caught exception while requesting OAuth 2.0 credentials',
      [
        'Error requesting access token - received invalid response',
        'Error refreshing access token - received invalid response',
        'No-GUI authorisation request failed or timed out',
        'OAuth 2.0 authorisation response has no code or error message',
        'OAuth 2.0 authorisation response is missing or does not match',
        'No OAuth 2.0 authorisation code returned',
        'Authorisation result error for',
        'Authentication request failed or expired for account',
        'Login failed - the authentication request expired or was cancelled',
      ],
      NO_TOKEN,
    ),
    likely(ID, 'OAuth 2.0 authorisation error', [], NO_TOKEN),
  ]),
];

/** They stand between any program and a provider: of mail only where the text is. */
const LIBRARIES: readonly RegistryEntry[] = [
  ...from('googleapis/google-auth-library-nodejs src/auth/oauth2client.ts', [
    likely(
      ID,
      'No access, refresh token, API key or refresh handler callback is set',
      ['No refresh token is set'],
      NOTHING_TO_ASK_WITH,
    ),
  ]),
  ...from('googleapis/google-auth-library-python google/oauth2/credentials.py', [
    likely(
      ID,
      'The credentials do not contain the necessary fields need to refresh the access token',
      ['The credentials do not contain the necessary fields needed to refresh the access token'],
      NOTHING_TO_ASK_WITH,
    ),
  ]),
  ...from('golang/oauth2 oauth2.go, internal/token.go', [
    certain(ID, 'oauth2: token expired and refresh token is not set', [], NOTHING_TO_ASK_WITH),
    likely(ID, 'oauth2: cannot fetch token', [], NO_TOKEN),
    likely(ID, 'oauth2: server response missing access_token', [], NO_TOKEN),
  ]),
  ...from('oauthlib/oauthlib oauthlib/oauth2/rfc6749/errors.py', [
    likely(ID, '(missing_token) Missing access token parameter', [], NO_TOKEN),
    likely(ID, '(mismatching_state) CSRF Warning! State not equal in request and response', [], {
      title: 'The answer of the sign-in belongs to another one',
      meaning: 'The state that came back is not the one that was sent: an old page, two sign-ins at once, or a changed address.',
      fix: 'Begin the sign-in anew, in one window, and let the browser come back to exactly the redirect address that is set.',
    }),
  ]),
  ...from('Azure/azure-sdk-for-net sdk/identity, azure-sdk-for-python, azure-sdk-for-js, azure-sdk-for-java', [
    likely(
      ID,
      'ClientSecretCredential authentication failed',
      [
        'ClientCertificateCredential authentication failed',
        'UsernamePasswordCredential authentication failed',
        'InteractiveBrowserCredential authentication failed',
        'DeviceCodeCredential authentication failed',
        'OnBehalfOfCredential authentication failed',
        'ManagedIdentityCredential authentication failed',
        'DefaultAzureCredential failed to retrieve a token from the included credentials',
        'Unable to get authority configuration for',
      ],
      NO_TOKEN,
    ),
  ]),
  // The names of AzureAD/microsoft-authentication-library-for-js lib/msal-common/src/error/ClientAuthErrorCodes.ts that stand for a sign-in.
  ...from('AzureAD/microsoft-authentication-library-for-js lib/msal-common/src/error', [
    likely(
      ID,
      'endpoints_resolution_error',
      ['openid_config_error', 'authorization_code_missing_from_server_response'],
      NO_TOKEN,
    ),
    likely(
      ID,
      'no_account_in_silent_request',
      ['no_account_found', 'no_tokens_found', 'token_refresh_required'],
      NOTHING_TO_ASK_WITH,
    ),
    likely(ID, 'user_canceled', ['authentication_canceled', 'User canceled authentication'], {
      title: 'The sign-in was broken off',
      meaning: 'The window of the provider was closed before it was finished.',
      fix: 'Sign in once more and confirm what is asked.',
    }),
  ]),
  ...from('googleapis/google-api-php-client src/Client.php', [
    likely('auth-token-invalid', 'Invalid token format', [], {
      title: 'What the program has stored as its token is none',
      meaning: 'It is empty or damaged, as after a refresh that was refused: nothing was sent.',
      fix: 'Authorise the account again, and let the program store what comes back. At Google publish the application ("In production"): in "Testing" its refresh tokens die after 7 days.',
    }),
  ]),
  ...from('OfficeDev/ews-managed-api Credentials/OAuthCredentials.cs', [
    likely('auth-token-invalid', 'The given token is invalid', [], {
      title: 'What was given as the token is no token of the kind that is wanted',
      meaning:
        'The library takes a JWT of Entra alone (three parts with dots), and looked before it sent it: that of a personal account, or a refresh token, is none.',
      fix: 'Request the token in the tenant of the mailbox with the scope `https://outlook.office365.com/.default`. Personal accounts have no EWS by OAuth: use Microsoft Graph.',
    }),
  ]),
  ...from('ProtonMail go-proton-api, emersion/hydroxide', [
    likely(ID, 'Invalid refresh token', ['[10013] Invalid refresh token'], NOTHING_TO_ASK_WITH),
  ]),
  // As programs of all kinds put it in words of their own.
  ...from('many programs', [
    likely(
      ID,
      'refresh token expired',
      [
        'refresh token has expired',
        'refresh token is expired',
        'refresh token was revoked',
        'refresh token is invalid',
        'refresh token has been revoked',
        'no refresh token',
      ],
      NOTHING_TO_ASK_WITH,
    ),
    likely('auth-token-expired', 'access token expired', [
      'access token has expired',
      'access token is expired',
      'OAuth token expired',
      'OAuth token has expired',
      'OAuth2 token expired',
      'OAuth2 token has expired',
    ]),
  ]),
  // MSAL's way through the broker of Windows (WAM).
  ...from('AzureAD/microsoft-authentication-library-for-dotnet, Microsoft.Identity.Client.Broker', [
    likely(ID, 'Error Acquiring Token', ['A window handle must be configured'], NO_TOKEN),
  ]),
  // mulesoft-labs/js-client-oauth2 src/client-oauth2.js, after RFC 6749 §5.2 and §4.1.2.1: n8n shows them.
  ...from('mulesoft-labs/js-client-oauth2 src/client-oauth2.js; RFC 6749 §5.2, §4.1.2.1', [
    certain(
      ID,
      'or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request',
      [],
      {
        title: 'The refresh token or code is no longer good',
        meaning:
          'It is expired, revoked, already used, or made for another client. Google lets refresh tokens of applications in "Testing" die after 7 days.',
        fix: 'Authorise the account again to get a new refresh token; at Google publish the application ("In production").',
      },
    ),
    certain(
      ID,
      'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)',
    ),
    certain(ID, 'The authenticated client is not authorized to use this authorization grant type', [
      'The client is not authorized to request an authorization code using this method',
    ]),
    certain(ID, 'The authorization grant type is not supported by the authorization server', [
      'The authorization server does not support obtaining an authorization code using this method',
    ]),
    certain(ID, 'The requested scope is invalid, unknown, or malformed', [
      'The requested scope is invalid, unknown, malformed, or exceeds the scope granted by the resource owner',
    ]),
    certain(ID, 'The resource owner or authorization server denied the request'),
    likely(
      ID,
      'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once',
    ),
  ]),
];

export const OAUTH_CLIENTS: Registry = {
  name: 'Programs that get no token',
  source: 'the source of each program, named with its entries',
  speaker: 'client',
  entries: [...PROGRAMS, ...LIBRARIES],
};

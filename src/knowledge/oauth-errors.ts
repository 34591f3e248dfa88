// What identity providers mean when they refuse a token: RFC 6749, 8628 and 7628 errors, Microsoft's AADSTS codes,
// Google's own. Facts as data and one look-up.
import type { Explanation, Owner } from '../model/finding.ts';
import { type Advice, type AdviceContext, adviceFor, applicationPermission, delegatedScope, NOTHING_SEEN } from './advice.ts';
import { wordingOf } from './wording.ts';

interface OauthWords {
  readonly title: string;
  readonly meaning: string;
  readonly fix: Advice;
  readonly owner?: Owner;
}

const says = (title: string, meaning: string, fix: Advice, owner: Owner = 'you'): OauthWords => ({ title, meaning, fix, owner });

const AADSTS: Readonly<Record<string, OauthWords>> = {
  '16000': says(
    'Interaction is needed',
    'The account must choose or confirm something in a browser.',
    'Sign in interactively once (device code or authorization code flow).',
  ),
  '50001': says(
    'The resource is unknown in this tenant',
    'The scope names a resource that the tenant does not have.',
    (seen) => `Use the scope https://outlook.office365.com/.default (application) or ${delegatedScope(seen)} (user).`,
  ),
  '50011': says(
    'The redirect address does not match',
    'The redirect URI sent is not among those of the app registration.',
    'Entra administrator: App registration > Authentication, add exactly this redirect URI.',
  ),
  '50020': says(
    'The account is not of this tenant',
    'A user of another tenant or a personal account tries to sign in here.',
    'Use the right tenant (or `common`), or invite the user as a guest.',
  ),
  '50034': says(
    'The account does not exist in this directory',
    'The user name is unknown in the tenant.',
    'Check the UPN and the tenant id.',
  ),
  '50053': says(
    'The account is locked',
    'Smart lockout after too many failed sign-ins, or a sign-in from a blocked address.',
    'Wait 15 minutes and stop the client that fails; the Entra administrator can reset the password.',
    'provider',
  ),
  '50055': says(
    'The password has expired',
    'The user must set a new one.',
    'The user changes the password at https://aka.ms/sspr.',
    'provider',
  ),
  '50057': says(
    'The account is disabled',
    'Sign-in is blocked for this user.',
    'Entra administrator: Users > this user > Account enabled.',
    'provider',
  ),
  '50058': says('Nobody is signed in', 'A silent sign-in was tried without a session.', 'Sign in interactively.'),
  '50059': says(
    'No tenant was named',
    'The token address carries no tenant and none follows from the user.',
    'Put the tenant id or domain into the token address (mailprobe: --tenant).',
  ),
  '50072': says(
    'The user must register for multi-factor login',
    'A policy asks for it before a token is issued.',
    'The user signs in by browser once and registers at https://aka.ms/mfasetup.',
  ),
  '50074': says(
    'Multi-factor login is required',
    'The sign-in lacks the second factor.',
    'Use an interactive flow (device code), not the password grant.',
  ),
  '50076': says(
    'Multi-factor login is required',
    'A policy or a changed location asks for the second factor.',
    'Use an interactive flow (device code); an administrator may exclude the account in Conditional Access.',
  ),
  '50079': says(
    'The user must register for multi-factor login',
    'A policy asks for it before a token is issued.',
    'The user signs in by browser once and registers at https://aka.ms/mfasetup.',
  ),
  '50105': says(
    'The user is not assigned to the application',
    'Assignment is required for this enterprise application.',
    'Entra administrator: Enterprise applications > the application > Users and groups, assign the user.',
    'provider',
  ),
  '50126': says(
    'User name or password is wrong',
    'The password grant was refused.',
    'Check the UPN and the password; with multi-factor login use another flow.',
  ),
  '50128': says('The domain is unknown', 'No tenant belongs to the domain in the request.', 'Check the tenant id or domain.'),
  '50131': says(
    'Conditional Access refused the sign-in',
    'Device state, time or place does not fit the policy.',
    'Entra administrator: the sign-in log names the policy.',
    'provider',
  ),
  '50140': says('Sign-in was interrupted', 'The "stay signed in" page came up.', 'Sign in interactively again.'),
  '50158': says(
    'An outside security check is missing',
    'A Conditional Access policy with external control was not met.',
    'Sign in interactively; the Entra administrator sees the policy in the sign-in log.',
  ),
  '50173': says(
    'The refresh token was revoked',
    'The password was changed or sessions were ended since it was granted.',
    'Sign in again to get a new refresh token.',
  ),
  '50196': says(
    'The client loops',
    'The same request came too often.',
    'Keep the token until it expires instead of asking each time.',
  ),
  '53000': says(
    'The device is not compliant',
    'Conditional Access asks for a managed device.',
    'Entra administrator: exclude the account or the application from the policy.',
    'provider',
  ),
  '53003': says(
    'Conditional Access blocks the token',
    'A policy forbids access under these conditions.',
    'Entra administrator: open the sign-in log entry, tab Conditional Access, and exclude this account or application.',
    'provider',
  ),
  '54005': says('The authorization code was used already', 'A code is good for one exchange.', 'Start the sign-in anew.'),
  '65001': says(
    'Consent is missing',
    'Neither the user nor an administrator has agreed to the permissions of the application.',
    (seen) =>
      `Entra administrator: App registration > API permissions > Grant admin consent (Office 365 Exchange Online: ${applicationPermission(seen)}, or the delegated ${delegatedScope(seen)}).`,
    'provider',
  ),
  '65004': says(
    'The user declined consent',
    'The permissions were not agreed to.',
    'Sign in again and accept, or have the administrator consent.',
  ),
  '65005': says(
    'The application asks for an unknown permission',
    'The resource or permission is not in the app registration.',
    'Entra administrator: add the permission under API permissions.',
    'provider',
  ),
  '70000': says('The grant is invalid', 'Code or refresh token is not accepted.', 'Sign in again.'),
  '70001': says(
    'The application is unknown in this tenant',
    'The client id is not registered or not consented to in this tenant.',
    'Check client id and tenant id in the app registration.',
  ),
  '70002': says(
    'The client credentials are wrong',
    'Client id and secret were not accepted.',
    'Create a new client secret and use its value, not its id.',
  ),
  '70008': says('The code or refresh token has expired', 'It was not used in time.', 'Sign in again to get a new one.'),
  '70011': says(
    'The scope is invalid',
    'A scope is misspelt or mixes resources.',
    (seen) => `Application: https://outlook.office365.com/.default. User: ${delegatedScope(seen)}, with offline_access.`,
  ),
  '70016': says(
    'The sign-in is still pending',
    'The device code was not confirmed yet.',
    'Open the address shown, enter the code and wait.',
  ),
  '70043': says('The refresh token has expired by policy', 'A sign-in frequency policy ended the session.', 'Sign in again.'),
  '75011': says(
    'The way of signing in does not fit',
    'The application asked for another authentication method.',
    'Change the requested method in the application.',
  ),
  '90002': says(
    'The tenant does not exist',
    'The tenant id or domain in the token address is unknown.',
    'Check the tenant (mailprobe: --tenant): Entra ID > Overview > Tenant ID.',
  ),
  '90009': says(
    'The application asks for a token for itself',
    'The resource must be named by its id.',
    'Use the scope https://outlook.office365.com/.default.',
  ),
  '90014': says(
    'A field is missing in the request',
    'A required parameter was not sent.',
    "Compare the request with the flow's documentation: grant_type, client_id, scope, client_secret.",
  ),
  '90019': says('No tenant was named', 'The request carries no tenant.', 'Put the tenant id into the token address.'),
  '90072': says(
    'The account is not of this tenant',
    'The user belongs to another tenant.',
    'Sign in with an account of this tenant, or invite the user as a guest.',
  ),
  '90094': says(
    'An administrator must consent',
    'The permission is for administrators to grant.',
    'Entra administrator: Grant admin consent in the app registration.',
    'provider',
  ),
  '135010': says(
    'The key is not found',
    "The certificate's key id is unknown.",
    'Upload the certificate again under Certificates & secrets.',
  ),
  '500011': says(
    'The resource is unknown in this tenant',
    'The scope names a resource that the tenant does not have.',
    'Use https://outlook.office365.com/.default as scope; check the tenant id.',
  ),
  '500021': says(
    'Tenant restrictions deny access',
    'A proxy lets through only certain tenants.',
    'The network administrator adds the tenant to the tenant restrictions.',
    'provider',
  ),
  '500121': says('Multi-factor login failed', 'The second factor was not given in time.', 'Sign in again and confirm.'),
  '500133': says(
    'The assertion is not valid in time',
    'The token or assertion expired, or a clock is wrong.',
    'Set the clock and ask for a new token.',
  ),
  '530003': says(
    'The device must be managed',
    'Conditional Access asks for it.',
    'Entra administrator: exclude the account or application.',
    'provider',
  ),
  '530032': says(
    'A tenant policy blocks the sign-in',
    'A security policy of the tenant refused it.',
    'Entra administrator: see the sign-in log.',
    'provider',
  ),
  '650051': says(
    'The permission is not in the directory',
    'The application could not be added to the tenant.',
    'Entra administrator: grant consent again.',
    'provider',
  ),
  '650053': says(
    'The scope does not exist on that resource',
    'The permission named is unknown there.',
    (seen) => `Use ${delegatedScope(seen)} of Office 365 Exchange Online.`,
  ),
  '650057': says(
    "The resource is not among the application's permissions",
    'The app registration lacks it.',
    'Entra administrator: API permissions > APIs my organisation uses > Office 365 Exchange Online.',
    'provider',
  ),
  '700003': says('The device is unknown', 'The device was removed from the tenant.', 'Join the device anew.'),
  '700016': says(
    'The application is not in this tenant',
    'The client id is wrong or of another tenant.',
    'Check client id and tenant id: App registrations > Overview.',
  ),
  '700027': says(
    "The client assertion's signature is wrong",
    'The certificate used is not registered, or its thumbprint is wrong.',
    'Upload the certificate in use under Certificates & secrets.',
  ),
  '700054': says(
    'This response type is not enabled',
    'The app registration forbids it.',
    'Enable ID tokens under Authentication, or use the code flow.',
  ),
  '700082': says('The refresh token expired by inactivity', 'It was not used for 90 days.', 'Sign in again.'),
  '700084': says(
    'The refresh token has expired',
    'It was issued to a single-page application and lived 24 hours.',
    'Register the client as "mobile and desktop" or web, and sign in again.',
  ),
  '7000112': says(
    'The application is disabled',
    'It was switched off in the tenant or by its owner.',
    'Entra administrator: Enterprise applications > Properties > Enabled for users to sign in.',
    'provider',
  ),
  '7000114': says('The application may not act for users', 'The on-behalf-of flow is not allowed.', 'Use another flow.'),
  '7000215': says(
    'The client secret is wrong',
    "Often the secret's id was copied in place of its value, or it belongs to another application.",
    'Create a new secret under Certificates & secrets and copy its Value at once.',
  ),
  '7000216': says(
    'The client must prove itself',
    'client_secret or client_assertion is missing.',
    'Send a client secret, or register the client as public.',
  ),
  '7000218': says(
    'Client secret or assertion is missing',
    'The application is confidential and sent none.',
    'Send the client secret, or set "Allow public client flows" to Yes under Authentication.',
  ),
  '7000222': says(
    'The client secret has expired',
    'Secrets have an end date.',
    'Create a new secret under Certificates & secrets and enter it in the client.',
  ),
  '9002313': says(
    'The request is malformed',
    'A parameter is missing or wrong.',
    'Check grant_type, client_id and the encoding of the form body.',
  ),
  '9002326': says(
    'The client type does not fit',
    'A token of a single-page application was redeemed elsewhere.',
    'Change the platform of the redirect URI in the app registration.',
  ),
  '90023': says('The request is invalid', 'The token service could not read it.', 'Check the parameters of the request.'),
  '900144': says(
    'A field is missing in the request body',
    'grant_type, client_id or scope is not there.',
    'Send the parameters as a form body (application/x-www-form-urlencoded).',
  ),
  '900023': says(
    'The tenant is not a valid name',
    'The tenant id is neither a GUID nor a domain.',
    'Check the tenant (mailprobe: --tenant).',
  ),
  '900971': says(
    'No redirect address was given',
    'The request lacks the redirect URI.',
    'Send the redirect URI of the app registration.',
  ),
  '1002016': says(
    'TLS 1.0 or 1.1 was used',
    'The token service takes TLS 1.2 and newer only.',
    "Update the client's TLS library.",
  ),
};

const STANDARD: Readonly<Record<string, OauthWords>> = {
  invalid_request: says(
    'The token request is malformed',
    'A parameter is missing, doubled or not understood.',
    'Check grant_type, client_id, scope and that the body is a form (application/x-www-form-urlencoded).',
  ),
  invalid_client: says(
    "The application's own credentials are refused",
    'Client id or client secret is unknown, wrong or expired.',
    'Check the client id; create a new client secret in the app registration (Google: the credentials page) and use its value.',
  ),
  invalid_grant: says(
    'The refresh token or code is no longer good',
    'It is expired, revoked, already used, or made for another client; after a password change most are revoked. Google lets refresh tokens of apps in "Testing" die after 7 days.',
    'Authorise the account again to get a new refresh token; at Google publish the app ("In production").',
  ),
  unauthorized_client: says(
    'The application may not use this flow',
    'The grant type is not enabled for the client, or the client lacks domain-wide delegation.',
    'Enable the flow in the app registration (Microsoft: "Allow public client flows" for device code; Google Workspace: domain-wide delegation with scope https://mail.google.com/).',
  ),
  unsupported_grant_type: says(
    'The provider does not know this flow',
    'The grant_type is not offered at this token address.',
    'Use another flow, and check the token address.',
  ),
  invalid_scope: says(
    'The scope is refused',
    'A scope is misspelt, unknown or not granted.',
    (seen) =>
      `Google: https://mail.google.com/. Microsoft: ${delegatedScope(seen)}, with offline_access, or for applications https://outlook.office365.com/.default.`,
  ),
  access_denied: says(
    'The user or a policy said no',
    'Consent was declined, or an administrator forbids the application.',
    'Authorise again and accept; in an organisation the administrator must trust the application.',
    'provider',
  ),
  authorization_pending: says(
    'The sign-in is still pending',
    'The device code was not confirmed yet.',
    'Open the address shown, enter the code, and let the client go on asking.',
  ),
  slow_down: says('The client asks too often', 'The interval between questions is too short.', 'Ask 5 seconds less often.'),
  expired_token: says(
    'The device code has expired',
    'Nobody confirmed it in time.',
    'Start the sign-in anew and confirm within 15 minutes.',
  ),
  interaction_required: says(
    'A sign-in by browser is needed',
    'A policy asks for the user.',
    'Sign in interactively once (device code or browser).',
  ),
  consent_required: says(
    'Consent is missing',
    'The permissions were not agreed to.',
    'Grant (admin) consent for the application.',
    'provider',
  ),
  login_required: says('A sign-in by browser is needed', 'No session exists.', 'Sign in interactively once.'),
  temporarily_unavailable: says(
    'The identity provider is overloaded',
    'It asks to try later.',
    'Try again in some minutes.',
    'provider',
  ),
  server_error: says(
    'The identity provider has a fault',
    'Its own service failed.',
    "Try again later; see the provider's status page.",
    'provider',
  ),
  invalid_resource: says(
    'The resource is unknown',
    'The scope or resource names what the tenant does not have.',
    'Use https://outlook.office365.com/.default.',
  ),
  deleted_client: says(
    'The OAuth client was deleted',
    'The client id no longer exists at Google.',
    'Create a new OAuth client in the Google Cloud console.',
  ),
  disabled_client: says(
    'The OAuth client is disabled',
    'Google has switched it off.',
    'See the notice in the Google Cloud console.',
  ),
  org_internal: says(
    'The application is for one organisation only',
    'The account is not of that Workspace organisation.',
    'Set the user type to External, or use an account of the organisation.',
  ),
  admin_policy_enforced: says(
    'The Workspace administrator forbids this scope',
    'API controls block the application.',
    'Workspace administrator: Security > API controls > App access control, trust the client id.',
    'provider',
  ),
  redirect_uri_mismatch: says(
    'The redirect address does not match',
    'It is not among those registered.',
    'Enter exactly this redirect URI in the OAuth client.',
  ),
  unsupported_response_type: says(
    'The response type is not offered',
    'The client asks for another kind of answer.',
    'Use the code flow.',
  ),
  invalid_token: says('The token is not accepted', 'It is expired, revoked or malformed.', 'Fetch a new token.'),
};

/** For the lists of codes in `registries/`, which hold these and all others. */
export { AADSTS as AADSTS_WORDS, STANDARD as OAUTH_ERROR_WORDS };

const AADSTS_CODE = /\bAADSTS(\d{4,8})\b/i;

/** What the identity provider's `error` and `error_description` mean; never empty: an unknown error is named as it is. */
export function explainOauthError(error: string, description = '', seen: AdviceContext = NOTHING_SEEN): Explanation[] {
  const text = `${error.slice(0, 500)} ${description.slice(0, 4000)}`;
  const aadsts = AADSTS_CODE.exec(text)?.[1];
  const name = error.trim().toLowerCase();
  const standard = Object.hasOwn(STANDARD, name) ? STANDARD[name] : undefined;
  const general = wordingOf('oauth-token-request-failed', seen);
  const explanation = (
    words: OauthWords | undefined,
    provider: string | null,
    reference: string,
    confidence: Explanation['confidence'],
  ): Explanation => ({
    id: 'oauth-token-request-failed',
    title: words?.title ?? general.title,
    meaning: words?.meaning ?? general.meaning,
    fix: words === undefined ? general.fix : adviceFor(words.fix, seen),
    provider,
    owner: words?.owner ?? general.owner,
    confidence,
    reference,
  });
  if (aadsts !== undefined) {
    const known = AADSTS[aadsts];
    return [
      explanation(
        known ?? standard,
        'Microsoft Entra ID',
        `https://login.microsoftonline.com/error?code=${aadsts}`,
        known ? 'certain' : 'likely',
      ),
    ];
  }
  return [
    explanation(
      standard,
      /google/i.test(text) ? 'Google (Gmail, Workspace)' : null,
      'RFC 6749 §5.2',
      standard ? 'certain' : 'generic',
    ),
  ];
}

/** The OAuth error that a text speaks of: an AADSTS code, or `"error": "invalid_grant"`; null where none does. */
export function oauthErrorIn(text: string): { readonly error: string; readonly description: string } | null {
  const aadsts = AADSTS_CODE.exec(text);
  if (aadsts) return { error: aadsts[0], description: text.slice(aadsts.index, aadsts.index + 400) };
  const named = /["']?error["']?\s{0,3}[:=]\s{0,3}["']?([a-z_]{5,40})\b/i.exec(text)?.[1]?.toLowerCase();
  if (named !== undefined && Object.hasOwn(STANDARD, named)) return { error: named, description: text.slice(0, 400) };
  const bare =
    /^(?:error:? )?([a-z]{3,20}_[a-z_]{3,30})(?::|$| -)/i.exec(text.trim())?.[1]?.toLowerCase() ??
    /\b(invalid_(?:grant|client|scope|request)|unauthorized_client|unsupported_grant_type|redirect_uri_mismatch|admin_policy_enforced|org_internal|deleted_client|disabled_client|interaction_required|consent_required)\b/.exec(
      text,
    )?.[1];
  return bare !== undefined && Object.hasOwn(STANDARD, bare) ? { error: bare, description: text.slice(0, 400) } : null;
}

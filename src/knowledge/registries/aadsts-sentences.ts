// What Microsoft Entra says beside its number: error descriptions are often quoted without it. Each sentence means what its
// number means. Knows no text but its own.
import { AADSTS_CODES } from './aadsts-codes.ts';
import type { Registry, RegistryEntry } from './registry.ts';

/** By the number that Microsoft's list has for it (https://learn.microsoft.com/entra/identity-platform/reference-error-codes). */
const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  '50011': [
    'does not match the redirect URIs configured for the application',
    'does not match the reply URLs configured for the application',
  ],
  '50020': ['does not exist in tenant and cannot access the application'],
  '50034': ['To sign into this application, the account must be added to the directory'],
  '50053': ["The account is locked, you've tried to sign in too many times with an incorrect user ID or password"],
  '50055': ['The password is expired'],
  '50057': ['The user account is disabled'],
  '50076': ['you must use multi-factor authentication to access'],
  '50078': ['Presented multi-factor authentication has expired due to policies configured by your administrator'],
  '50079': ['you must enroll in multi-factor authentication to access'],
  '50105': ['is not assigned to a role for the application'],
  '50126': ['Error validating credentials due to invalid username or password'],
  '50128': ['No tenant-identifying information found in either the request or implied by any provided credentials'],
  '50158': ['External security challenge not satisfied'],
  '50173': ['The provided grant has expired due to it being revoked'],
  '50194': ['is not configured as a multi-tenant application'],
  '53000': ['Device is not in required device state'],
  '53003': ['Access has been blocked by Conditional Access policies'],
  '54005': ['OAuth2 Authorization code was already redeemed'],
  '65001': ['The user or administrator has not consented to use the application with ID'],
  '65004': ['User declined to consent to access the app'],
  '70000': ['The provided value for the input parameter refresh_token is not valid'],
  '70008': ['The provided authorization code or refresh token has expired due to inactivity'],
  '70011': [
    "The provided value for the input parameter 'scope' is not valid",
    'The provided value for the input parameter "scope" is not valid',
    'The provided value for scope is not valid',
    // the same under numbers of their own: 1002012, 28000
    'Client credential flows must have a scope value with /.default suffixed to the resource identifier',
    "isn't valid because it contains more than one resource",
    'is not valid because it contains more than one resource',
  ],
  '700082': ['The refresh token has expired due to inactivity'],
  '7000215': ['Invalid client secret provided', 'Invalid client secret is provided'],
  '7000218': [
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'",
    "The request body must contain the following parameter: 'client_secret or client_assertion'",
  ],
  '7000222': ['The provided client secret keys for app', 'The provided client secret keys are expired'],
  '700016': ['This can happen if the application has not been installed by the administrator of the tenant'],
  '500011': ['The resource principal named'],
  '90002': ['This may happen if there are no active subscriptions for the tenant'],
  '900023': ['is neither a valid DNS name, nor a valid external domain'],
  '90094': ['The grant requires admin permission'],
};

const byNumber = (number: string): RegistryEntry | undefined =>
  AADSTS_CODES.entries.find(({ code }) => code === `AADSTS${number}`);

const OF_A_LIBRARY: RegistryEntry = {
  code: 'Required parameter not passed: "refresh_token"',
  forms: ['Required parameter not passed: "refresh_token"', 'Required parameter not passed: "code"'],
  id: 'oauth-token-request-failed',
  confidence: 'certain',
  meaning:
    'The program has no refresh token (or code) to ask for an access token with: the sign-in was never finished, or what it brought was not stored. The provider was not asked.',
  source: 'thephpleague/oauth2-client src/Tool/RequiredParameterTrait.php',
};

export const AADSTS_SENTENCES: Registry = {
  name: "Microsoft Entra's error descriptions",
  source: 'https://learn.microsoft.com/entra/identity-platform/reference-error-codes',
  speaker: 'identity-provider',
  entries: [
    OF_A_LIBRARY,
    ...Object.entries(SENTENCES).flatMap(([number, sentences]) => {
      const entry = byNumber(number);
      return entry === undefined ? [] : [{ ...entry, code: sentences[0] ?? '', forms: sentences }];
    }),
  ],
};

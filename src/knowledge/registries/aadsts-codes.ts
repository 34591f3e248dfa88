// Microsoft Entra's sign-in errors (AADSTS) that a mail program, a device or a script can meet. Those that a check judges
// by itself stand in oauth-errors.ts and are taken from there. Knows no text but its own.
import { adviceFor, NOTHING_SEEN } from '../advice.ts';
import { AADSTS_WORDS } from '../oauth-errors.ts';
import type { Registry, RegistryEntry } from './registry.ts';

type Confidence = RegistryEntry['confidence'];

/** `AADSTS50126` stands in error_description, `Error Code: 50126` on the page in the browser and in the sign-in log. */
const formsOf = (number: string): readonly string[] => [`AADSTS${number}`, `Error Code: ${number}`, `error code ${number}`];

const entry = (
  number: string,
  title: string,
  meaning: string,
  fix: string,
  confidence: Confidence = 'certain',
): RegistryEntry => ({
  code: `AADSTS${number}`,
  forms: formsOf(number),
  id: 'oauth-token-request-failed',
  confidence,
  title,
  meaning,
  fix,
  source: `https://login.microsoftonline.com/error?code=${number}`,
});

interface Kind {
  readonly meaning: string;
  readonly fix: string;
}

/** Codes of one kind: each has its title, all mean and ask for the same. */
const kind = ({ meaning, fix }: Kind, titles: Readonly<Record<string, string>>): readonly RegistryEntry[] =>
  Object.entries(titles).map(([number, title]) => entry(number, title, meaning, fix));

const JUDGED_BY_CHECK = Object.entries(AADSTS_WORDS).map(([number, words]) =>
  entry(number, words.title, words.meaning, adviceFor(words.fix, NOTHING_SEEN)),
);

const WRONG_TENANT: Kind = {
  meaning: 'The account exists, or not at all, but not in the tenant that was asked for a token.',
  fix: 'Put the tenant of the mailbox into the token address (mailprobe: --tenant), check the UPN, or have the Entra administrator invite the user as a guest.',
};
const ACCOUNT_STATE: Kind = {
  meaning:
    'The user is known, and the account does not let anybody sign in as it stands. The application and its secret are not at fault.',
  fix: 'Entra administrator: Users > this user: account enabled, password, block for risk; the user can set a new password at https://aka.ms/sspr.',
};
const WRONG_PASSWORD: Kind = {
  meaning: 'The password grant was refused for user name or password.',
  fix: 'Check the UPN and the password; with multi-factor login use the device code or the authorization code flow instead of the password grant.',
};
const SECOND_FACTOR: Kind = {
  meaning: 'A policy asks for a second factor, and the flow in use cannot give one.',
  fix: 'Sign in interactively once (device code or browser), or use the client credentials flow for an application; the Entra administrator may exclude the account in Conditional Access.',
};
const POLICY: Kind = {
  meaning: "A rule of the organisation refuses the sign-in. User, password and the application's secret may well be right.",
  fix: 'Entra administrator: the sign-in log names the policy (tab Conditional Access); exclude this account or application, or meet what it asks for.',
};
const DEVICE: Kind = {
  meaning: 'A policy wants a device that is known to the organisation, and a server or a printer is none.',
  fix: 'Entra administrator: exclude the account or application from the policy, or use the client credentials flow.',
};
const CROSS_TENANT: Kind = {
  meaning: 'One of the two organisations does not let this user or application into the other.',
  fix: 'Entra administrators of both sides: External Identities > Cross-tenant access settings.',
};
const SIGN_IN_ANEW: Kind = {
  meaning: 'The stored sign-in (refresh token, session or code) is no longer good: expired, revoked or used already.',
  fix: 'Authorise the account again and store the new refresh token; after a change of password this is to be expected.',
};
const INTERACTIVE: Kind = {
  meaning: 'The account must confirm or choose something in a browser before a token is issued.',
  fix: 'Sign in interactively once (device code or authorization code flow).',
};
const CONSENT: Kind = {
  meaning: 'The permissions of the application were not agreed to, or not for this organisation.',
  fix: 'Entra administrator: App registrations (or Enterprise applications) > API permissions > Grant admin consent.',
};
const APPLICATION: Kind = {
  meaning: 'The application is not known, not enabled or not fit for this tenant and flow.',
  fix: 'Check client id and tenant id (App registrations > Overview), the supported account types, and that the enterprise application is enabled.',
};
const CLIENT_SECRET: Kind = {
  meaning: 'The application could not prove itself: its secret, certificate or assertion is not accepted.',
  fix: 'App registrations > Certificates & secrets: compare what is stored there with what the client sends; set the clock of the client.',
};
const REDIRECT: Kind = {
  meaning: 'The redirect address sent is not one that the app registration lists for this kind of client.',
  fix: 'App registration > Authentication: add exactly this redirect URI, under the platform that fits (web, or mobile and desktop).',
};
const SCOPE: Kind = {
  meaning: 'The scope or resource asked for is not one that can be given so.',
  fix: 'Application: https://outlook.office365.com/.default. User: one resource only, such as https://outlook.office365.com/SMTP.Send with offline_access.',
};
const ENDPOINT: Kind = {
  meaning: 'The account or application cannot be served by the token address in use.',
  fix: 'Organisations: https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token. Personal accounts (outlook.com): /consumers/oauth2/v2.0/token, and an app registration that allows them.',
};
const REQUEST: Kind = {
  meaning: 'A parameter of the request is missing, empty or not understood: a fault of the client program.',
  fix: 'Send grant_type, client_id, scope and the credentials as a form body (application/x-www-form-urlencoded) by POST to the v2.0 token address.',
};
const DEVICE_CODE: Kind = {
  meaning: 'The sign-in by device code did not come to its end.',
  fix: 'Start it anew, open https://microsoft.com/devicelogin, enter the code shown exactly, and confirm within 15 minutes.',
};
const FEDERATION: Kind = {
  meaning:
    "The sign-in is handed to the organisation's own identity provider (AD FS or another), and that failed. The password was not judged by Microsoft.",
  fix: 'The administrator of the federation checks AD FS or the provider and its certificate; a cloud-only account for the application avoids it.',
};
const ON_PREMISES: Kind = {
  meaning:
    'The password is checked by an agent in the organisation (pass-through authentication), and the agent could not do it.',
  fix: "The organisation's administrator checks the Authentication Agents, their clocks and the domain controllers (Entra Connect > Pass-through authentication).",
};
const SERVICE: Kind = {
  meaning: 'The sign-in service of Microsoft has a fault or is busy.',
  fix: 'Try again after some minutes; if it lasts, see https://status.entra.microsoft.com and open a support ticket with the trace id.',
};
const TOO_MANY: Kind = {
  meaning: 'Too many requests came from this tenant, application or user.',
  fix: 'Keep the token until it expires instead of asking each time, and wait some minutes.',
};

const MORE: readonly RegistryEntry[] = [
  ...kind(WRONG_TENANT, {
    '16003': 'The account is not of this tenant',
    '50014': 'The account is an invited guest that has not accepted yet',
    '50107': 'The domain of the account is not federated here',
    '50177': 'A guest of another tenant cannot meet an outside check',
    '50178': 'A guest of another tenant cannot meet a session rule',
    '50197': 'The user could not be found',
    '51004': 'The account does not exist in this directory',
    '90125': 'The user is not in the system',
    '90126': 'The tenant cannot be told from the user name',
    '500208': 'The kind of account does not fit the tenant',
  }),
  ...kind(ACCOUNT_STATE, {
    '50015': 'The account needs the consent of a guardian',
    '50056': 'The account has no password in the directory',
    '50135': 'The password must be changed since the account is at risk',
    '50144': "The password in the organisation's Active Directory has expired",
    '53004': 'The user must register a second factor first, and the risk forbids it here',
    '53011': 'The user is blocked for risk',
    '54000': 'The account of a minor is blocked',
    '80012': 'The account may not sign in at this hour',
    '500341': 'The account was deleted',
    '500571': 'The guest account is disabled',
  }),
  ...kind(WRONG_PASSWORD, {
    '50064': 'User name or password is wrong',
  }),
  ...kind(SECOND_FACTOR, {
    '50078': 'The second factor was given too long ago',
    '50087': 'The second factor could not be checked for now',
    '50088': 'Too many calls for the second factor',
    '50086': 'The second factor could not be checked',
    '50125': 'The user must register for password reset first',
    '53010': 'A second factor may be registered only from certain places',
  }),
  ...kind(POLICY, {
    '50005': 'The platform of the device is not allowed',
    '50192': 'A certificate of the user was expected and not sent',
    '50199': 'The user must confirm that this application is meant',
    '53002': 'The application is not an approved one',
    '530031': 'An access policy allows no token',
    '530034': 'An administrator of a partner is blocked for risk',
    '530035': 'Security defaults block the sign-in',
    '530084': 'A policy binds the token to a device',
  }),
  ...kind(DEVICE, {
    '50097': 'The device must prove itself',
    '50127': 'A broker application is missing on the device',
    '50129': 'The device is not joined',
    '50155': 'The device could not prove itself',
    '50187': 'The device gave no information of itself',
    '53001': 'The device is not joined to the domain',
    '130007': 'The device is disabled',
    '130008': 'The device was not found',
    '135011': 'The device is disabled',
  }),
  ...kind(CROSS_TENANT, {
    '50002': 'Tenant restrictions deny access',
    '500022': 'Tenant restrictions deny access',
    '500212': "The user's organisation does not allow access to the other tenant",
    '500213': 'The other tenant does not allow this user',
    '1000104': 'The other cloud is not allowed',
    '90038': 'The tenant belongs to another national cloud',
    '90043': 'The code belongs to another national cloud',
    '90051': 'The national cloud is not known',
    '900382': 'The application cannot be used across clouds',
    '900432': 'The application cannot be used across clouds',
  }),
  ...kind(SIGN_IN_ANEW, {
    '50085': 'The refresh token needs a sign-in at another provider',
    '50089': 'The sign-in took too long',
    '50132': 'The session has ended since the password changed',
    '50133': 'The session was revoked',
    '50139': 'The session lacks the refresh token of the personal account',
    '50013': 'The assertion is not valid',
    '50143': 'The session belongs to another tenant',
    '700005': 'The code was made for another tenant',
    '700081': 'The refresh token has reached its greatest age',
    '90086': 'The token of the user has expired',
  }),
  ...kind(INTERACTIVE, {
    '16001': 'The account chosen cannot be used',
    '16002': 'The session asked for is not there',
    '160021': 'The session asked for does not exist',
    '51006': 'An integrated Windows sign-in is wanted anew',
    '700020': 'A sign-in by browser is needed',
    '50136': 'A session of a personal account was found',
    '9002341': 'The user must agree to single sign-on',
  }),
  ...kind(CONSENT, {
    '65002': "Microsoft's own application may not ask for this",
    '90008': 'Consent to sign in and read the profile is missing',
    '90093': 'Microsoft Graph forbids the request',
    '90095': 'The user has asked the administrator for consent',
    '90099': 'The application is not authorised in this tenant',
    '650052': 'The organisation has not enabled the service the application needs',
    '650054': 'The resource the application needs was removed',
    '650056': 'The application is misconfigured or lacks consent',
  }),
  ...kind(APPLICATION, {
    '50010': 'The application has no audience configured',
    '50146': 'The application lacks a signing key of its own',
    '50194': 'The application is not for several tenants',
    '51000': 'The feature is switched off',
    '500014': 'The service principal of the resource is disabled',
    '700011': 'The application is not in this directory',
    '700038': 'The client id is not a valid identifier',
    '1000031': 'The application cannot be used at present',
    '7000229': 'The application has no service principal in this tenant',
    '67003': 'The caller is not a valid service identity',
    '7000113': 'The application may not act for users',
  }),
  ...kind(CLIENT_SECRET, {
    '50003': 'The signing key or certificate is missing',
    '50006': 'A signature is not valid',
    '50012': "The certificate or the client's assertion is not accepted",
    '50017': 'A certificate could not be verified',
    '50027': 'The assertion is not a valid token',
    '50032': 'The key of the certificate is too weak',
    '50048': "Subject and issuer of the client's assertion differ",
    '50099': 'The signature of the assertion is not valid',
    '50120': 'The head of the assertion cannot be read',
    '700021': "The client's assertion names another application",
    '700023': "The audience of the client's assertion, or the scope, is wrong",
    '700024': "The client's assertion is not valid at this time",
    '700025': 'The client is public and must send no secret',
    '700030': 'The name in the certificate is not authorised',
    '700211': 'No federated credential fits the issuer of the assertion',
    '700212': 'No federated credential fits the audience of the assertion',
    '700213': 'No federated credential fits the subject of the assertion',
    '700229': 'The token cannot serve as a federated credential',
    '900384': 'The signature of a token is not valid',
    '1000502': 'The certificate is not within its dates',
  }),
  ...kind(REDIRECT, {
    '70004': 'The redirect address is not valid',
    '500113': 'No redirect address is registered',
    '9002325': 'The client must prove itself by PKCE',
    '9002327': 'The token of a single-page application can be fetched only from its page',
  }),
  ...kind(SCOPE, {
    '28002': 'The scope is not valid',
    '28003': 'The scope is empty',
    '70005': 'The response type is not offered',
    '70007': 'The response mode is not offered',
    '700022': 'The scope mixes several resources',
    '901002': 'The parameter resource is not taken by this endpoint',
    '501461': 'The audience does not fit the application',
  }),
  ...kind(ENDPOINT, {
    '50049': 'The sign-in host is not known',
    '70003': 'The grant type is not offered here',
    '90027': 'This version of the endpoint does not serve personal accounts',
    '90124': 'The resource cannot be reached by /common or /consumers',
    '90130': 'The application cannot be used at /common or /consumers',
    '500201': 'This version of the endpoint does not serve personal accounts',
    '900021': 'The tenant id is not valid',
    '9001023': 'The grant type is not offered at /common or /consumers',
    '9002331': 'The application is for personal accounts only',
    '9002332': 'The application is for organisations only',
    '9002346': 'The application is for personal accounts only',
  }),
  ...kind(REQUEST, {
    '50029': 'An address in the request is not valid',
    '50050': 'The request cannot be read',
    '50147': 'The code challenge has a wrong length',
    '50169': 'The realm is not one of this service',
    '501481': 'The code verifier does not fit the code challenge',
    '501491': 'The code challenge has a wrong length',
    '90004': 'The request is malformed',
    '90005': 'Two parameters of the request exclude each other',
    '90007': 'The session id cannot be read',
    '90010': 'The algorithm is not supported',
    '90013': 'What the user entered is not valid',
    '90015': 'The query is too long',
    '90016': 'The token lacks a claim',
    '90022': 'The name of the principal is malformed',
    '90056': 'The code was not posted to the token address',
    '90100': 'A parameter is empty or not valid',
    '90101': 'The value is no e-mail address',
    '90102': 'The value is no absolute URI',
    '90107': 'The request holds characters that are not valid',
    '90114': 'The date of expiry is not valid',
    '90117': 'The request holds input that is not valid',
    '90121': 'The request is empty',
    '140000': 'The request lacks a nonce',
    '165900': 'The request is not valid',
    '240002': 'The token cannot be used for this grant',
    '900561': 'The endpoint takes only POST',
  }),
  ...kind(DEVICE_CODE, {
    '50134': 'The sign-in was confirmed in another data centre',
    '70018': 'The code entered is wrong',
    '70019': 'The code has expired',
    '90119': 'The code is empty',
    '90120': 'The sign-in was confirmed or declined already',
  }),
  ...kind(FEDERATION, {
    '20001': "The organisation's identity provider failed",
    '20012': "The answer of the organisation's identity provider is not valid",
    '20033': 'The name of the tenant in the federation is not valid',
    '40008': 'The outside identity provider failed',
    '40009': 'The outside identity provider did not renew the token',
    '40010': 'The outside identity provider failed for now',
    '40015': 'The outside identity provider did not take the code',
    '50008': 'The SAML assertion is not valid',
    '50161': 'The outside check did not give what is needed',
    '50166': 'The outside check could not be reached',
    '50170': 'The outside check is not set up',
    '51001': 'The domain must be named',
    '90081': 'The federation message is not valid',
    '90082': 'The policy of the federation is not supported',
    '90084': 'Guests are not allowed here',
    '90085': 'The organisation is not set up yet',
    '90123': 'The identity provider refused',
    '5000819': 'The SAML assertion names no address of this domain',
  }),
  ...kind(ON_PREMISES, {
    '50180': 'An integrated Windows sign-in is wanted',
    '80001': 'The agent cannot reach Active Directory',
    '80002': 'The agent did not answer in time',
    '80005': 'The agent gave an unknown answer',
    '80007': 'The agent could not check the password',
    '80010': 'The agent could not decrypt the password',
    '80013': 'The clocks of agent and Active Directory differ',
    '80014': 'The agent answered too late',
  }),
  ...kind(SERVICE, {
    '50000': 'The sign-in service failed',
    '50007': "The partner's encryption certificate is missing",
    '50033': 'The sign-in service failed for now',
    '50042': 'The sign-in service could not make an identifier',
    '50043': 'The sign-in service could not make an identifier',
    '70012': 'The sign-in of personal accounts failed',
    '90006': 'A service behind the sign-in failed for now',
    '90012': 'The sign-in service did not answer in time',
    '90033': 'The directory is not available',
    '90036': 'The directory failed',
    '90090': 'Microsoft Graph failed for now',
    '90091': 'Microsoft Graph cannot be reached',
    '90092': 'Microsoft Graph failed',
    '5000224': 'The resource is not available',
  }),
  ...kind(TOO_MANY, {
    '90024': 'The request took more than it may',
    '90025': 'The request took more than it may',
    '90055': 'The tenant sends too many requests',
  }),
];

export const AADSTS_CODES: Registry = {
  name: 'Sign-in errors of Microsoft Entra ID',
  source: 'https://learn.microsoft.com/entra/identity-platform/reference-error-codes',
  speaker: 'identity-provider',
  entries: [...JUDGED_BY_CHECK, ...MORE],
};

// What the sign-in pages of identity providers show a person in place of a consent: Google, Microsoft, Yahoo. They bear a number or a
// name of OAuth's only in small print. Knows no text but its own.
import type { FindingId } from '../../model/finding.ts';
import type { Registry, RegistryEntry } from './registry.ts';

type Words = Pick<RegistryEntry, 'title' | 'meaning' | 'fix' | 'owner'>;

const ID: FindingId = 'oauth-token-request-failed';
const GOOGLE = 'https://support.google.com/accounts/answer/12379384; https://support.google.com/cloud/answer/7454865';
const MICROSOFT = 'https://learn.microsoft.com/entra/identity/enterprise-apps/user-admin-consent-overview';

const shows = (source: string, words: Words, forms: readonly [string, ...string[]]): RegistryEntry => ({
  code: forms[0],
  forms,
  id: ID,
  confidence: 'likely',
  source,
  ...words,
});

const UNVERIFIED: Words = {
  title: 'Google has not verified the application, and bars it',
  meaning:
    'It asks for access to mail, which Google allows to verified applications, to the testers listed in its project, and within its own Workspace organisation.',
  fix: 'Owner of the application: Google Cloud console > OAuth consent screen: add the address under Test users, publish the application and have it verified, or (Workspace) set the user type to Internal. Else use another program.',
};
const ADMIN_DECIDES: Words = {
  title: 'An administrator must consent to the application',
  meaning: 'The organisation does not let its users give this application access to their mail by themselves.',
  fix: "Entra administrator: Enterprise applications > the application > Permissions > Grant admin consent (or answer the request under Admin consent requests). Google Workspace administrator: Security > API controls > App access control, trust the application's client id.",
  owner: 'provider',
};
const POLICY: Words = {
  title: 'A policy of the organisation refuses the sign-in',
  meaning:
    'Name and password were right; device, place, program or the missing second factor is not what Conditional Access asks for.',
  fix: 'Entra administrator: the sign-in log names the policy (tab Conditional Access); exclude this account or application, or meet what it asks for.',
  owner: 'provider',
};
const WRONG_ACCOUNT: Words = {
  title: 'The account is not one that may sign in to this application',
  meaning:
    'It is of another organisation or a personal one, and the application takes accounts of its own tenant alone; or the browser was signed in with another account.',
  fix: 'Sign in with the account of the mailbox (private window), put its tenant into the token address, or register the application for more kinds of accounts.',
};
const CLIENT_UNKNOWN: Words = {
  title: 'The provider does not take the request of this program',
  meaning:
    'Its client id is unknown, deleted or switched off there, or its redirect address or scope is not one that is registered.',
  fix: 'Update the program, which may have a new client id; with an id of your own compare id, redirect address and scopes with the console of the provider.',
};

/** Google's mail to the owner of the account, which support gets to see. */
const BLOCKED_BY_PASSWORD: RegistryEntry = {
  code: 'used your password to try to sign in to your account from a non-Google app',
  forms: ['used your password to try to sign in to your account from a non-Google app', 'Sign-in attempt was blocked'],
  id: 'auth-app-password-required',
  confidence: 'likely',
  source: 'https://support.google.com/accounts/answer/6010255',
};

const OF_GOOGLE: readonly RegistryEntry[] = [
  BLOCKED_BY_PASSWORD,
  shows(GOOGLE, UNVERIFIED, [
    'This app tried to access sensitive info in your Google Account',
    'This app is blocked',
    "Google hasn't verified this app",
    "This app isn't verified",
    "This app hasn't been verified by Google yet",
    'This app has not been verified yet by Google',
    'Sign in with Google temporarily disabled for this app',
    'has not completed the Google verification process',
    'can only be accessed by developer-approved testers',
    'hat den Überprüfungsprozess von Google nicht abgeschlossen',
    "n'a pas terminé la procédure de validation de Google",
    'no ha completado el proceso de verificación de Google',
    'não concluiu o processo de verificação do Google',
    'non ha completato la procedura di verifica di Google',
    'は Google の審査プロセスを完了していません',
    'Diese App wurde nicht von Google überprüft',
    'Diese App ist blockiert',
  ]),
  shows(GOOGLE, ADMIN_DECIDES, [
    "institution's admin needs to review",
    "organization's admin needs to review",
    'Access to your account data is restricted by policies within your organization',
  ]),
  shows(GOOGLE, WRONG_ACCOUNT, [
    'can only be used within its organization',
    'This client is restricted to users within its organization',
    'nur innerhalb der Organisation',
  ]),
  shows(GOOGLE, CLIENT_UNKNOWN, [
    "This app's request is invalid",
    'because this app sent an invalid request',
    "doesn't comply with Google's OAuth 2.0 policy",
    'The OAuth client was deleted',
    'The OAuth client was disabled',
    'This browser or app may not be secure',
  ]),
];

const OF_MICROSOFT: readonly RegistryEntry[] = [
  shows(MICROSOFT, ADMIN_DECIDES, [
    'Need admin approval',
    'needs permission to access resources in your organization that only an admin can grant',
    "This app requires your admin's approval to",
    'Administratorgenehmigung erforderlich',
    'Genehmigung durch Administrator erforderlich',
    "Approbation de l'administrateur requise",
    "Nécessite l'approbation de l'administrateur",
    'Se necesita la aprobación del administrador',
    'Necesita la aprobación de un administrador',
    'Aprovação do administrador necessária',
    'Precisa de aprovação do administrador',
    "È necessaria l'approvazione dell'amministratore",
    'Goedkeuring van beheerder vereist',
    'Toestemming van de beheerder vereist',
    'Wymagana zgoda administratora',
    '管理者の承認が必要',
    '需要管理员批准',
    'Your administrator has blocked this application',
  ]),
  shows(MICROSOFT, POLICY, [
    'Your sign-in was successful but does not meet the criteria to access this resource',
    "Your sign-in was successful but doesn't meet the criteria to access this resource",
    "You can't get there from here",
    'Your organization needs more information to keep your account secure',
    'Ihre Organisation benötigt weitere Informationen zum Schutz Ihres Kontos',
    'Ihre Anmeldung war erfolgreich, erfüllt jedoch nicht die Kriterien für den Zugriff auf diese Ressource',
  ]),
  shows(MICROSOFT, WRONG_ACCOUNT, [
    'The account needs to be added as an external user in the tenant first',
    'Selected user account does not exist in tenant',
    "That Microsoft account doesn't exist",
    "You can't sign in here with a personal account",
    "You can't sign in here with a work or school account",
    'The client does not exist or is not enabled for consumers',
  ]),
];

const OF_OTHERS: readonly RegistryEntry[] = [
  shows('https://developer.yahoo.com/oauth2/guide/', CLIENT_UNKNOWN, [
    'Please specify a valid request and submit again',
    'Developers: Please specify a valid request',
  ]),
];

export const SIGN_IN_PAGES: Registry = {
  name: 'Sign-in pages',
  source: 'the pages themselves, as their users quote them',
  speaker: 'identity-provider',
  entries: [...OF_GOOGLE, ...OF_MICROSOFT, ...OF_OTHERS],
};

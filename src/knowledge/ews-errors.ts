// What the errors of Exchange Web Services mean, by status, response code and words. Facts as data, each with where it is told; looked up
// 2026-11-27. In words of their own only where they say more than the finding's general ones.
import type { Explanation } from '../model/finding.ts';
import { exchangeCloudOf } from '../model/graph-cloud.ts';
import { explainBy, type HttpErrorFacts, type HttpRefusal } from './http-error.ts';

/** ResponseCode by ResponseCode. */
const CODES = 'https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode';
const IMPERSONATION =
  'https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-configure-impersonation';
const OAUTH =
  'https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth';
const THROTTLING = 'https://learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange';
const TRANSIENT = [500, 501, 502, 503, 504, 507, 509];

const isOnline = (host: string): boolean => exchangeCloudOf(host) !== null;

/** The precise ones first. */
const ERRORS: readonly HttpErrorFacts[] = [
  // OfficeDev/ews-managed-api issue 245, ecederstrand/exchangelib issue 735.
  {
    id: 'ews-impersonation-refused',
    says: /impersonation soap header must be present/i,
    title: "The token is an application's, and names no mailbox to open: the ExchangeImpersonation header is missing",
    meaning:
      'An application has no mailbox of its own. With such a token Exchange wants each request to name the mailbox that it is for.',
    fix: 'Check with `--as <mailbox>`, and have the application set the impersonated user (ConnectingSID with PrimarySmtpAddress or SmtpAddress) in every request.',
    owner: 'you',
    reference: OAUTH,
  },
  // OfficeDev/ews-managed-api issue 212, jamesiarmes/php-ews issue 525.
  {
    id: 'ews-impersonation-refused',
    says: /impersonation soap header must not exist/i,
    title: "The token is a person's, and takes no impersonation",
    meaning: "It opens the mailboxes that the person who signed in may open, in that person's name.",
    fix: "Leave out `--as` (the application: the ExchangeImpersonation header), or use an application's token with full_access_as_app.",
    owner: 'you',
    reference: OAUTH,
  },
  // Taken away in February 2025: MC718754, "Retirement of RBAC Application Impersonation in Exchange Online".
  {
    id: 'ews-impersonation-refused',
    codes: ['errorimpersonateuserdenied', 'errorimpersonationdenied'],
    at: isOnline,
    meaning:
      "The login was taken, and no account of a person may open mailboxes in their owners' names here any more: Exchange Online has taken the role ApplicationImpersonation away.",
    fix: 'Let the application log in by itself, with full_access_as_app or RBAC for Applications (`--oauth-flow client-credentials`); or leave out --as, and give the account FullAccess: `Add-MailboxPermission -Identity <mailbox> -User <account> -AccessRights FullAccess`.',
    reference: 'https://learn.microsoft.com/exchange/permissions-exo/application-rbac',
  },
  { id: 'ews-impersonation-refused', codes: ['errorimpersonateuserdenied', 'errorimpersonationdenied'] },
  {
    id: 'ews-impersonation-refused',
    codes: ['errorimpersonationfailed', 'errorinvalidexchangeimpersonationheaderdata', 'errorimpersonationrequired'],
    title: 'The mailbox that is to be impersonated cannot be resolved',
    meaning:
      'Exchange found no enabled account for the address in the ExchangeImpersonation header, or could not make its access token.',
    fix: 'Compare the address with the primary one: `Get-Recipient <mailbox> | fl PrimarySmtpAddress,RecipientTypeDetails`; of a shared or resource mailbox the account is switched off, which is right, and of any other it must be on.',
    owner: 'provider',
    reference: IMPERSONATION,
  },
  {
    id: 'ews-mailbox-unknown',
    codes: [
      'errornonexistentmailbox',
      'errormissingemailaddress',
      'errorinvaliduserprincipalname',
      'errorinvalidsmtpaddress',
      'errorinvaliduser',
    ],
  },
  {
    id: 'ews-mailbox-unavailable',
    codes: ['erroraccountdisabled'],
    title: 'The account of the mailbox is disabled',
    meaning: 'Exchange took the login, and the account in Active Directory or Entra that the mailbox belongs to is switched off.',
    fix: 'Administrator: `Get-ADUser -Filter "UserPrincipalName -eq \'<mailbox>\'" | fl Enabled`, then `Enable-ADAccount`; in Microsoft 365 unblock the sign-in in the admin centre.',
    owner: 'provider',
    reference: CODES,
  },
  {
    id: 'ews-mailbox-unavailable',
    codes: ['errormailboxmoveinprogress', 'errormailboxmovedtemporarilyunavailable', 'errormailboxfailover'],
    title: 'The mailbox is being moved',
    meaning: 'For the last part of a move Exchange locks the mailbox, for minutes as a rule.',
    fix: 'Try again later. If it lasts: `Get-MoveRequest <mailbox> | Get-MoveRequestStatistics` (to Exchange Online: `Get-MigrationUser <mailbox>`).',
    owner: 'provider',
    reference: CODES,
  },
  {
    id: 'ews-mailbox-unavailable',
    codes: [
      'errormailboxstoreunavailable',
      'errornorespondingcasindestinationsite',
      'errorproxyrequestnotallowed',
      'errorcrosssiterequest',
    ],
    title: 'The database of the mailbox cannot be reached',
    meaning:
      'The server that answered takes the login, and the one that holds the mailbox does not answer it: dismounted, failing over, or in a site that it may not hand over to.',
    fix: 'Exchange administrator: `Get-Mailbox <mailbox> | fl Database`, then `Get-MailboxDatabaseCopyStatus` and `Test-ServiceHealth`.',
    owner: 'server',
    reference: CODES,
  },
  { id: 'ews-mailbox-denied', codes: ['erroraccessdenied', 'errorfoldernotfound', 'erroritemnotfound', 'errordelegatenouser'] },
  {
    id: 'ews-throttled',
    codes: ['errorserverbusy', 'errortoomanyobjectsopened', 'errorexceededconnectioncount', 'errorquotaexceeded'],
    reference: THROTTLING,
  },
  { id: 'ews-throttled', statuses: [429], reference: THROTTLING },
  {
    id: 'ews-version-unsupported',
    codes: [
      'errornodestinationcasduetoversionmismatch',
      'errorinvalidserverversion',
      'errorinvalidschemaversionformailboxversion',
      'errorincorrectschemaversion',
    ],
  },
  {
    id: 'ews-version-unsupported',
    codes: ['errorschemavalidation', 'errorinvalidrequest', 'errorinvalidoperation'],
    title: 'Exchange does not understand the request',
    meaning:
      'A request that every Exchange server takes is refused as not according to the schema: a gateway or filter on the way has changed it, or what answers is not Exchange.',
    fix: 'Ask the server past whatever stands in front of it (web application firewall, reverse proxy). Whoever runs it finds the request by its request-id.',
    owner: 'server',
    reference: CODES,
  },
  {
    id: 'server-fault',
    codes: [
      'errorinternalserver',
      'errorinternalservererror',
      'errorinternalservertransienterror',
      'erroradunavailable',
      'erroradoperation',
      'errortimeoutexpired',
    ],
  },
  // David-Barrett-MS/PowerShell-EWS-Scripts issue 62: 403 is a policy; jasonjoh in MicrosoftDocs/office-developer-exchange-docs issue 125.
  {
    id: 'ews-not-allowed',
    statuses: [403],
    at: isOnline,
    title: 'Exchange Online lets this application or mailbox not use EWS',
    meaning:
      'The login was taken, and a switch or list refuses EWS: EwsEnabled of the tenant or mailbox, the applications allowed in EwsAllowedAppIDs, the list of user agents (EwsApplicationAccessPolicy), or an application access policy.',
    fix: 'Exchange administrator: `Get-OrganizationConfig | fl Ews*` and `Get-CASMailbox <mailbox> | fl Ews*` show it. `Set-OrganizationConfig -EwsEnabled $true -EwsAllowedAppIDs @{Add="<application id>"}` and `Set-CASMailbox <mailbox> -EwsEnabled $true` let it in until Microsoft ends EWS; `Test-ApplicationAccessPolicy -Identity <mailbox> -AppId <application id>` must not say Denied. Lists of user agents see this check as "mailprobe", and the application by its own.',
    owner: 'provider',
    reference: 'https://learn.microsoft.com/powershell/module/exchangepowershell/set-organizationconfig',
  },
  { id: 'ews-not-allowed', statuses: [403] },
  // Forms-based login of a reverse proxy or of Outlook on the web, where EWS should answer.
  {
    id: 'http-redirected',
    statuses: [301, 302, 303, 307, 308],
    says: /\/owa(?:\/|$)|logon\.aspx|\/cookieauth\.dll|\/adfs\/|\/\/login\.(?:microsoftonline|windows)\./i,
    title: 'A sign-in page for people answers in place of EWS',
    meaning:
      'The request is sent on to a form (Outlook on the web, or the sign-in of a reverse proxy). A program cannot fill it in; the login was not sent there.',
    fix: 'Whoever runs the server or the proxy in front of it: publish /EWS/* without forms-based sign-in (Exchange: the virtual directory EWS has its own authentication, `Get-WebServicesVirtualDirectory | fl *Authentication*,ExternalUrl`). Or ask at the URL that ExternalUrl shows.',
    owner: 'server',
    reference: 'https://learn.microsoft.com/powershell/module/exchangepowershell/get-webservicesvirtualdirectory',
  },
  // https://learn.microsoft.com/openspecs/exchange_server_protocols (440 Login Timeout: forms-based authentication of Exchange).
  {
    id: 'http-refused',
    statuses: [440],
    title: 'The server wants the session of a web browser (440 Login Timeout)',
    meaning: 'Forms-based sign-in stands in front of EWS and finds no cookie of its own.',
    fix: 'Whoever runs the server or the proxy in front of it: publish /EWS/* without forms-based sign-in (`Get-WebServicesVirtualDirectory | fl *Authentication*,ExternalUrl`).',
    owner: 'server',
  },
  { id: 'ews-path-unknown', statuses: [404, 405, 410] },
  { id: 'server-fault', statuses: TRANSIENT },
  { id: 'http-refused', statuses: [200, 400], title: 'Exchange refuses the request', reference: CODES },
  // x-ms-diagnostics: MicrosoftDocs/OfficeDocs-Exchange "hybrid modern authentication" (2000003, invalid_resource), Skype for Business
  // documentation (2000004, invalid_tenant).
  {
    id: 'auth-token-scope',
    statuses: [401],
    sent: 'token',
    says: /audience/i,
    title: 'Exchange refuses the token: it is for another service',
    meaning: 'The audience of the token (aud) is not the one that this server expects.',
    fix: 'Request it for Exchange Online with the scope `https://outlook.office365.com/.default` (a person: `https://outlook.office.com/EWS.AccessAsUser.All`); for a server of your own with hybrid modern authentication its audience is that server: `https://<host>`.',
    owner: 'you',
    reference: OAUTH,
  },
  {
    id: 'auth-token-expired',
    statuses: [401],
    sent: 'token',
    says: /lifetime|expired|not yet valid/i,
  },
  {
    id: 'auth-token-invalid',
    statuses: [401],
    sent: 'token',
    says: /tenant (?:for|guid)|does not exist|invalid_tenant|wrong tenant/i,
    title: 'Exchange refuses the token: it does not know the tenant that issued it',
    meaning: 'The token was issued by a tenant without Exchange Online, or by another one than the one in which the mailbox is.',
    fix: 'Request the token from the tenant in which the mailbox is (its id stands in the Entra overview).',
    owner: 'provider',
    reference: OAUTH,
  },
  // OfficeDev/ews-java-api issue 401: 2000010, insufficient_auth_strength.
  {
    id: 'auth-token-invalid',
    statuses: [401],
    sent: 'token',
    says: /too weak|insufficient_auth_strength/i,
    title: 'Exchange refuses the token: the application proved itself with a secret, and a certificate is wanted',
    meaning: 'The application asked for its token with a client secret; this server takes applications with a certificate alone.',
    fix: 'Entra admin centre > App registrations > the application > Certificates & secrets: upload a certificate, and let the program request the token with it (client_assertion) instead of the secret.',
    owner: 'you',
    reference: OAUTH,
  },
  // 2000009, invalid_user: the person, or the mailbox named with the token.
  {
    id: 'auth-token-user',
    statuses: [401],
    sent: 'token',
    says: /invalid_user|user specified by the user-context/i,
  },
  // OfficeDev/ews-managed-api: an application without full_access_as_app.
  {
    id: 'auth-token-scope',
    statuses: [401],
    sent: 'token',
    says: /grants|permission|scope|insufficient/i,
    title: 'Exchange refuses the token: it lacks the permission for EWS',
    meaning: 'Neither full_access_as_app (an application) nor EWS.AccessAsUser.All (a person) is among its permissions.',
    fix: 'Entra admin centre > App registrations > the application > API permissions > APIs my organization uses > Office 365 Exchange Online: add full_access_as_app (Application) or EWS.AccessAsUser.All (Delegated), "Grant admin consent", and request a new token.',
    owner: 'provider',
    reference: OAUTH,
  },
  { id: 'auth-token-invalid', statuses: [401], sent: 'token' },
  // "Basic authentication is no longer supported for EWS to connect to Exchange Online", jamesiarmes/php-ews issue 609. The server still offers it.
  {
    id: 'auth-basic-disabled',
    statuses: [401],
    sent: 'password',
    at: isOnline,
    title: 'Exchange Online takes no passwords for EWS',
    meaning: 'It still names Basic among what it offers, and refuses every password, the right one as well.',
    fix: 'Use OAuth 2.0: an application with full_access_as_app, or a person with EWS.AccessAsUser.All (`--oauth microsoft`). Since EWS itself ends in Exchange Online, Microsoft Graph is the better aim: `mailprobe check --protocol graph <mailbox>`.',
    owner: 'you',
    reference:
      'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/deprecation-of-basic-authentication-exchange-online',
  },
  {
    id: 'auth-rejected',
    statuses: [401],
    sent: 'password',
    title: 'Exchange refuses user name or password for EWS',
    meaning: 'IIS in front of Exchange knows no such account with this password, or the account may not log in from here.',
    fix: 'Try the other form of the user name: `DOMAIN\\user` or the user principal name (`user@domain`), which may differ from the mail address. Exchange administrator: the IIS log of the server has the sub-status (401.1: wrong credentials).',
    owner: 'you',
    reference: CODES,
  },
];

export const EWS_CODES: ReadonlySet<string> = new Set(ERRORS.flatMap(({ codes }) => codes ?? []));

/** Null: nothing is known of it. */
export const explainEwsError = (refusal: HttpRefusal): Explanation | null =>
  explainBy(ERRORS, refusal, isOnline(refusal.host) ? 'Microsoft 365' : null);

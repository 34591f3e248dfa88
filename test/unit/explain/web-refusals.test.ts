// What Microsoft Graph and Exchange Web Services answer, as it is pasted: bodies, and the exceptions of their libraries. Beside them
// what other services say in the same words, which must stay unexplained.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';

const body = (code: string, message: string): string =>
  JSON.stringify({ error: { code, message, innerError: { 'request-id': '0ce7bb58-0000-4000-8000-000000000000' } } }, null, 2);
const DENIED = 'Access is denied. Check credentials and try again.';
const EWS = 'Microsoft.Exchange.WebServices.Data.';

const CASES: readonly (readonly [string, string, string])[] = [
  // Bodies of Graph.
  ['body: ErrorAccessDenied', body('ErrorAccessDenied', DENIED), 'graph-mailbox-denied'],
  [
    'body: an application access policy',
    body(
      'ErrorAccessDenied',
      'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.',
    ),
    'graph-mailbox-denied',
  ],
  ['OData is disabled, without a code', 'Error from Microsoft Graph: Access to OData is disabled.', 'graph-mailbox-denied'],
  [
    'body: Authorization_RequestDenied',
    body('Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
    'graph-permission-missing',
  ],
  [
    'body: MailboxNotEnabledForRESTAPI',
    body('MailboxNotEnabledForRESTAPI', 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.'),
    'graph-mailbox-unavailable',
  ],
  [
    'body: ErrorInvalidUser',
    body('ErrorInvalidUser', "The requested user 'nobody@example.com' is invalid."),
    'graph-mailbox-unknown',
  ],
  [
    'body on one line: ErrorSendAsDenied',
    '{"error":{"code":"ErrorSendAsDenied","message":"The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account., Cannot submit message."}}',
    'sender-not-allowed',
  ],
  [
    'body: a token whose time is over',
    body('InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.'),
    'graph-token-refused',
  ],
  [
    'body: ResourceNotFound of a mailbox',
    `GET https://graph.microsoft.com/v1.0/users/a@example.com/messages\n${body('ResourceNotFound', 'Resource could not be discovered.')}`,
    'graph-mailbox-unknown',
  ],
  ['body: throttled', body('ApplicationThrottled', 'Application is over its MailboxConcurrency limit.'), 'graph-throttled'],
  // Exceptions of Graph's libraries.
  [
    '.NET, version 4',
    `Microsoft.Graph.ServiceException: Code: ErrorAccessDenied\r\nMessage: ${DENIED}\r\nClientRequestId: 0ce7bb58\r\n\r\n   at Microsoft.Graph.HttpProvider.SendAsync(HttpRequestMessage request)`,
    'graph-mailbox-denied',
  ],
  [
    '.NET, version 5, which leaves the code out',
    `Unhandled exception. Microsoft.Graph.Models.ODataErrors.ODataError: ${DENIED}\n   at Microsoft.Kiota.Http.HttpClientLibrary.HttpClientRequestAdapter.ThrowIfFailedResponse(HttpResponseMessage response)`,
    'graph-mailbox-denied',
  ],
  [
    'Python',
    "msgraph.generated.models.o_data_errors.o_data_error.ODataError: \n        APIError\n        Code: 404\n        message: None\n        error: MainError(additional_data={}, code='ErrorInvalidUser', details=None, inner_error=None, message=\"The requested user 'x' is invalid.\", target=None)",
    'graph-mailbox-unknown',
  ],
  [
    'JavaScript',
    "GraphError: Access token is empty or invalid\n    at GraphErrorHandler.constructError (GraphErrorHandler.js:44:24) {\n  statusCode: 401,\n  code: 'InvalidAuthenticationToken',\n  requestId: '0ce7bb58',\n}",
    'graph-token-refused',
  ],
  [
    'Java',
    'com.microsoft.graph.http.GraphServiceException: Error code: MailboxNotEnabledForRESTAPI\nError message: The mailbox is either inactive, soft-deleted, or is hosted on-premise.\n\nGET https://graph.microsoft.com/v1.0/me/messages',
    'graph-mailbox-unavailable',
  ],
  ['PowerShell', `Send-MgUserMail : ${DENIED}\nStatus: 403 (Forbidden)\nErrorCode: ErrorAccessDenied`, 'graph-mailbox-denied'],
  [
    'PHP, the status alone',
    'Client error: `POST https://graph.microsoft.com/v1.0/users/a@example.com/sendMail` resulted in a `429 Too Many Requests` response:',
    'graph-throttled',
  ],
  // EWS.
  [
    'body: ErrorImpersonateUserDenied',
    '<m:ResponseCode>ErrorImpersonateUserDenied</m:ResponseCode><m:MessageText>The account does not have permission to impersonate the requested user.</m:MessageText>',
    'ews-impersonation-refused',
  ],
  [
    'Managed API, impersonation',
    `${EWS}ServiceResponseException: The account does not have permission to impersonate the requested user.\r\n   at ${EWS}ServiceResponse.InternalThrowIfNecessary()`,
    'ews-impersonation-refused',
  ],
  [
    'Managed API, no mailbox',
    `${EWS}ServiceResponseException: The SMTP address has no mailbox associated with it.`,
    'ews-mailbox-unknown',
  ],
  [
    'Managed API, 401',
    `${EWS}ServiceRequestException: The request failed. The remote server returned an error: (401) Unauthorized. ---> System.Net.WebException: The remote server returned an error: (401) Unauthorized.\n   at ${EWS}EwsHttpWebRequest.GetResponse()`,
    'auth-rejected',
  ],
  [
    'Managed API, 401 with a token',
    `${EWS}ServiceRequestException: The request failed. The remote server returned an error: (401) Unauthorized.\nx-ms-diagnostics: 2000003;reason="The audience claim value is invalid";error_category="invalid_resource"`,
    'auth-token-scope',
  ],
  [
    'Managed API, 403',
    `Exception calling "FindItems" with "2" argument(s): "The request failed. The remote server returned an error: (403) Forbidden."\n${EWS}ServiceRequestException`,
    'ews-not-allowed',
  ],
  [
    'Managed API, a list of applications',
    `${EWS}ServiceRequestException: The request failed. The remote server returned an error: (403) Forbidden. EwsApplicationAccessPolicy is EnforceAllowList`,
    'ews-not-allowed',
  ],
  [
    'exchangelib',
    'exchangelib.errors.ErrorNonExistentMailbox: The SMTP address has no mailbox associated with it.',
    'ews-mailbox-unknown',
  ],
  [
    'exchangelib, 401 of Exchange Online with a password',
    'exchangelib.errors.UnauthorizedError: Invalid credentials for https://outlook.office365.com/EWS/Exchange.asmx (401 Unauthorized, Authorization: Basic)',
    'auth-basic-disabled',
  ],
  [
    'exchangelib, busy',
    'exchangelib.errors.ErrorServerBusy: The server cannot service this request right now. Try again later.',
    'ews-throttled',
  ],
  // No answer came: the port is HTTPS's, and the service a mailbox's all the same.
  [
    'Managed API, refused by the system',
    `${EWS}ServiceRequestException: The request failed. Unable to connect to the remote server ---> System.Net.Sockets.SocketException: No connection could be made because the target machine actively refused it 192.0.2.1:443`,
    'tcp-refused',
  ],
  [
    'sendMail of Graph, refused by the system',
    'Error: connect ECONNREFUSED 192.0.2.1:443, POST https://graph.microsoft.com/v1.0/users/a@example.com/sendMail',
    'tcp-refused',
  ],
  // Sign-in, which is told by the number of Entra's error, in the words that it has anywhere.
  [
    'MSAL',
    'Microsoft.Identity.Client.MsalServiceException: A configuration issue is preventing authentication - check the error message from the server for details. Original exception: AADSTS7000215: Invalid client secret provided.',
    'oauth-token-request-failed',
  ],
];

const NOT_OF_MAIL: readonly (readonly [string, string])[] = [
  [
    'SharePoint',
    `Microsoft.Graph.ServiceException: Code: accessDenied\nMessage: Access denied\nGET https://graph.microsoft.com/v1.0/sites/root/lists`,
  ],
  [
    'SharePoint, its own',
    '{"error":{"code":"-2147024891, System.UnauthorizedAccessException","message":"Access denied. You do not have permission to perform this action or access this resource."}}',
  ],
  [
    'OneDrive',
    `GET https://graph.microsoft.com/v1.0/me/drive/root/children\n${body('accessDenied', 'The caller does not have permission to perform the action.')}`,
  ],
  [
    'Teams',
    `GET https://graph.microsoft.com/v1.0/teams/1/channels/2/messages\n${body('Forbidden', "Missing role permissions on the request. API requires one of 'ChannelMessage.Read.All'.")}`,
  ],
  [
    'Teams, chats',
    `POST https://graph.microsoft.com/v1.0/chats/19:x/messages\n${body('InvalidAuthenticationToken', 'Access token has expired or is not yet valid.')}`,
  ],
  [
    'a directory of users',
    `GET https://graph.microsoft.com/v1.0/groups\n${body('Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')}`,
  ],
  [
    'Azure Resource Manager',
    `https://management.azure.com/subscriptions/x\n{"error":{"code":"InvalidAuthenticationToken","message":"The access token is invalid."}}`,
  ],
  [
    'Azure, a resource',
    `{"error":{"code":"ResourceNotFound","message":"The Resource 'Microsoft.Compute/virtualMachines/vm1' under resource group 'rg' was not found."}}`,
  ],
  ['any interface, 401', 'Client error: `GET https://api.example.com/v1/users` resulted in a `401 Unauthorized` response'],
  ['any interface, 403', '{"status":403,"error":{"code":"Forbidden","message":"Access is denied."}}'],
  ['any interface, 429', '{"error":{"code":"TooManyRequests","message":"Too many requests, try again later."}}'],
  [
    '.NET, any site',
    'System.Net.WebException: The remote server returned an error: (403) Forbidden.\n   at System.Net.HttpWebRequest.GetResponse()',
  ],
  ['names of a program', 'const ErrorHandler = new ErrorBoundary(); // ErrorInvalid, ErrorCode 403'],
  [
    'Graph, for files, refused by the system',
    'Error: connect ECONNREFUSED 192.0.2.1:443, GET https://graph.microsoft.com/v1.0/me/drive',
  ],
  ['Amazon', '{"error":{"code":"AccessDenied","message":"User is not authorized to perform s3:GetObject"}}'],
];

test('refusals of Graph and EWS are told by what check knows of them', async (t) => {
  for (const [name, text, id] of CASES)
    await t.test(name, () =>
      assert.equal(explainText(text).matches[0]?.id ?? 'none', id, JSON.stringify(explainText(text).heard)),
    );
});

test('what other services refuse is nothing of mail', async (t) => {
  for (const [name, text] of NOT_OF_MAIL)
    await t.test(name, () => assert.equal(explainText(text).matches[0]?.id ?? 'none', 'none'));
});

test('which login was refused is left open where nothing tells it', () => {
  const text = `${EWS}ServiceRequestException: The request failed. The remote server returned an error: (401) Unauthorized.`;
  const { matches } = explainText(text);
  assert.deepEqual(
    matches.map(({ id }) => id),
    ['auth-rejected', 'auth-token-invalid'],
  );
  assert.ok(matches.every(({ confidence }) => confidence !== 'certain'));
});

test('a policy is told in its own words, and the line of the code is named', () => {
  const [policy] = explainText(`Sending failed:\n${body('ErrorAccessDenied', 'Access to OData is disabled: [RAOP]')}`).matches;
  assert.match(policy?.title ?? '', /application access policy/);
  assert.equal(policy?.line, 4);
});

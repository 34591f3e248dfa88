// Sentences of Exchange behind Graph and EWS, for texts that leave its code out: the EWS Managed API and Graph's .NET library since
// version 5 print the message alone. The codes are Exchange's own names; what they mean stands with each service's errors.

export interface ExchangeSentence {
  readonly says: RegExp;
  readonly code: string;
  /** Nobody else says it; absent: only where the text names Graph or EWS. */
  readonly isExchangesAlone?: true;
}

/** MessageText by code: https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode, and the issues named. */
export const EXCHANGE_SENTENCES: readonly ExchangeSentence[] = [
  // microsoftgraph/microsoft-graph-docs-contrib issue 7446 has it with its code.
  { says: /does not have the right to send mail on behalf of the specified sending account/i, code: 'ErrorSendAsDenied' },
  { says: /rest api is not yet supported for this mailbox/i, code: 'MailboxNotEnabledForRESTAPI', isExchangesAlone: true },
  { says: /access to odata is disabled|\[RAOP\]/i, code: 'ErrorAccessDenied', isExchangesAlone: true },
  { says: /resource could not be discovered/i, code: 'ResourceNotFound' },
  {
    says: /mailbox is either inactive, soft-deleted,? or is hosted on-premise/i,
    code: 'MailboxNotEnabledForRESTAPI',
    isExchangesAlone: true,
  },
  {
    says: /account does not have permission to impersonate the requested user/i,
    code: 'ErrorImpersonateUserDenied',
    isExchangesAlone: true,
  },
  { says: /exchangeimpersonation soap header must/i, code: 'ErrorImpersonationRequired', isExchangesAlone: true },
  { says: /smtp address has no mailbox associated with it/i, code: 'ErrorNonExistentMailbox', isExchangesAlone: true },
  { says: /mailbox database is temporarily unavailable/i, code: 'ErrorMailboxStoreUnavailable' },
  { says: /mailbox move in progress/i, code: 'ErrorMailboxMoveInProgress' },
  { says: /server cannot service this request right now/i, code: 'ErrorServerBusy' },
  { says: /access is denied\. check credentials and try again/i, code: 'ErrorAccessDenied' },
];

/**
 * What Graph says of a token, whatever was asked of it: Graph's .NET library since version 5 and the PowerShell module print it without its
 * code. https://learn.microsoft.com/graph/resolve-auth-errors; microsoftgraph/msgraph-sdk-dotnet issues 2152, 1839.
 */
export const GRAPH_TOKEN_SENTENCES: readonly RegExp[] = [
  /lifetime validation failed,? (?:the )?token is expired/i,
  /compacttoken (?:parsing|validation) failed/i,
  /access token has expired(?: or is not yet valid)?/i,
  /access token validation failure/i,
  /access token is empty/i,
  /jwt is not well formed/i,
  /continuous access evaluation resulted in challenge/i,
  /invalid x5t claim/i,
];

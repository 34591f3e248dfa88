// What is said of a token by whoever got it: a mail server in its challenge, and any service over HTTP. No identity provider says it.

/** A mail server's, decoded by whoever wrote it down (RFC 7628 §3.2.2, XOAUTH2): nobody else says it. */
const OF_A_MAIL_SERVER = /"status": ?"?4\d\d"?,.{0,40}"schemes": ?"bearer/i;
/** Any service's (RFC 6750 §3), and Exchange's diagnostics: of mail only where the text is. */
const OF_A_RESOURCE = /\bbearer\b.{0,300}\berror=\\?["']?(?:invalid_token|insufficient_scope)|\berror_category=/i;

export const isMailServersChallenge = (words: string): boolean => OF_A_MAIL_SERVER.test(words);
export const isResourcesChallenge = (words: string): boolean => OF_A_RESOURCE.test(words);

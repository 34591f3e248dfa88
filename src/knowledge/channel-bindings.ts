// Which servers tie a login to its TLS connection in a way that is none of this client's (RFC 5929, RFC 9266). They advertise
// no more than -PLUS: what they bind to shows only in what they are. Looks at text, never at a socket.

/**
 * Cyrus IMAP binds to `tls-unique` in all its versions, also under TLS 1.3, where that is undefined (imap/tls.c sets
 * `saslprops->cbinding.name`; RFC 9266 §4.2). Its greetings end so, with its name and version or, by `serverinfo: min` and
 * `off`, without (imapd.c, pop3d.c).
 */
const TLS_UNIQUE_ALONE =
  /^(?:\[capability [^\]]{1,2000}\] )?[a-z0-9.-]{1,255}(?: cyrus (?:imap|pop3)(?: murder)?(?: [!-~]{1,80})?)? server ready(?: <|$)|^implementation cyrus /i;

/** Whether a -PLUS mechanism of the server has no binding in common with this client. `said`: greeting and capabilities. */
export const bindsToUniqueAlone = (said: readonly string[]): boolean => said.some((line) => TLS_UNIQUE_ALONE.test(line));

// Who speaks in a pasted text. A phrase means something only in the mouth of its speaker: a server's "authentication
// failed" judges a password, a client library's is the name of its exception. Knows no text.

export type Speaker =
  /** A mail server's reply, as it came over the wire. */
  | 'server'
  /** A mail client or library: its exceptions, warnings and log lines. */
  | 'client'
  /** The operating system: errno, WinSock, the resolver. */
  | 'system'
  /** A TLS library: alerts, verification results, handshake errors. */
  | 'tls'
  /** A mail server's own log: its clients are the peers, and "we" are the server. */
  | 'server-log'
  /** A mail server that tries to hand a message on, and says in its own words what came of it: it is the client there. */
  | 'mailer'
  /** A notice of failure, in words for people. */
  | 'notice'
  /** An identity provider: OAuth errors, AADSTS codes. */
  | 'identity-provider'
  /** The dialog of a mail program, as its user reads it. */
  | 'dialog';

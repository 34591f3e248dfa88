// What a way into a provider's mailboxes is. Only the shape; the ways are beside it, one file a provider.

export interface MailboxWay {
  /** Never changes. */
  readonly id: string;
  readonly name: string;
  /** As `--protocol` has it, or will have it; else the provider's own name of its API. */
  readonly protocol: string;
  readonly login: 'password' | 'token';
  readonly sends: boolean;
  /** Where the calendar knows it by. */
  readonly host: string;
  /** The dated fact with which it is gone for good, once its day has come. */
  readonly endsWith?: string;
  /** Who switches it on and how. `<mailbox>` stands for the mailbox. */
  readonly on: string;
  /** The permission that it wants, and where it is granted. */
  readonly permission: string;
  /** How one finds out whether it works. */
  readonly test: string;
}

export interface ProviderWays {
  readonly provider: string;
  /** Of its mail servers. */
  readonly hosts: RegExp;
  /** Domains of mailboxes at these hosts that have other ways. */
  readonly exceptDomains?: RegExp;
  /** For sending, the one to be advised first before the others. */
  readonly ways: readonly MailboxWay[];
  /** Services over HTTP that may be asked, without any login, who answers: one harmless request each. */
  readonly asks: readonly string[];
}

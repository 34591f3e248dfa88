// A reply of the server's, as the report gives it.

/** `code` is absent for IMAP and POP3, whose replies have none; `status` for SMTP. */
export interface ReportReply {
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly lines: readonly string[];
  readonly status?: string;
}

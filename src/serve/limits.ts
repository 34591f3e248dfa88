// Every cap of the exporter, each with its reason. Data alone. Times in milliseconds, sizes in bytes.

export const SERVE_LIMITS = {
  /** `--listen`. A port of its own beside the other exporters'; on loopback, since whoever reaches it can make it probe. */
  address: '127.0.0.1',
  port: 9725,

  // ---- probes ----

  /** `--max-probes`. A probe is up to six connections with a handshake each: twenty keep one core busy and no more. */
  maxProbes: 20,
  /** Probes that wait for a place, for each place there is: what one scrape round of some hundred targets brings at once. */
  waitingPerProbe: 5,
  /** A 503 says when to come again; the next scrape does anyway. */
  retryAfterSeconds: 5,
  /** Taken off the scrape's own timeout, so that the answer is there before Prometheus hangs up. */
  scrapeOffsetMs: 500,
  /** The part of its time that a probe may spend in line; with less than the other half it would find only timeouts. */
  waitingShare: 0.5,
  /**
   * Pauses after a login that came to no verdict: 5, 10, 20 minutes and so on are three logins in the first half hour, which
   * stays below what locks accounts (five to ten in as long, by default, in Active Directory and fail2ban).
   */
  logins: { firstPauseMs: 300_000, longestPauseMs: 14_400_000, maxKept: 10_000 },
  /** Targets whose last verdict is kept, to log only changes. */
  maxVerdicts: 10_000,
  /** Endpoints whose results are counted apart in /metrics; each is two series, and a Prometheus of its own copes with many more. */
  maxAddresses: 1_000,

  // ---- HTTP ----

  /** Request line and headers together; a target is at most a thousand characters. */
  maxHeaderBytes: 8_192,
  /** A client that sends its headers byte by byte is let go after this. */
  headersMs: 5_000,
  requestMs: 10_000,
  /** How long a client may take to fetch what was answered. */
  answerMs: 5_000,
  maxConnections: 512,

  // ---- the end ----

  /** What probes under way get after SIGTERM before they are ended with what they have; systemd waits 90 s, Kubernetes 30 s. */
  graceMs: 5_000,

  /** A configuration of a thousand modules is a tenth of this. */
  maxFileBytes: 1_048_576,
} as const;

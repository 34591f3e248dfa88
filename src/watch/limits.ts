// Every cap of a watch, each with its reason. Data alone. Times in milliseconds.

export const WATCH_LIMITS = {
  /** `--every`. As often as a person looks, and far below what any server calls a flood. */
  everyMs: 30_000,
  /** The least that `--every` takes: a server that counts logs one of us in five seconds and thinks nothing of it. */
  leastEveryMs: 5_000,
  /**
   * A run of many connections (several addresses, three ports each) is followed by the next no sooner than a second for each
   * of them: on average one connection a second goes out, as with `--polite`.
   */
  perConnectionMs: 1_000,
  /** After a run that took longer than the interval. */
  leastPauseMs: 1_000,
  /** `--for` and `--count` go no further than a timer and a person's patience: a year, at the least interval. */
  maxForMs: 31_536_000_000,
  maxCount: 6_307_200,

  /** Ports of addresses that are kept apart: sixteen addresses of three ports are the most seen of a provider. */
  maxPlaces: 96,
  /** Results of a place that are kept one by one, for the strip: wider than any terminal. */
  recentResults: 512,
  /** Outages of a place that are kept with their times, the latest; a pattern shows in far fewer. */
  recentOutages: 64,
  /** Causes that are kept apart at one place; what else there is counts as others. */
  maxCauses: 12,
  /** Findings of the runs that are counted apart. */
  maxFindings: 48,

  /** With `--login-each`: as the exporter, three logins in the first half hour where none comes to a verdict. */
  logins: { firstPauseMs: 300_000, longestPauseMs: 14_400_000, maxKept: 4 },
  /** Texts that a redactor looks for, before it is made anew: some mechanisms send something new each time. */
  maxSecrets: 50,
} as const;

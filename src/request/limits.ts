// Every default and every cap of the program, each with its reason. Data alone: rooms that may not see `probe`
// (net, protocols) are handed the values they need. Times in milliseconds, sizes in bytes.

import type { Stage, Step } from '../model/protocol.ts';

export const LIMITS = {
  // ---- times that an option sets ----

  /** `--timeout`. Half of what a user on a call will wait for, and Nagios' own plugin limit is 60 s. */
  totalMs: 30_000,
  /** `--connect-timeout`. Room for three SYNs (0, 1, 3 s): one lost packet is not a firewall. */
  connectMs: 5_000,
  /** `--greeting-timeout`. Postscreen and milters hold the greeting 5 to 8 s on purpose; RFC 5321 §4.5.3.2.1 would allow 5 min. */
  greetingMs: 10_000,
  /** `--command-timeout`, of EHLO, STARTTLS and the handshake. No healthy server needs 2 s for these. */
  commandMs: 10_000,
  /** The least that a reply to AUTH gets: Dovecot adds up to 15 s to a refusal after failures, Exchange 5 s by default. */
  authMs: 20_000,
  /** The longest that any option may name: a timer of Node wraps at 2^31 ms (24.8 days). */
  maxNamedMs: 86_400_000,

  /** A sign-in in a browser, ahead of the check: Microsoft's codes last 15 min, Google's 30. */
  signInMs: 2_100_000,

  // ---- waits that are cut short by what else was seen ----

  /** When a kernel sends its second SYN (RFC 6298 §2: the first retransmission timer is 1 s). */
  secondSynMs: 1_000,
  /**
   * When Windows believes a refusal: it repeats a SYN that a RST answered three times, 500 ms apart, and says ECONNREFUSED after
   * 2 s (support.microsoft.com/kb/175523; daniel.haxx.se/blog/2024/08/14/slow-tcp-connect-on-windows). On loopback libuv has it
   * said at once.
   */
  windowsRefusalMs: 2_200,
  /** After the second SYN an answer gets this many times what a sibling port's answer took … */
  synMultiple: 4,
  /** … and never less than this, since a loopback or LAN sibling answers in well under a millisecond. */
  synFloorMs: 300,
  /** Plaintext probe of a port that has just completed a TLS handshake: how long its greeting may still take. */
  settledGraceMs: 300,
  /** After TLS 1.3 the ticket comes first on Postfix; EHLO waits for it a round trip and this much more at most … */
  ticketWaitMs: 25,
  /** … and of a server that does not say it is Postfix only where a round trip is no longer than this, and half as long again. */
  ticketNearbyMs: 10,
  /** What is kept back of `--timeout` to close sockets and write the report. */
  reserveMs: 150,

  /**
   * A port that is meant to greet hears a ClientHello only after so long a silence: sendmail's own greet_pause is 5 s, and it
   * logs who speaks before that, which fail2ban counts …
   */
  helloPatienceMs: 5_300,
  /** … and where more than one port of the host keeps silent, or it is 25, after this: postscreen's greet_wait is 6 s. */
  greetingPauseMs: 8_000,
  /** A port that nobody assigned is asked for a greeting first, which offends nobody; silent for so long, it may speak TLS. */
  unassignedPatienceMs: 250,
  /**
   * A port that is meant for TLS from the first byte is the best place for a client, and a loaded server takes up to a second
   * for its part of the handshake: it is not given up sooner than this for the silence that it begins with.
   */
  handshakePatienceMs: 1_200,
  /** How often a handshake is looked at for its first byte. Nothing waits for it but what the other mode is waited for. */
  handshakeLookMs: 50,
  /** A port asked in one mode by name, and silent for so long: its other mode is tried, to explain the silence … */
  explainSilenceMs: 1_000,
  /** … for as long as the silent one is waited for, and at least so long. */
  explainFloorMs: 500,
  /** The other mode, asked after a failure that suggests it: each of its waits. */
  explainFailureMs: 3_000,

  /** After a greeting that never came: how long the answer to one harmless line may take, which tells what listens there. */
  silentAnswerMs: 700,

  /** After a login that was accepted the reply to QUIT is waited for as many round trips … */
  leaveRoundTrips: 2,
  /** … and at least so long, as long as a closed connection stays for the peer's own end. A healthy server takes one. */
  leaveFloorMs: 250,
  /** … but where it takes longer than this there and back, no report is held up for it once all else is done. */
  leaveFarMs: 25,

  // ---- being many ----

  /** `--max-connections`. Postfix' anvil and Exim allow 10 and more a client; six covers three ports in two modes. */
  maxConnections: 6,
  /** `--polite`: the pause between one connection and the next. A filter that counts within seconds sees one at a time. */
  politePauseMs: 1_000,
  /** Pause before a connection refused for being one of many is repeated alone: the server must see the others gone. */
  limitRetryPauseMs: 250,
  /** What a slow server gets beside this at most. */
  unspokenMostMs: 2_000,

  // ---- connections over time ----

  /** `--pool` at most. Postfix takes 50 from one client (smtpd_client_connection_count_limit). */
  maxPool: 50,
  /** All of `--pool`: 50 connections to a server that holds each greeting back for some seconds. */
  poolMs: 300_000,
  /** `--hold`: the least that tells anything of an idle connection. */
  leastHoldMs: 1_000,
  /**
   * After each silence comes a command, which starts the server's clock anew. A server's own end is told to the second within
   * any of them; what is lost on the way lies between two.
   */
  holdSilencesMs: [10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000],
  /** Timeouts are round numbers: a command that came at the same moment would be answered by the end, or cross it. */
  holdMarginMs: 1_000,

  // ---- DNS ----

  /** Records that only adorn the report (MX, PTR, SRV, TLSA) hold it up no longer than this once the probes are done. */
  dnsFactsGraceMs: 300,
  /** Whose network dropped a port is asked of DNS once the probes are done, and waited for no longer than this. */
  ownNetworkMs: 1000,
  /** `--trace`: traceroute of Linux is done in two or three seconds, mtr in five; BSD's waits a second for each silent hop. */
  traceMs: 12_000,
  /** Hops that are looked at. Few ways have more than twenty. */
  traceHops: 24,
  /** What a program that traces may write. */
  traceBytes: 16_384,
  /** A wait in which what judges and prints can be loaded, 5 to 20 ms of work, without anybody's answer being late for it. */
  longWaitMs: 25,
  /** The check lasts: load it whatever is waited for, so that the end comes in time. */
  loadAfterMs: 500,

  // ---- what a peer may send ----

  /** RFC 5321 §4.5.3.1.5 says 512 a reply line, real servers exceed it; RFC 4954 §4 has challenges of up to 12288. */
  maxLineBytes: 16_384,
  /** The longest EHLO reply seen in the wild has some 30 lines. */
  maxReplyLines: 200,
  /**
   * All lines and literals of one answer, of whatever protocol. The longest EHLO reply seen in the wild has 2 kB; what goes
   * on beyond this is no reply, however many lines it has, and each check of a batch may hold one.
   */
  maxReplyBytes: 65_536,

  /** A list of revoked certificates: Let's Encrypt's parts have 100 KB, the largest of public authorities some 10 MB. */
  maxCrlBytes: 12_582_912,
  /** … and how long one may take, while the server waits for what comes after the handshake. */
  crlMs: 5_000,

  // ---- what the user may give ----

  /** A password, token or key from stdin or a file: larger is a mistake (`< /dev/zero`). */
  maxSecretBytes: 1_048_576,
  /** `--config`: exports of realms and of whole servers are some hundred KiB. */
  maxSettingsFileBytes: 4_194_304,
  /** A certificate bundle: the Mozilla list is 220 KB. */
  maxPemBytes: 4_194_304,
} as const;

/** Steps whose length is the way's and the server's own. A greeting and the reply to AUTH are held back on purpose. */
const PROMPT_STAGES = new Set<Stage>(['connect', 'ehlo', 'starttls', 'tls']);

/**
 * How long a server is given for what it does without a reply that could be waited for: `floorMs`, and a slow one as much
 * more as two of its slowest replies took.
 */
export function unspokenPatienceMs(floorMs: number, steps: readonly Step[]): number {
  const promptMs = steps
    .filter(({ stage, status }) => status === 'ok' && PROMPT_STAGES.has(stage))
    .map((step) => step.durationMs);
  return floorMs + Math.min(LIMITS.unspokenMostMs, 2 * Math.max(0, ...promptMs));
}

/** How long a SYN may stay unanswered once a sibling port of the same address answered within `siblingMs`. */
export const synPatienceMs = (siblingMs: number, platform: NodeJS.Platform = process.platform): number =>
  (platform === 'win32' ? LIMITS.windowsRefusalMs : LIMITS.secondSynMs) +
  Math.max(LIMITS.synFloorMs, siblingMs * LIMITS.synMultiple);

/**
 * How long EHLO may wait for a TLS 1.3 session ticket after STARTTLS: 0 where waiting costs more than it can gain. What
 * there is to gain are the 40 ms of one delayed acknowledgement; what it costs is a round trip, or the whole wait where no
 * ticket comes. `roundTripMs` null: not known, as behind a proxy.
 */
export function ticketPatienceMs(roundTripMs: number | null, isPostfix: boolean): number {
  if (isPostfix) return (roundTripMs ?? 0) + LIMITS.ticketWaitMs;
  if (roundTripMs === null || roundTripMs > LIMITS.ticketNearbyMs) return 0;
  return roundTripMs + LIMITS.ticketNearbyMs / 2;
}

/** Silence on one port while every other probe of the host has ended: this many times a sibling's greeting … */
const SILENCE_MULTIPLE = 20;
/** … and never less than this: a loaded machine answers a loopback probe in tens of milliseconds. */
const SILENCE_FLOOR_MS = 150;

/**
 * How long a port may keep silent once nothing else is left to wait for and a usable endpoint is known. The finding
 * says that the wait was cut short; `--greeting-timeout` or a port and mode asked for by name are waited for in full.
 */
export const silencePatienceMs = (siblingMs: number): number => Math.max(SILENCE_FLOOR_MS, siblingMs * SILENCE_MULTIPLE);

/** The silences of `--hold`, rising up to the one that was asked for, each a little longer than it is called. */
export const silencesUpTo = (holdMs: number): readonly number[] =>
  [...LIMITS.holdSilencesMs.filter((ms) => ms < holdMs), holdMs].map((ms) => ms + LIMITS.holdMarginMs);

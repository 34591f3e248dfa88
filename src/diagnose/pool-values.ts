// What to write into clients that keep connections open, derived from what was measured with room to spare. Pure, and words
// for several findings; the names and units of the settings are those of each program's own documentation.
import type { Protocol } from '../model/protocol.ts';

/** Of what the server or the way allows: clocks differ, and a connection may be taken from its pool at the last moment. */
const SHARE = 0.8;
/** Below this an idle connection is of no use. */
const LEAST_MS = 1_000;
/** From here on seconds are no longer how people count. */
const IN_MINUTES_MS = 180_000;
/** A silence is tried a little longer than it is called. */
const MARGIN_S = 2;
const EARLY_MS = 5;

/** `15 s`, `5 min`, `5 min 1 s`. */
export function span(ms: number): string {
  if (ms < 10_000) return `${Number((ms / 1_000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1_000);
  if (ms < IN_MINUTES_MS) return `${seconds} s`;
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}

/** The round number that a silence which was survived is called by; never more than it was. */
export function atLeast(ms: number): string {
  // A timer may come a millisecond early.
  const whole = Math.floor((ms + EARLY_MS) / 100) * 100;
  const seconds = Math.floor(whole / 1_000);
  const over = seconds % 10;
  return seconds >= 10 && over <= MARGIN_S ? span((seconds - over) * 1_000) : span(whole);
}

/** How long a client may let a connection rest; null: not at all. */
export function safeIdleMs(allowedMs: number): number | null {
  const ms = allowedMs * SHARE;
  if (ms < LEAST_MS) return null;
  const stepMs = ms >= 120_000 ? 10_000 : 1_000;
  return Math.floor(ms / stepMs) * stepMs;
}

const clock = (ms: number): string => {
  const seconds = Math.floor(ms / 1_000);
  return [seconds / 3_600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
};

/** The advice for pools where a connection may be idle for `allowedMs`. */
export function idleAdvice(allowedMs: number, protocol: Protocol): string {
  const ms = safeIdleMs(allowedMs);
  if (ms === null)
    return 'Use no connection twice after a pause: no pool, or one that asks with NOOP before each use (Genesys E-mail Server: cnx-check-idle-time=00:00:00).';
  const settings: Readonly<Partial<Record<Protocol, readonly string[]>>> = {
    smtp: [
      `Genesys E-mail Server cnx-max-idle-time=${clock(ms)} and cnx-check-idle-time=${clock(ms / 2)}`,
      `nodemailer (pool: true) socketTimeout: ${ms}, which bounds each wait for a reply, too`,
      `Simple Java Mail connectionpool.expireafter.millis=${ms}`,
      `pools in the manner of HikariCP idleTimeout=${ms}`,
      'Jakarta Mail has no pool for SMTP: ask isConnected(), which sends NOOP, before each use',
    ],
    imap: [`Jakarta Mail mail.imap.connectionpooltimeout=${ms}`, `pools in the manner of HikariCP idleTimeout=${ms}`],
    pop3: [`pools in the manner of HikariCP idleTimeout=${ms}`],
  };
  return `Let clients that keep connections close one that was idle for ${span(ms)}: ${(settings[protocol] ?? []).join('; ')}.`;
}

/** The advice for pools where so many are taken at once. */
export function sizeAdvice(taken: number, protocol: Protocol): string {
  const size = Math.max(1, Math.floor(taken * SHARE));
  const settings: readonly string[] =
    protocol === 'smtp'
      ? [
          `Genesys E-mail Server cnx-pool-size=${size}`,
          `nodemailer (pool: true) maxConnections: ${size}`,
          `Simple Java Mail connectionpool.maxsize=${size}`,
          `pools in the manner of HikariCP maximumPoolSize=${size}`,
        ]
      : [
          ...(protocol === 'imap' ? [`Jakarta Mail mail.imap.connectionpoolsize=${size}`] : []),
          `pools in the manner of HikariCP maximumPoolSize=${size}`,
        ];
  return `Let all clients behind this address together keep ${size} at most: ${settings.join('; ')}.`;
}

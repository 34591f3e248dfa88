// The words that every room shares: protocols, modes, stages. Imports nothing.

export const PROTOCOLS = ['smtp', 'imap', 'pop3'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** How a connection gets its TLS: from the first byte (implicit TLS), by STARTTLS/STLS, or not at all. */
export const MODES = ['tls', 'starttls', 'plain'] as const;
export type Mode = (typeof MODES)[number];

/** 4 or 6, as `net.isIP` says it. */
export type Family = 4 | 6;

/** The stages of one connection. `tls` and `ehlo` (CAPABILITY, CAPA) come twice in STARTTLS mode. */
export const STAGES = ['dns', 'connect', 'proxy', 'tls', 'greeting', 'ehlo', 'starttls', 'auth', 'quit'] as const;
export type Stage = (typeof STAGES)[number];

export type StepStatus = 'ok' | 'failed' | 'skipped';

/** `startMs`: milliseconds since the check began; `durationMs`: monotonic. */
export interface Step {
  readonly stage: Stage;
  readonly status: StepStatus;
  readonly startMs: number;
  readonly durationMs: number;
}

/** `587/starttls@192.0.2.10`: how reports name one endpoint. */
export const endpointId = (port: number, mode: Mode, address: string): string => `${port}/${mode}@${address}`;

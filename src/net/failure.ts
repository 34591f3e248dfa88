// From what Node throws to the facts of a failure. The one place that knows the runtime's error codes.
// It words nothing: what a failure means is for the rules.
import type { Failure } from '../model/outcome.ts';
import type { Stage } from '../model/protocol.ts';
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import { isClosedInHandshake } from './node-workarounds.ts';

const CODE_LIMIT = 80;
const DETAIL_LIMIT = 300;

interface NodeError {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly syscall?: unknown;
  readonly reason?: unknown;
  readonly errors?: unknown;
}

const asNodeError = (error: unknown): NodeError =>
  typeof error === 'object' && error !== null ? error : { message: String(error) };

/** `ECONNREFUSED`, `ERR_SSL_WRONG_VERSION_NUMBER` …; `UNKNOWN` where the error has no code of its own. */
export function systemCodeOf(error: unknown): string {
  const { code, errors } = asNodeError(error);
  if (typeof code === 'string') return shorten(visibleText(code), CODE_LIMIT);
  // With two or more addresses Node wraps the useful errors and leaves the outer message empty.
  if (Array.isArray(errors) && errors.length > 0) return systemCodeOf(errors[0]);
  return 'UNKNOWN';
}

export const detailOf = (error: unknown): string => shorten(visibleText(String(asNodeError(error).message ?? '')), DETAIL_LIMIT);

/** An error of connect, read or write. A reset is the peer's doing at whatever stage it comes. */
export function socketFailure(error: unknown, stage: Stage): Failure {
  const systemCode = systemCodeOf(error);
  // The peer's TLS alert arrives as an error of the stream that was already secure (TLS 1.3 refuses client certificates so).
  if (systemCode.startsWith('ERR_SSL')) return tlsFailure(error, stage);
  return { kind: 'system', stage, systemCode, detail: detailOf(error) };
}

const ALERT = /alert number (\d{1,3})/;

/**
 * A handshake that failed. The alert number is read from OpenSSL's text, which is the same in OpenSSL 3.0 and 3.5
 * while the codes were renamed (ERR_SSL_SSLV3_ALERT_… and ERR_SSL_SSL/TLS_ALERT_…).
 */
export function tlsFailure(error: unknown, stage: Stage): Failure {
  const detail = detailOf(error);
  const systemCode = systemCodeOf(error);
  if (isClosedInHandshake(detail)) return { kind: 'closed', stage };
  if (!systemCode.startsWith('ERR_')) return { kind: 'system', stage, systemCode, detail };
  const alert = ALERT.exec(detail)?.[1];
  return { kind: 'tls', stage, systemCode, detail, ...(alert === undefined ? {} : { alert: Number(alert) }) };
}

/** Our own bug, caught at an endpoint: the others go on. */
export function internalFailure(error: unknown, stage: Stage): Failure {
  const { message } = asNodeError(error);
  return { kind: 'internal', stage, detail: shorten(visibleText(String(message ?? error)), DETAIL_LIMIT) };
}

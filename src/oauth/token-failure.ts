// Why no token came, from whatever was thrown and what the last exchange said: the provider's own words first, then
// the system's. Must not know what was asked for.
import type { TokenRequestFailure } from '../model/observation.ts';
import type { OauthOptions } from '../model/plan.ts';
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import type { Deadline } from '../net/deadline.ts';
import type { Redactor } from '../net/redactor.ts';
import { ExchangeRefused, type HttpsFetch } from './https-fetch.ts';

/** The device code ran out before anybody signed in, and the issuer did not say so itself. */
export class CodeExpired extends Error {}

const MAX_DESCRIPTION = 1_000;
const MAX_SAMPLE = 120;

interface Fault {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

const asFault = (error: unknown): Fault => (typeof error === 'object' && error !== null ? error : {});

/** The errno or OpenSSL word at the bottom of an error: causes and AggregateErrors are looked through. */
function systemCodeOf(error: unknown, depth = 0): string | null {
  const { code, cause, errors } = asFault(error);
  const inner = Array.isArray(errors) ? errors[0] : cause;
  if (inner !== undefined && depth < 5) {
    const found = systemCodeOf(inner, depth + 1);
    if (found !== null) return found;
  }
  // The OAuth client's own codes (OAUTH_…) are no system's.
  return typeof code === 'string' && !/^OAUTH_/.test(code) ? visibleText(code) : null;
}

function refusalOf(error: unknown, depth = 0): ExchangeRefused | null {
  if (error instanceof ExchangeRefused) return error;
  const { cause } = asFault(error);
  return cause === undefined || depth >= 5 ? null : refusalOf(cause, depth + 1);
}

interface ErrorAnswer {
  readonly error: string | null;
  readonly description: string | null;
}

/** RFC 6749 §5.2, from the answer itself. */
function readErrorAnswer(body: string, redactor: Redactor): ErrorAnswer | null {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null) return null;
    const text = (name: string): string | null => {
      const field: unknown = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
      return typeof field === 'string' && field !== '' ? redactor.excerpt(visibleText(field), MAX_DESCRIPTION) : null;
    };
    return { error: text('error'), description: text('error_description') };
  } catch {
    return null;
  }
}

export function describeFailure(
  error: unknown,
  http: HttpsFetch,
  options: OauthOptions,
  deadline: Deadline,
  redactor: Redactor,
): TokenRequestFailure {
  const { last } = http;
  // An issuer's own description of itself says where its endpoints are.
  const endpoint = redactor.scrub(visibleText(last?.endpoint ?? options.issuer));
  const status = last?.status ?? null;
  if (deadline.isOver)
    return { endpoint, status, error: null, description: 'no answer within the time', systemCode: 'ETIMEDOUT' };
  if (error instanceof CodeExpired)
    return {
      endpoint,
      status,
      error: 'expired_token',
      description: 'nobody signed in before the code ran out',
      systemCode: null,
    };
  const refusal = refusalOf(error);
  if (refusal) return { endpoint, status, error: null, description: refusal.message, systemCode: refusal.code };
  if (status === null) {
    const systemCode = systemCodeOf(error) ?? 'UNKNOWN';
    return { endpoint, status, error: null, description: redactor.scrub(systemMessage(error)), systemCode };
  }
  const answer = readErrorAnswer(last?.body ?? '', redactor);
  if (answer?.error) return { endpoint, status, ...answer, systemCode: null };
  const sample = redactor.excerpt(visibleText((last?.body ?? '').trim()), MAX_SAMPLE);
  const isJson = answer !== null;
  const description = isJson
    ? describeOddAnswer(error, redactor)
    : `the answer is no JSON${sample === '' ? ', it is empty' : `: ${sample}`}`;
  return { endpoint, status, error: null, description, systemCode: null };
}

function systemMessage(error: unknown): string {
  let innermost: unknown = error;
  for (let depth = 0; depth < 5 && asFault(innermost).cause !== undefined; depth++) innermost = asFault(innermost).cause;
  const { message } = asFault(innermost);
  return shorten(visibleText(String(message ?? '')), MAX_DESCRIPTION) || 'no connection';
}

/** JSON, yet no answer that the OAuth client takes: what it found missing or different. */
function describeOddAnswer(error: unknown, redactor: Redactor): string {
  const { message, code } = asFault(error);
  const kind = typeof code === 'string' ? `${code}: ` : '';
  const what = redactor.excerpt(visibleText(`${kind}${String(message ?? '')}`), MAX_DESCRIPTION);
  return `the answer is not what OAuth 2.0 asks for: ${what}`;
}

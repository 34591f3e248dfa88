// What Graph answers, read: its own JSON of an error (https://learn.microsoft.com/graph/errors), or something else that stands in its
// place. Pure; judges nothing.
import type { HttpExchangeObservation, HttpPurpose } from '../../model/observation.ts';
import type { Failure } from '../../model/outcome.ts';
import type { Stage } from '../../model/protocol.ts';
import type { Reply } from '../../model/reply.ts';
import { visibleText } from '../../model/visible-text.ts';
import type { HttpAnswer } from '../http-door.ts';

const MAX_ERROR_CODE = 120;

interface GraphError {
  readonly code: string;
  readonly message: string;
}

type Json = Readonly<Record<string, unknown>>;

function objectOf(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

function readJson(text: string): Json | null {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Null: it is no JSON. */
export const jsonOf = ({ body }: HttpAnswer): Json | null => readJson(body);

function errorOf(json: Json | null): GraphError | null {
  const error = objectOf(json?.error);
  if (error === null) return null;
  const text = (name: string): string => (typeof error[name] === 'string' ? visibleText(error[name]) : '');
  const code = text('code');
  return code === '' ? null : { code: code.slice(0, MAX_ERROR_CODE), message: text('message') };
}

function secondsUntil(retryAfter: string | null, receivedAt: number): number | null {
  if (retryAfter === null) return null;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, Math.round((at - receivedAt) / 1000));
}

export function observeAnswer(
  answer: HttpAnswer,
  { stage, purpose, receivedAt }: { readonly stage: Stage; readonly purpose: HttpPurpose; readonly receivedAt: number },
): HttpExchangeObservation {
  const error = errorOf(jsonOf(answer));
  const date = Date.parse(answer.header('date') ?? '');
  return {
    stage,
    request: answer.request,
    purpose,
    status: answer.status,
    contentType: answer.contentType,
    errorCode: error?.code ?? null,
    message: error?.message ?? '',
    challenges: answer.challenge === null ? [] : [visibleText(answer.challenge)],
    location: answer.status >= 300 && answer.status < 400 ? answer.location : null,
    serverTime: Number.isNaN(date) ? null : new Date(date).toISOString(),
    receivedAt: new Date(receivedAt).toISOString(),
    retryAfterSeconds: secondsUntil(answer.header('retry-after'), receivedAt),
    requestId: answer.header('request-id'),
  };
}

/** A refusal, in the form in which every protocol's are known. */
export const replyOf = ({ status, errorCode, message }: HttpExchangeObservation): Reply => ({
  code: status,
  enhanced: errorCode,
  lines: message === '' ? [] : [message],
});

/**
 * What makes of an answer none of Graph's: a redirect, a proxy that wants a login of its own, a page in place of JSON. Null: Graph
 * has spoken, be it to refuse.
 */
export function foreignAnswer(
  answer: HttpAnswer,
  seen: HttpExchangeObservation,
  excerpt: (text: string) => string,
): Failure | null {
  const { stage, status, location } = seen;
  if (status === 407)
    return {
      kind: 'proxy',
      stage: 'proxy',
      fault: 'auth-required',
      detail: 'in place of the service a proxy answers: 407, it wants a login',
    };
  if (location !== null)
    return { kind: 'reply', stage, reply: { code: status, enhanced: null, lines: [`Location: ${location}`] } };
  const json = jsonOf(answer);
  // A gateway that fails may do so without a word, and its number says it all.
  const isOfGateway = answer.body.trim() === '' && (status === 429 || status >= 500);
  if (isOfGateway || (json !== null && (status < 400 || seen.errorCode !== null))) return null;
  return { kind: 'malformed', stage, fault: 'bad-syntax', sample: excerpt(answer.body.trim()) };
}

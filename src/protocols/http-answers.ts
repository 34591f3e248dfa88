// What every answer over HTTP tells, whichever service gave it: when, with which challenges, when to come again; and what stands in
// place of a service. Pure; judges nothing.
import type { HttpExchangeObservation, HttpPurpose } from '../model/observation.ts';
import type { Failure } from '../model/outcome.ts';
import type { Stage } from '../model/protocol.ts';
import type { Reply } from '../model/reply.ts';
import { visibleText } from '../model/visible-text.ts';
import type { HttpAnswer } from './http-door.ts';

export interface AskedFor {
  readonly stage: Stage;
  readonly purpose: HttpPurpose;
  readonly receivedAt: number;
}

/** What the service itself says in its answer. */
export type ServiceWords = Pick<HttpExchangeObservation, 'errorCode' | 'message' | 'server'> & {
  /** Where the body says it; null: the header counts. */
  readonly retryAfterSeconds?: number | null;
};

function secondsUntil(retryAfter: string | null, receivedAt: number): number | null {
  if (retryAfter === null) return null;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, Math.round((at - receivedAt) / 1000));
}

export function observeExchange(
  answer: HttpAnswer,
  { stage, purpose, receivedAt }: AskedFor,
  { errorCode, message, server, retryAfterSeconds = null }: ServiceWords,
): HttpExchangeObservation {
  const date = Date.parse(answer.header('date') ?? '');
  return {
    stage,
    request: answer.request,
    purpose,
    status: answer.status,
    contentType: answer.contentType,
    errorCode,
    message,
    challenges: answer.challenge === null ? [] : [visibleText(answer.challenge)],
    location: answer.status >= 300 && answer.status < 400 ? answer.location : null,
    serverTime: Number.isNaN(date) ? null : new Date(date).toISOString(),
    receivedAt: new Date(receivedAt).toISOString(),
    retryAfterSeconds: retryAfterSeconds ?? secondsUntil(answer.header('retry-after'), receivedAt),
    requestId: answer.header('request-id'),
    ...(server ? { server } : {}),
  };
}

/** A refusal, in the form in which every protocol's are known. */
export const replyOf = ({ status, errorCode, message }: HttpExchangeObservation): Reply => ({
  code: status,
  enhanced: errorCode,
  lines: message === '' ? [] : [message],
});

/** What stands in front of every service: a redirect, a proxy that wants a login of its own. Null: neither. */
export function interception({ stage, status, location }: HttpExchangeObservation): Failure | null {
  if (status === 407)
    return {
      kind: 'proxy',
      stage: 'proxy',
      fault: 'auth-required',
      detail: 'in place of the service a proxy answers: 407, it wants a login',
    };
  if (location === null) return null;
  return { kind: 'reply', stage, reply: { code: status, enhanced: null, lines: [`Location: ${location}`] } };
}

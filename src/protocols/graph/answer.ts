// What Graph answers, read: its own JSON of an error (https://learn.microsoft.com/graph/errors), or something else that stands in its
// place. Pure; judges nothing.
import type { HttpExchangeObservation } from '../../model/observation.ts';
import type { Failure } from '../../model/outcome.ts';
import { visibleText } from '../../model/visible-text.ts';
import { type AskedFor, interception, observeExchange } from '../http-answers.ts';
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

export function observeAnswer(answer: HttpAnswer, asked: AskedFor): HttpExchangeObservation {
  const error = errorOf(jsonOf(answer));
  return observeExchange(answer, asked, { errorCode: error?.code ?? null, message: error?.message ?? '' });
}

/**
 * What makes of an answer none of Graph's: a redirect, a proxy that wants a login of its own, a page in place of JSON. Null: Graph
 * has spoken, be it to refuse.
 */
export function foreignAnswer(
  answer: HttpAnswer,
  seen: HttpExchangeObservation,
  excerpt: (text: string) => string,
): Failure | null {
  const { stage, status } = seen;
  const between = interception(seen);
  if (between) return between;
  const json = jsonOf(answer);
  // A gateway that fails may do so without a word, and its number says it all.
  const isOfGateway = answer.body.trim() === '' && (status === 429 || status >= 500);
  if (isOfGateway || (json !== null && (status < 400 || seen.errorCode !== null))) return null;
  return { kind: 'malformed', stage, fault: 'bad-syntax', sample: excerpt(answer.body.trim()) };
}

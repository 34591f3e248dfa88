// What a service over HTTP refuses, or what comes in place of it, under its precise name. By status, code and words of that one
// answer; what takes the token's claims to tell is the rules' business.
import { explainHttpRefusal, type HttpRefusal } from '../knowledge/index.ts';
import type { FindingId } from '../model/finding.ts';
import type { Failure } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Stage } from '../model/protocol.ts';
import { isMailProtocol } from '../model/protocol.ts';
import type { Reply } from '../model/reply.ts';
import { type Cause, makeCause } from './cause.ts';
import { clip } from './phrases.ts';

/** `403 ErrorAccessDenied: Access is denied. …` */
export const answerText = ({ code, enhanced, lines }: Reply): string => {
  const words = clip(lines.join(' '), 200);
  return [`HTTP ${code ?? ''}`.trim(), enhanced, words === '' ? null : words].filter((part) => part !== null).join(': ');
};

function defaultCode({ code }: Reply): FindingId {
  return code !== null && code >= 300 && code < 400 ? 'http-redirected' : 'http-refused';
}

export interface HttpSpeaker extends Pick<Plan, 'protocol' | 'host'> {
  /** With the request; absent: no login. */
  readonly sent?: HttpRefusal['sent'];
}

export function classifyHttpReply(
  failure: Failure | null,
  reply: Reply,
  stage: Stage,
  { protocol, host, sent = null }: HttpSpeaker,
): Cause {
  const explanation = isMailProtocol(protocol) ? null : explainHttpRefusal(protocol, { reply, host, sent });
  return makeCause(failure, stage, explanation?.id ?? defaultCode(reply), answerText(reply), { reply, explanation });
}

/** Null: what failed is below HTTP, or no answer came. */
export function classifyHttp(failure: Failure, speaker: HttpSpeaker): Cause | null {
  if (failure.kind === 'reply') return classifyHttpReply(failure, failure.reply, failure.stage, speaker);
  if (failure.kind !== 'malformed') return null;
  const { stage, fault, sample } = failure;
  const what = fault === 'reply-too-long' ? 'an answer without end' : 'an answer that is none of the service';
  return makeCause(failure, stage, 'http-foreign-answer', sample === '' ? what : `${what}: ${clip(sample, 160)}`);
}

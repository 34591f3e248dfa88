// The answer to one request over HTTP, from whichever connection it comes: bounded in bytes and time, its end always told. What
// was asked, and what the answer means, is the caller's.
import type { ClientRequest, IncomingHttpHeaders } from 'node:http';
import { endingOf } from './deadline.ts';
import { detailOf, systemCodeOf } from './failure.ts';

export interface AnswerLimits {
  /** What the body of the answer may have. */
  readonly maxBytes: number;
  /** For all of it; nothing but the signal ends it otherwise. */
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
  /** Whether the body of an answer with this status is wanted at all; else it is left where it is. */
  readonly wantsBody?: (status: number) => boolean;
}

export interface HttpsHead {
  readonly status: number;
  /** As it came. */
  readonly contentType: string;
  /** Where a redirect leads, as it came; empty where it leads nowhere. */
  readonly location: string;
  /** By name in lower case, as they came. */
  readonly headers: IncomingHttpHeaders;
}

export type HttpsResult =
  | (HttpsHead & { readonly ok: true; readonly body: Buffer })
  /** `head`: what had come before it failed. */
  | { readonly ok: false; readonly fault: HttpsFault; readonly head: HttpsHead | null };

/** `over`: the signal. `cut-off`: the connection ended within the body. */
export type HttpsFault =
  | { readonly kind: 'not-https' | 'over' | 'timeout' | 'too-large' }
  /** An errno or a code of OpenSSL's. */
  | { readonly kind: 'system' | 'cut-off'; readonly systemCode: string; readonly detail: string };

/** Never rejects. A connection that is over with its answer, or that failed, is closed; one that is kept alive stays its agent's. */
export function answerTo(
  outgoing: ClientRequest,
  limits: AnswerLimits & { readonly body?: string | Uint8Array },
): Promise<HttpsResult> {
  const { signal, timeoutMs, maxBytes, body, wantsBody = () => true } = limits;
  return new Promise((resolve) => {
    let head: HttpsHead | null = null;
    const finish = (result: HttpsResult): void => {
      clearTimeout(timer);
      stopListening();
      // Does nothing once an agent has the connection back.
      outgoing.destroy();
      resolve(result);
    };
    const fail = (fault: HttpsFault): void => finish({ ok: false, fault, head });
    const failBySystem = (error: unknown): void =>
      fail({ kind: 'system', systemCode: systemCodeOf(error), detail: detailOf(error) });
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => fail({ kind: 'timeout' }), timeoutMs);
    const stopListening = endingOf(signal).onOver(() => fail({ kind: 'over' }));
    outgoing.on('error', failBySystem);
    outgoing.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      head = { status, contentType: headers['content-type'] ?? '', location: headers.location ?? '', headers };
      const known = head;
      if (!wantsBody(status)) return finish({ ok: true, ...known, body: Buffer.alloc(0) });
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) fail({ kind: 'too-large' });
        else chunks.push(chunk);
      });
      const cutOff = { kind: 'cut-off', systemCode: 'ECONNRESET', detail: 'the connection closed within the answer' } as const;
      response.on('aborted', () => fail(cutOff));
      response.on('error', failBySystem);
      response.on('end', () => finish({ ok: true, ...known, body: Buffer.concat(chunks) }));
    });
    outgoing.end(body);
  });
}

// What one failure came to: the finding that names it, and the facts that show it. Only the shape.
import type { Explanation, FindingId } from '../model/finding.ts';
import type { Failure } from '../model/outcome.ts';
import type { Stage } from '../model/protocol.ts';
import type { Reply } from '../model/reply.ts';

export interface Cause {
  readonly stage: Stage;
  readonly code: FindingId;
  /** One line, lower case, no full stop. */
  readonly message: string;
  readonly systemCode?: string;
  readonly reply?: Reply;
  /** What knowledge says of the reply. */
  readonly explanation: Explanation | null;
  /** Null where nothing ended the connection: a certificate that does not verify. */
  readonly failure: Failure | null;
}

export const makeCause = (
  failure: Failure | null,
  stage: Stage,
  code: FindingId,
  message: string,
  more: { readonly systemCode?: string | undefined; readonly reply?: Reply; readonly explanation?: Explanation | null } = {},
): Cause => ({
  stage,
  code,
  message,
  ...(more.systemCode === undefined ? {} : { systemCode: more.systemCode }),
  ...(more.reply === undefined ? {} : { reply: more.reply }),
  explanation: more.explanation ?? null,
  failure,
});

/** The finding that each fault of a proxy is. */
export const PROXY_CODES = {
  unreachable: 'proxy-unreachable',
  'auth-required': 'proxy-auth-required',
  refused: 'proxy-refused',
  'protocol-error': 'proxy-protocol-error',
} as const;

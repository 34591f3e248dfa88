// A SASL exchange over a line protocol whose challenges and responses are Base64 lines and whose cancellation is a lone
// "*" (RFC 4954 §4, RFC 9051 §6.2.2, RFC 5034 §4). Knows neither the commands nor the replies around it.
import type { Budget, Outcome } from '../model/outcome.ts';
import type { Reply } from '../model/reply.ts';
import { decodeBase64 } from '../sasl/base64.ts';
import type { SaslExchange } from '../sasl/mechanism.ts';
import type { LoginResult } from './protocol.ts';

/** No mechanism asks more often; an endless row of challenges is an attack or a loop. */
const MAX_CHALLENGES = 10;

/** What the server says in an exchange: a challenge, still in Base64, or its verdict. */
export type SaslAnswer =
  | { readonly kind: 'challenge'; readonly text: string }
  | { readonly kind: 'reply'; readonly reply: Reply };

export interface SaslWire {
  read(budget: Budget): Promise<Outcome<SaslAnswer>>;
  /** `shown`: what the transcript gets. */
  write(line: string, shown: string): void;
  isSuccess(reply: Reply): boolean;
  scrub(text: string): string;
}

/** From the server's first answer to its verdict. `pending`: an initial response that did not go with the command. */
export async function converse(
  wire: SaslWire,
  mechanism: string,
  exchange: SaslExchange,
  pending: Buffer | null,
): Promise<LoginResult> {
  let waiting = pending;
  for (let challenges = 0; ; challenges += 1) {
    const outcome = await wire.read('auth');
    if (!outcome.ok) return unfinished(exchange, outcome.failure, null);
    if (outcome.value.kind === 'reply') return conclude(wire, mechanism, exchange, outcome.value.reply);
    if (challenges >= MAX_CHALLENGES) return cancel(wire, mechanism, exchange, 'challenges without end', false);
    const { text } = outcome.value;
    if (waiting) {
      // Only an invitation to begin: some servers write words where an empty challenge belongs.
      wire.write(waiting.toString('base64'), waiting.length === 0 ? '' : '***');
      waiting = null;
      continue;
    }
    const challenge = decodeBase64(text);
    if (!challenge)
      return cancel(wire, mechanism, exchange, `the challenge is no Base64: ${wire.scrub(text).slice(0, 80)}`, true);
    const step = await exchange.respond(challenge);
    if (step.kind === 'abort') return cancel(wire, mechanism, exchange, step.detail, false);
    wire.write(step.bytes.toString('base64'), step.bytes.length === 0 ? '' : '***');
  }
}

async function cancel(
  wire: SaslWire,
  mechanism: string,
  exchange: SaslExchange,
  detail: string,
  faultsMechanism: boolean,
): Promise<LoginResult> {
  wire.write('*', '*');
  const outcome = await wire.read('command');
  const reply = outcome.ok && outcome.value.kind === 'reply' ? outcome.value.reply : null;
  const failure = { kind: 'sasl', stage: 'auth', mechanism, detail: wire.scrub(detail) } as const;
  return { ...unfinished(exchange, failure, reply), faultsMechanism };
}

const unfinished = (exchange: SaslExchange, failure: LoginResult['failure'], reply: Reply | null): LoginResult => ({
  status: 'error',
  reply,
  failure,
  challenge: exchange.errorChallenge,
  faultsMechanism: false,
});

function conclude(wire: SaslWire, mechanism: string, exchange: SaslExchange, reply: Reply): LoginResult {
  const challenge = exchange.errorChallenge ?? exchange.targetInformation ?? null;
  if (!wire.isSuccess(reply)) return { status: 'rejected', reply, failure: null, challenge, faultsMechanism: false };
  const verdict = exchange.finish(null);
  if (verdict.ok) return { status: 'accepted', reply, failure: null, challenge, faultsMechanism: false };
  const failure = { kind: 'sasl', stage: 'auth', mechanism, detail: verdict.detail } as const;
  return { status: 'error', reply, failure, challenge, faultsMechanism: false };
}

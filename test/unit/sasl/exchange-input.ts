// What the mechanisms' tests start an exchange with; no test of its own.
import { Secret } from '../../../src/model/secret.ts';
import type { SaslInput } from '../../../src/sasl/mechanism.ts';

/** Inputs that records what is said to be sent. `nonce`: what `randomBytes` gives, in Base64. */
export function inputFor(
  changes: Partial<SaslInput> & { password?: string; nonce?: string } = {},
): SaslInput & { sent: string[] } {
  const { password = 'pencil', nonce = 'fyko+d2lbbFgONRv9qkxdawL', ...rest } = changes;
  const sent: string[] = [];
  return {
    user: 'user',
    secret: new Secret(password),
    host: 'mail.example.test',
    port: 587,
    service: 'smtp',
    channelBinding: null,
    randomBytes: () => Buffer.from(nonce, 'base64'),
    onSent: (payload) => sent.push(payload),
    sent,
    ...rest,
  };
}

/** The text of a response, or what it was aborted for in brackets. */
export const said = (step: { kind: 'response'; bytes: Buffer } | { kind: 'abort'; detail: string; said?: string }): string =>
  step.kind === 'response'
    ? step.bytes.toString('utf8')
    : `[abort: ${step.detail}${step.said === undefined ? '' : `: ${step.said}`}]`;

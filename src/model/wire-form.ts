// Forms in which a mechanism goes over the wire, where clients differ and some servers take one of them alone (RFC 4954 §4 has
// them take both). Knows neither client nor protocol.

export const WIRE_FORMS = [
  'PLAIN without initial response',
  'LOGIN with initial response',
  'PLAIN with authorization identity',
] as const;
export type WireForm = (typeof WIRE_FORMS)[number];

/** The form that an attempt was made in, where that is not this program's own. */
export interface SentForm {
  readonly name: WireForm;
  /** It was turned down with nothing of the secret out, or what was sent in it was asked for once more. */
  readonly isRefused: boolean;
}

interface FormedAttempt {
  readonly mechanism: string;
  readonly status: 'accepted' | 'rejected' | 'error';
  readonly form?: SentForm;
}

/** Attempts whose form was at fault, and nothing else: the same mechanism was taken in the other one. */
export const inRefusedForm = <T extends FormedAttempt>(attempts: readonly T[]): T[] =>
  attempts.filter(
    ({ form, mechanism }) =>
      form?.isRefused && attempts.some((other) => other.mechanism === mechanism && other.status === 'accepted'),
  );

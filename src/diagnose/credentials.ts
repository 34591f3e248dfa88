// Judges what became of the credentials: accepted, rejected, not judged, or kept back, and why. Words for users
// belong to the rules.

import { faultsMechanism } from '../knowledge/index.ts';
import type { CredentialsDiagnosis } from '../model/diagnosis.ts';
import type { FindingId } from '../model/finding.ts';
import type { AuthAttempt, AuthSkipReason, CredentialsObservation, Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { isMailProtocol } from '../model/protocol.ts';
import type { Reply } from '../model/reply.ts';
import { findMechanism } from '../sasl/index.ts';
import type { Cause } from './cause.ts';
import { classify, classifyReply } from './classify.ts';
import { classifyHttpReply } from './classify-http.ts';
import type { JudgedEndpoint } from './judge.ts';
import { faultOfCause } from './login-fault.ts';
import { furthestFirst } from './order.ts';
import { softwareSeen } from './software-seen.ts';
import { tokenCause } from './token.ts';

export interface JudgedCredentials {
  readonly seen: CredentialsObservation;
  readonly status: CredentialsDiagnosis['status'];
  readonly cause: FindingId | null;
  /** The attempt that decided, and its cause; null where nothing was sent, or it was accepted. */
  readonly attempt: AuthAttempt | null;
  readonly failed: Cause | null;
}

const isOauth = (mechanism: string): boolean => findMechanism(mechanism)?.uses === 'token';

const SKIP_CAUSES = {
  plaintext: 'auth-skipped-plaintext',
  'plaintext-injected': 'starttls-injection',
  untrusted: 'auth-skipped-untrusted',
  'not-advertised': 'auth-not-advertised',
  'no-common-mechanism': 'auth-no-common-mechanism',
  'oauth-required': 'auth-oauth-required',
  'token-request-failed': 'oauth-token-request-failed',
  unsendable: 'credential-shape',
  'host-unproven': 'login-host-unproven',
  'refused-elsewhere': null,
  'sent-before': 'login-not-repeated',
  interrupted: null,
  'no-endpoint': null,
} as const satisfies Record<Exclude<AuthSkipReason, 'foreign-audience'>, FindingId | null>;

export function judgeCredentials(
  plan: Plan,
  observations: Observations,
  endpoints: readonly JudgedEndpoint[],
): JudgedCredentials | null {
  const seen = observations.credentials;
  if (seen === null) return null;
  const last = seen.attempts.at(-1);
  if (seen.tokenRequest !== null && last === undefined) {
    return { seen, status: 'error', cause: 'oauth-token-request-failed', attempt: null, failed: null };
  }
  if (last === undefined)
    return { seen, status: 'skipped', cause: skipCause(plan, seen, observations, endpoints), attempt: null, failed: null };
  if (seen.attempts.some(({ status }) => status === 'accepted'))
    return { seen, status: 'accepted', cause: null, attempt: null, failed: null };
  const failed = attemptCause(plan, observations, seen, last, endpoints);
  const isRejected = isMailProtocol(plan.protocol) ? undefined : last.status === 'rejected';
  return {
    seen,
    status: isRejected === undefined ? rejectedOrError(last, failed) : isRejected ? 'rejected' : 'error',
    cause: failed.code,
    attempt: last,
    failed,
  };
}

function skipCause(
  plan: Plan,
  seen: CredentialsObservation,
  observations: Observations,
  endpoints: readonly JudgedEndpoint[],
): FindingId | null {
  const reason = seen.skipped?.reason ?? 'no-endpoint';
  if (reason === 'no-endpoint') {
    const failed = endpoints.filter(({ status }) => status === 'failed');
    const [furthest] = furthestFirst(
      (failed.length > 0 ? failed : endpoints.filter(({ failure }) => failure !== null)).map(({ seen: { port }, failure }) => ({
        port,
        failure,
      })),
    );
    return observations.dns.error?.code ?? furthest?.failure?.code ?? null;
  }
  const offered = seen.skipped?.offered ?? [];
  if (reason === 'foreign-audience') return plan.protocol === 'graph' ? 'graph-token-audience' : 'auth-token-scope';
  // A password, and nothing but OAuth on offer: that says more than "none in common".
  if (reason === 'no-common-mechanism' && seen.kind === 'password' && offered.length > 0 && offered.every(isOauth)) {
    return 'auth-oauth-required';
  }
  return SKIP_CAUSES[reason];
}

function attemptCause(
  plan: Plan,
  observations: Observations,
  seen: CredentialsObservation,
  attempt: AuthAttempt,
  endpoints: readonly JudgedEndpoint[],
): Cause {
  const { reply, failure } = attempt;
  if (failure?.kind === 'sasl') return classifyAt(plan, failure, attempt, endpoints);
  const refusal = reply ?? (failure?.kind === 'reply' ? failure.reply : null);
  if (refusal !== null && !isMailProtocol(plan.protocol)) {
    const sent = seen.kind === 'token' ? 'token' : 'password';
    const cause = classifyHttpReply(failure, refusal, 'auth', { ...plan, sent });
    // Refused before anything of the secret was out: NTLM over connections that something on the way takes apart.
    if (attempt.sent === 'nothing') return { ...cause, code: 'auth-mechanism-rejected', explanation: null };
    // What Graph says of a token has findings of its own, which ask the claims themselves.
    return sent === 'token' ? tokenCause(cause, plan, seen, attempt, observations.startedAt) : cause;
  }
  if (refusal !== null) {
    // The same words refuse a password and a token (Microsoft's 535 5.7.3): what was sent tells which.
    const sentToken = isOauth(attempt.mechanism);
    const cause = classifyReply(
      failure,
      refusal,
      'auth',
      { ...plan, software: softwareSeen(observations) },
      (id) => sentToken || !id.startsWith('auth-token-'),
    );
    if (isOfMechanism(attempt, refusal, plan)) {
      const explanation = cause.code === 'auth-mechanism-rejected' ? cause.explanation : null;
      return { ...cause, code: 'auth-mechanism-rejected', explanation };
    }
    return sentToken ? tokenCause(cause, plan, seen, attempt, observations.startedAt) : cause;
  }
  if (failure !== null) return classifyAt(plan, failure, attempt, endpoints);
  return {
    stage: 'auth',
    code: 'auth-protocol-error',
    message: 'the login came to no verdict',
    explanation: null,
    failure: null,
  };
}

/** Binding TLS and login together failed: RFC 5802 §7 has words for it, and Cyrus (tls-unique alone) its own. */
const FAILED_BINDING = /channel-binding|channel binding|bad protocol ?\/ ?cancel/i;

/** The refusal is of the mechanism: nothing had gone out that could be judged, or it is the binding that failed. */
function isOfMechanism({ mechanism, sent, challenge }: AuthAttempt, reply: Reply, { protocol, host }: Plan): boolean {
  const { uses, bindsChannel } = findMechanism(mechanism) ?? {};
  const mayProve = uses === 'password' || uses === 'token';
  if (sent === 'nothing' && mayProve) return faultsMechanism(reply, { protocol, host });
  return bindsChannel === true && FAILED_BINDING.test([challenge ?? '', ...reply.lines].join(' '));
}

function classifyAt(
  plan: Plan,
  failure: NonNullable<AuthAttempt['failure']>,
  attempt: AuthAttempt,
  endpoints: readonly JudgedEndpoint[],
): Cause {
  const endpoint = endpoints.find(({ id }) => id === attempt.endpoint) ?? endpoints[0];
  if (endpoint === undefined)
    return { stage: 'auth', code: 'auth-protocol-error', message: 'the login failed', explanation: null, failure };
  return classify(failure, { plan, seen: endpoint.seen, scan: null });
}

/** A reply that says nothing of the credentials rejects nothing. */
function rejectedOrError(attempt: AuthAttempt, cause: Cause): 'rejected' | 'error' {
  const reply = attempt.reply ?? cause.reply ?? null;
  if (reply === null || attempt.failure?.kind === 'sasl') return 'error';
  const temporary = reply.code === null ? ['temporary', 'limit'].includes(faultOfCause(cause.code)) : reply.code < 500;
  return temporary || !cause.code.startsWith('auth-') ? 'error' : 'rejected';
}

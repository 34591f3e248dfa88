// What a check of EWS showed of the login: whose mailbox it asked for and in which way, what the server behind it is, and each refusal
// that came although the login was taken. For the rules; judges one answer at a time.
import { type ExchangeProduct, exchangeNamed } from '../knowledge/index.ts';
import { isOfApplication } from '../model/graph-permissions.ts';
import type { HttpExchangeObservation, TokenClaims } from '../model/observation.ts';
import { classifyHttpReply } from './classify-http.ts';
import type { Case, Evidence } from './evidence.ts';

export interface EwsLogin {
  readonly claims: TokenClaims | null;
  readonly user: string;
  readonly mailbox: string;
  /** `--as`; null: nobody is impersonated. */
  readonly impersonated: string | null;
  readonly isOfApplication: boolean;
  readonly isAccepted: boolean;
  readonly exchanges: readonly HttpExchangeObservation[];
}

/** Null: it is another protocol, or there was no login. */
export function ewsLoginOf({ plan, credentials, endpoints }: Evidence): EwsLogin | null {
  if (plan.protocol !== 'ews' || credentials === null) return null;
  const { claims, user } = credentials.seen;
  const { mailbox: target } = plan.target;
  const impersonated = plan.impersonated ?? null;
  return {
    claims,
    user,
    mailbox: impersonated ?? (target === null ? user : `${target.user}@${target.domain}`),
    impersonated,
    isOfApplication: claims !== null && isOfApplication(claims),
    isAccepted: credentials.status === 'accepted',
    exchanges: endpoints.flatMap(({ seen }) => seen.http ?? []),
  };
}

/** 401 is of the login, and there may have been another one. */
const isRefusal = ({ purpose, status, errorCode }: HttpExchangeObservation): boolean =>
  purpose === 'inbox' && status !== 401 && (status >= 400 || errorCode !== null);

/** Each refusal that came although the login was taken. */
export function ewsPermissionCases(evidence: Evidence): Case[] {
  if (!ewsLoginOf(evidence)?.isAccepted) return [];
  return evidence.endpoints.flatMap((endpoint) =>
    (endpoint.seen.http ?? []).filter(isRefusal).map(({ status, errorCode, message }) => ({
      endpoint,
      cause: classifyHttpReply(
        null,
        { code: status, enhanced: errorCode, lines: message === '' ? [] : [message] },
        'permission',
        evidence.plan,
      ),
    })),
  );
}

export interface SeenExchange {
  readonly version: string;
  /** Null: no product has this number. */
  readonly product: ExchangeProduct | null;
}

/** The server by what its answers tell; null: nothing. */
export function exchangeSeen({ endpoints, observations }: Evidence): SeenExchange | null {
  const exchanges = endpoints.flatMap(({ seen }) => seen.http ?? []);
  const version = exchanges.map(({ server }) => server?.version ?? null).findLast((text) => text !== null) ?? null;
  return version === null ? null : { version, product: exchangeNamed(version, Date.parse(observations.startedAt)) };
}

/** By which whoever runs Exchange finds what was asked, and on which machines. */
export const traceLines = (exchanges: readonly HttpExchangeObservation[]): readonly string[] =>
  exchanges
    .filter(isRefusal)
    .flatMap(({ request, requestId, server }) => [
      ...(requestId ? [`${request}: request-id ${requestId}`] : []),
      ...(server && server.machines.length > 0 ? [`answered by ${server.machines.join(', ')}`] : []),
    ]);

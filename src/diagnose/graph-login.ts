// What a check of Microsoft Graph showed of the login, once Graph had taken it: the token's own claims, the mailbox in question,
// and each refusal that came from behind the token. For the rules; judges one answer at a time.
import { isOfApplication, mayReadInbox, mayReadUser } from '../model/graph-permissions.ts';
import type { HttpExchangeObservation, TokenClaims } from '../model/observation.ts';
import { classifyHttpReply } from './classify-http.ts';
import type { Case, Evidence } from './evidence.ts';

export interface GraphLogin {
  readonly claims: TokenClaims | null;
  readonly mailbox: string;
  /** Whoever signed in asks for the mailbox that is his. */
  readonly isOwn: boolean;
  /** No person's. */
  readonly isOfApplication: boolean;
  readonly isAccepted: boolean;
  readonly exchanges: readonly HttpExchangeObservation[];
}

/** Null: it is another protocol, or there was no login. */
export function graphLoginOf({ plan, credentials, endpoints }: Evidence): GraphLogin | null {
  if (plan.protocol !== 'graph' || credentials === null) return null;
  const { claims, user } = credentials.seen;
  const { mailbox: target } = plan.target;
  const mailbox = target === null ? user : `${target.user}@${target.domain}`;
  const isApplication = claims !== null && isOfApplication(claims);
  return {
    claims,
    mailbox,
    isOwn: !isApplication && (claims?.user ?? user).toLowerCase() === mailbox.toLowerCase(),
    isOfApplication: isApplication,
    isAccepted: credentials.status === 'accepted',
    exchanges: endpoints.flatMap(({ seen }) => seen.http ?? []),
  };
}

/** What a token without the permission is refused says nothing of the mailbox. */
function isTelling({ purpose, status }: HttpExchangeObservation, { claims, isOwn }: GraphLogin): boolean {
  if (status !== 403) return true;
  return purpose === 'inbox' ? mayReadInbox(claims) : mayReadUser(claims, isOwn);
}

/** Each refusal that came although the token was taken. */
export function graphPermissionCases(evidence: Evidence): Case[] {
  const login = graphLoginOf(evidence);
  if (!login?.isAccepted) return [];
  return evidence.endpoints.flatMap((endpoint) =>
    (endpoint.seen.http ?? [])
      .filter((seen) => seen.purpose !== 'door' && seen.status >= 400 && isTelling(seen, login))
      .map(({ status, errorCode, message }) => ({
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

/** The token by what it says of itself, one fact a line. */
export function claimLines(claims: TokenClaims | null): readonly string[] {
  if (claims === null) return [];
  const { audience, roles, scopes, tenant, application, user, expiresAt } = claims;
  const lines: readonly (string | null)[] = [
    `aud of the token: ${audience.join(', ') || 'none'}`,
    isOfApplication(claims)
      ? `roles of the token (an application's): ${roles.join(' ') || 'none'}`
      : `scp of the token (a person's${user === null ? '' : `, ${user}`}): ${scopes.join(' ') || 'none'}`,
    application === undefined ? null : `application: ${application}`,
    tenant === null ? null : `tid of the token: ${tenant}`,
    expiresAt === null ? null : `exp of the token: ${expiresAt}`,
  ];
  return lines.filter((line) => line !== null);
}

/** By which Microsoft's own people find what was asked. */
export const requestIdLines = ({ exchanges }: GraphLogin): readonly string[] =>
  exchanges.flatMap(({ requestId, status, request, purpose }) =>
    purpose !== 'door' && status >= 400 && requestId ? [`${request}: request-id ${requestId}`] : [],
  );

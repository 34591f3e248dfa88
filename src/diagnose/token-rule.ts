// The family of refused OAuth tokens: knowledge's words, with what challenge and claims show. A rule may put words of
// its own in their place where the claims tell more than the server did.
import type { FindingId } from '../model/finding.ts';
import type { TokenClaims } from '../model/observation.ts';
import { PROTOCOL_FACTS, type Protocol } from '../model/protocol.ts';
import { authRule } from './auth-rule.ts';
import type { Evidence } from './evidence.ts';
import type { Rule, Words } from './rule.ts';
import { faultOfToken } from './token.ts';

/** What Microsoft wants for mail: a person's scope, an application's permission. */
export function microsoftScopes(protocol: Protocol): { readonly delegated: string; readonly application: string } {
  const { delegated, application } = PROTOCOL_FACTS[protocol].microsoftScopes;
  return { delegated: `https://outlook.office.com/${delegated}`, application };
}

export interface RefusedToken {
  readonly claims: TokenClaims;
  /** The name that was sent with it. */
  readonly user: string;
  readonly protocol: Protocol;
}

const shownBy = ({ plan, credentials, observations }: Evidence): readonly string[] =>
  credentials?.attempt ? faultOfToken(plan, credentials.seen, credentials.attempt, observations.startedAt).evidence : [];

/** `byClaims` is asked only where the reply itself has no words of its own. */
export const tokenRule = (
  id: Extract<FindingId, `auth-token-${string}`>,
  byClaims?: (token: RefusedToken) => Partial<Words>,
): Rule =>
  authRule(id, ({ evidence = [] }, cases, view) => {
    const claims = view.credentials?.seen.claims ?? null;
    const isExplained = cases.some(({ cause }) => cause.explanation !== null);
    const { user = '' } = view.credentials?.seen ?? {};
    const own = claims && !isExplained ? byClaims?.({ claims, user, protocol: view.plan.protocol }) : undefined;
    return { ...own, evidence: [...evidence, ...shownBy(view)] };
  });

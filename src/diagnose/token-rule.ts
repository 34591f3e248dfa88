// The family of refused OAuth tokens: knowledge's words, with what challenge and claims show.
import type { FindingId } from '../model/finding.ts';
import { authRule } from './auth-rule.ts';
import type { Evidence } from './evidence.ts';
import type { Rule } from './rule.ts';
import { faultOfToken } from './token.ts';

const shownBy = ({ plan, credentials, observations }: Evidence): readonly string[] =>
  credentials?.attempt ? faultOfToken(plan, credentials.seen, credentials.attempt, observations.startedAt).evidence : [];

export const tokenRule = (id: Extract<FindingId, `auth-token-${string}`>): Rule =>
  authRule(id, ({ evidence = [] }, _, view) => ({ evidence: [...evidence, ...shownBy(view)] }));

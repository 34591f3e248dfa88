// 401: the token itself is refused. Where the answer leaves open why, its own claims may tell.
import { isForGraphAt } from '../../model/graph-audience.ts';
import { graphRule } from '../graph-rule.ts';

const CLOCK_SKEW_MS = 300_000;

export const graphTokenRefused = graphRule('graph-token-refused', (_words, { claims }, { observations, plan, credentials }) => {
  if (claims === null) return credentials?.attempt?.reply?.code === 401 ? opaque : {};
  const now = Date.parse(observations.startedAt);
  const { expiresAt, notBefore, audience } = claims;
  if (expiresAt !== null && Date.parse(expiresAt) <= now) return { title: `The token has expired: ${expiresAt}`, ...RENEW };
  if (notBefore !== null && Date.parse(notBefore) > now + CLOCK_SKEW_MS)
    return {
      title: `The token does not hold yet by this machine's clock: ${notBefore}`,
      detail: 'It was issued in the future: the clock here is slow, or it was when the token was requested elsewhere.',
      fix: 'Set the clock of this machine by NTP, and request a new token.',
      owner: 'you',
    };
  return isForGraphAt(plan.host, audience) ? {} : { title: `The token is for ${audience.join(', ')}, not for ${plan.host}` };
});

const RENEW = {
  detail: 'A token for Graph lives about an hour. This one was refused since its time is over.',
  fix: 'Request a new token, and let the application request one before each has expired (refresh token or client credentials).',
  owner: 'you',
} as const;

const opaque = {
  detail:
    'Graph does not know it. It is no JWT, as the tokens of work and school accounts are: what it is for cannot be told from outside.',
};

// The identity provider refused, or could not be reached: its error code with the cause.
import { explainOauthError, wordingOf } from '../../knowledge/index.ts';
import { clip } from '../phrases.ts';
import { skippedRule } from '../skipped-rule.ts';

export const oauthTokenRequestFailed = skippedRule(
  'oauth-token-request-failed',
  'error',
  ({ seen: { tokenRequest } }, { adviceFor }) => {
    const own = wordingOf('oauth-token-request-failed');
    const { endpoint = '', status = null, error = null, description = null, systemCode = null } = tokenRequest ?? {};
    const [known] =
      error === null && description === null ? [] : explainOauthError(error ?? '', description ?? undefined, adviceFor);
    const isForeign = error === null && description === null && systemCode === null;
    return {
      title:
        known?.title ??
        (status === null
          ? 'The identity provider cannot be reached'
          : isForeign
            ? 'What answers at the token endpoint is no OAuth server'
            : own.title),
      detail:
        known?.meaning ??
        (status === null
          ? 'No answer came from the token endpoint, so there was no token to log in with. The mail server was not asked.'
          : own.meaning),
      evidence: [
        `${endpoint}: ${[status === null ? null : `HTTP ${status}`, error, systemCode].filter((part) => part !== null).join(', ') || 'no answer'}`,
        ...(description === null ? [] : [clip(description)]),
      ],
      fix:
        known?.fix ??
        (status === null || isForeign
          ? 'Check the issuer or provider in --oauth and --tenant, and that this machine reaches it over HTTPS (proxy, firewall, trusted roots).'
          : own.fix),
      owner: known?.owner ?? 'you',
      reference: known?.reference ?? 'RFC 6749 §5.2',
    };
  },
);

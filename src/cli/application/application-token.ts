// What an application's own file says of its token request: client credentials, for which the secret in the file is the
// application's. Reads no secret and no network.
import type { OauthOptions } from '../../model/plan.ts';
import type { Secret } from '../../model/secret.ts';
import { withoutEnd } from '../../model/text-ends.ts';
import { quoteInput, UsageError } from '../../model/usage-error.ts';
import type { PartFacts } from '../../settings/resolve.ts';
import { parseIssuer } from '../login/oauth-options.ts';

type Facts = Pick<PartFacts, 'section' | 'values'>;

/** By these settings the secret in the file is an application's, for a token, and never a mailbox's password. */
export const isApplicationLogin = ({ section: { oauth }, values }: Facts): boolean =>
  oauth !== undefined && values.all(oauth.when);

/** By these settings the password is exchanged for a token in a way that no check does: it is for no mail server. */
export const isPasswordGrant = ({ section: { oauth }, values }: Facts): boolean =>
  oauth?.passwordGrantWhen !== undefined && values.all(oauth.passwordGrantWhen);

/** Null: the secret is a password. Throws UsageError: something is missing, or the authority is none. */
export function tokenRequestOf({ section: { oauth }, values }: Facts, clientSecret: Secret): OauthOptions | null {
  if (oauth === undefined || !values.all(oauth.when)) return null;
  const need = (key: string): string => {
    const text = values.text(key);
    if (text === null) throw new UsageError(`there is no ${key} in the file, and without it there is no token`, '--login');
    return text.trim();
  };
  const tenant = need(oauth.tenant);
  if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(tenant))
    throw new UsageError(`${oauth.tenant}: ${quoteInput(tenant)} is no tenant id or domain`, '--login');
  const authority = values.text(oauth.authority)?.trim() ?? oauth.defaults.authority;
  return {
    provider: 'microsoft',
    issuer: parseIssuer(`${withoutEnd(authority, '/')}/${tenant}/v2.0`, '--login'),
    flow: 'client-credentials',
    clientId: need(oauth.clientId),
    clientSecret,
    refreshToken: null,
    scope: values.text(oauth.scope)?.trim() ?? oauth.defaults.scope,
  };
}

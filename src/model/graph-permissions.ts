// Which of Graph's permissions allow what, by the names that a token's claims have for them. Facts alone.
// Microsoft Graph permissions reference, https://learn.microsoft.com/graph/permissions-reference, looked up 2026-11-27.
import type { TokenClaims } from './observation.ts';

const READS_INBOX = [
  'Mail.ReadBasic',
  'Mail.ReadBasic.All',
  'Mail.Read',
  'Mail.ReadWrite',
  'Mail.Read.Shared',
  'Mail.ReadWrite.Shared',
  'Mail.ReadBasic.Shared',
];
const READS_USERS = [
  'User.ReadBasic.All',
  'User.Read.All',
  'User.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
/** Of whoever signed in. */
const READS_OWN_USER = [...READS_USERS, 'User.Read', 'User.ReadWrite'];

const has = (held: readonly string[], wanted: readonly string[]): boolean => {
  const names = held.map((name) => name.slice(name.lastIndexOf('/') + 1).toLowerCase());
  return wanted.some((name) => names.includes(name.toLowerCase()));
};

/** No person's: permissions in `roles`, none in `scp`. */
export const isOfApplication = ({ isOfApplication, scopes, roles }: TokenClaims): boolean =>
  isOfApplication ?? (scopes.length === 0 || roles.length > scopes.length);

/**
 * May be asked for the inbox. What RBAC for Applications allows in Exchange stands in no token, so that an application is asked
 * always (https://learn.microsoft.com/exchange/permissions-exo/application-rbac).
 */
export const mayReadInbox = (claims: TokenClaims | null): boolean =>
  claims === null || isOfApplication(claims) || has(claims.scopes, READS_INBOX);

export const mayReadUser = (claims: TokenClaims | null, isOwn: boolean): boolean =>
  claims === null || has([...claims.scopes, ...claims.roles], isOwn ? READS_OWN_USER : READS_USERS);

const SENDS = ['Mail.Send'];
/** A person's, in the name of another mailbox. */
const SENDS_FOR_OTHERS = ['Mail.Send.Shared'];

/** The permission to send that the token would need and does not carry; null: it carries it. */
export function missingToSend(claims: TokenClaims, isOwn: boolean): string | null {
  if (isOfApplication(claims)) return has(claims.roles, SENDS) ? null : 'Mail.Send';
  const wanted = isOwn ? SENDS : SENDS_FOR_OTHERS;
  return has(claims.scopes, wanted) ? null : (wanted[0] ?? null);
}

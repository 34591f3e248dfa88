// The reply itself asks for another form of user name.
import { authRule } from '../auth-rule.ts';

export const authUsernameFormat = authRule('auth-username-format', ({ fix }, _, { credentials }) => ({
  fix: credentials?.seen.user ? `${fix} Given was: ${credentials.seen.user}.` : fix,
}));

// The exchange itself failed, and nothing was said of the credentials.
import { authRule } from '../auth-rule.ts';

export const authProtocolError = authRule('auth-protocol-error', ({ fix }, _, { credentials }) =>
  credentials?.attempt
    ? {
        title: `The login dialogue with ${credentials.attempt.mechanism} itself went wrong`,
        fix: `${fix} With mailprobe: --auth-exclude ${credentials.attempt.mechanism}.`,
      }
    : {},
);

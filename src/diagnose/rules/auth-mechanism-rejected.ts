// 504 or 534: this mechanism is not taken.
import { authRule } from '../auth-rule.ts';

export const authMechanismRejected = authRule('auth-mechanism-rejected', ({ fix }, _, { credentials }) =>
  credentials?.attempt && credentials.attempt.sent !== 'nothing'
    ? {
        fix: `${fix} The credentials had gone out with it, so that no other mechanism was tried. With mailprobe: --auth-exclude ${credentials.attempt.mechanism}.`,
      }
    : {},
);

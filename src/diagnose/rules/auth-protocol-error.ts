// The exchange itself failed, and nothing was said of the credentials.
import { findMechanism } from '../../sasl/index.ts';
import { authRule } from '../auth-rule.ts';
import { unprovenFix } from '../unproven-login.ts';

export const authProtocolError = authRule('auth-protocol-error', ({ detail, fix }, _, { credentials }) => {
  const attempt = credentials?.attempt;
  if (!attempt) return {};
  const { mechanism, sent } = attempt;
  const title = `The login dialogue with ${mechanism} itself went wrong`;
  if (sent !== 'nothing' || findMechanism(mechanism) === undefined) {
    return { title, fix: `${fix} With mailprobe: --auth-exclude ${mechanism}.` };
  }
  return {
    title,
    detail: `${detail} It came before the password, or a proof of it, had been sent: the password was not judged.`,
    fix: unprovenFix(mechanism),
    owner: 'server',
  };
});

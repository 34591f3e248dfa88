// 535 with no narrower cause: the checklist, with what the provider is known to want.
import { providerOfHost } from '../../knowledge/index.ts';
import { authRule } from '../auth-rule.ts';

export const authRejected = authRule('auth-rejected', ({ fix, evidence = [] }, _, { plan, credentials }) => {
  const provider = providerOfHost(plan.host);
  const shape = credentials?.seen.shape ?? [];
  const odd = shape.length > 0 ? ' The credentials themselves look odd: see the finding credential-shape first.' : '';
  return {
    title: `The server does not accept user name and password of ${credentials?.seen.user || 'this login'}`,
    fix: `${provider ? `${provider.name} wants as user name: ${provider.username}; as password: ${provider.password}. ` : ''}${fix}${odd}`,
    evidence,
  };
});

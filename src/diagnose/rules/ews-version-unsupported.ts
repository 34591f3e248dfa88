// The version of the request, or its form, is none of this server's.
import { exchangeSeen } from '../ews-login.ts';
import { ewsRule } from '../ews-rule.ts';

export const ewsVersionUnsupported = ewsRule('ews-version-unsupported', ({ evidence = [] }, _login, view) => {
  const seen = exchangeSeen(view);
  return seen === null ? {} : { evidence: [`the server: ${seen.product?.title ?? 'Exchange'} (${seen.version})`, ...evidence] };
});

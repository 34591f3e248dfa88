// Which Exchange answers, and what an application's setting of the version may say.
import { wordingOf } from '../../knowledge/index.ts';
import { exchangeSeen } from '../ews-login.ts';
import type { Rule } from '../rule.ts';

export const ewsServerVersion: Rule = {
  id: 'ews-server-version',
  find(evidence) {
    const seen = evidence.plan.protocol === 'ews' ? exchangeSeen(evidence) : null;
    if (seen === null) return [];
    const { version, product } = seen;
    const { title, meaning, fix, owner, reference } = wordingOf('ews-server-version');
    const answered = evidence.endpoints.filter(({ seen: { http = [] } }) =>
      http.some(({ server }) => server?.version === version),
    );
    const machines = [
      ...new Set(answered.flatMap(({ seen: { http = [] } }) => http.flatMap(({ server }) => server?.machines ?? []))),
    ];
    return [
      {
        severity: 'info',
        title: product === null ? `${title}: ${version}` : `${product.title} answers (${version})`,
        detail: product?.isOutOfSupport ? `${meaning} Microsoft mends this product no more.` : meaning,
        evidence: [
          `version of the server: ${version}`,
          ...(product === null ? [] : [`newest RequestServerVersion: ${product.requestVersion}`]),
          ...(machines.length === 0 ? [] : [`answered by ${machines.join(', ')}`]),
        ],
        fix: fix.replaceAll('<version>', product?.requestVersion ?? 'Exchange2010_SP2'),
        owner,
        endpoints: answered.map(({ id }) => id),
        reference,
      },
    ];
  },
};

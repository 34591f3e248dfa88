// STARTTLS mode, and no STARTTLS keyword.

import type { Severity } from '../../model/finding.ts';
import { PROTOCOL_FACTS } from '../../model/protocol.ts';
import { agreeing, capital, portsOf } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

export const starttlsNotOffered = endpointRule('starttls-not-offered', (cases, evidence) => {
  const { alternatives, plan } = evidence;
  const silent = cases.map(({ endpoint }) => endpoint.seen);
  const { startTlsCommand: keyword, references } = PROTOCOL_FACTS[plan.protocol];
  // Also on port 25 mail then crosses the network in the clear.
  const severity: Severity = evidence.weighAll(cases) === 'error' ? 'error' : 'warning';
  return {
    severity,
    title: `${capital(portsOf(silent))} ${agreeing(silent, 'offers', 'offer')} no ${keyword}`,
    detail: `The server lists no ${keyword} there, so everything said there, logins included, would go in the clear.`,
    fix: `${alternatives.length > 0 ? `Use ${alternatives.join(' or ')}. ` : ''}The server's administrator sets up a certificate and offers ${keyword}${evidence.setting('starttls')}.`,
    owner: 'server',
    reference: references.startTls,
  };
});

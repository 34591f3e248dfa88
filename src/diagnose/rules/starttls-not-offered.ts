// No STARTTLS keyword: in STARTTLS mode, and where a port was asked without encryption.

import type { Severity } from '../../model/finding.ts';
import { PROTOCOL_FACTS } from '../../model/protocol.ts';
import { makeCause } from '../cause.ts';
import type { Case, Evidence } from '../evidence.ts';
import { agreeing, capital, portsOf } from '../phrases.ts';
import { type Cases, draft, isSome, type Rule, type Words } from '../rule.ts';
import { isPreauthenticated, offersStartTls, openEndpoints } from '../without-tls.ts';

/** Asked without encryption: nothing failed, and nothing else can be had there. */
const openCases = (evidence: Evidence): Case[] =>
  openEndpoints(evidence)
    .filter((endpoint) => !offersStartTls(endpoint.seen) && !evidence.isExplained('starttls-not-offered', endpoint))
    .map((endpoint) => ({
      endpoint,
      cause: makeCause(null, 'starttls', 'starttls-not-offered', 'the server does not offer STARTTLS'),
    }));

function describe(evidence: Evidence, cases: Cases): Words {
  const { alternatives, plan } = evidence;
  const silent = cases.map(({ endpoint }) => endpoint.seen);
  const { startTlsCommand: keyword, references } = PROTOCOL_FACTS[plan.protocol];
  // Also on port 25 mail then crosses the network in the clear.
  // A login that was sent in the clear all the same was asked for by name.
  const isWanted = evidence.credentials?.status === 'accepted' && cases.every(({ endpoint }) => endpoint.seen.mode === 'plain');
  const severity: Severity = evidence.weighAll(cases) === 'error' && !isWanted ? 'error' : 'warning';
  const use = alternatives.length > 0 ? `Use ${alternatives.join(' or ')}. ` : '';
  if (silent.every(isPreauthenticated)) {
    return {
      severity,
      title: `${capital(portsOf(silent))} ${agreeing(silent, 'greets', 'greet')} with PREAUTH: there is no ${keyword} and no login then`,
      detail:
        'PREAUTH says that the client is logged in already, and no client may start TLS after it. A server means it for programs of its own host; who stands between client and server says it to keep the client off TLS.',
      fix: `${use}The server's administrator takes PREAUTH off ports that can be reached from outside; where the server does not greet so itself, something on the way does.`,
      owner: 'server',
      reference: 'RFC 9051 §11.1',
    };
  }
  return {
    severity,
    title: `${capital(portsOf(silent))} ${agreeing(silent, 'offers', 'offer')} no ${keyword}`,
    detail: `The server lists no ${keyword} there, so everything said there, logins included, would go in the clear.`,
    fix: `${use}The server's administrator sets up a certificate and offers ${keyword}${evidence.setting('starttls')}.`,
    owner: 'server',
    reference: references.startTls,
  };
}

export const starttlsNotOffered: Rule = {
  id: 'starttls-not-offered',
  find(evidence) {
    const cases = [...evidence.cases('starttls-not-offered'), ...openCases(evidence)];
    return isSome(cases) ? [draft(evidence, cases, describe(evidence, cases))] : [];
  },
};

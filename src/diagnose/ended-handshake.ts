// A connection that ends in the handshake without an alert: the same suspects whether it was closed or reset.
import type { Evidence } from './evidence.ts';
import { statedCause } from './one-cause.ts';
import { portsOf } from './phrases.ts';
import type { Cases, Words } from './rule.ts';

export function endedHandshake(does: string, cases: Cases, evidence: Evidence): Words {
  const stated = statedCause(does, cases, evidence);
  if (stated !== null) return stated;
  const { observations, plan } = evidence;
  const [{ endpoint }] = cases;
  const { port, mode } = endpoint.seen;
  const isScanned = cases.some(({ endpoint: { seen } }) =>
    observations.scans.some((scan) => scan.port === seen.port && scan.mode === seen.mode && scan.address === seen.address),
  );
  const starttls = mode === 'starttls' ? ` -starttls ${plan.protocol}` : '';
  return {
    title: `The server ${does} in the TLS handshake on ${portsOf(cases.map((item) => item.endpoint.seen))}`,
    detail: `It says nothing of the reason, not even by an alert. Most often it knows only TLS versions that are obsolete, or its certificate or key is missing or cannot be read.${
      isScanned ? ' A second connection that takes every version and cipher came no further.' : ''
    } Else a filter on connections, or a TLS proxy with no mail server behind it.`,
    fix: `The server's administrator checks in the mail log of this minute that certificate and key were loaded${evidence.setting('certificate')}, and which TLS versions are allowed${evidence.setting('tls-versions')}. To look closer: \`openssl s_client -connect ${plan.host}:${port} -servername ${plan.servername}${starttls}\`.`,
    owner: 'server',
    reference: 'RFC 8446 §6',
    evidence: isScanned ? ['tried again with TLS 1.0 to 1.3 and every cipher: no handshake either'] : [],
  };
}

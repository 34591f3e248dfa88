// No protocol version in common: names what the server speaks where that was found.
import type { Evidence } from '../evidence.ts';
import type { JudgedEndpoint } from '../judge.ts';
import { list } from '../phrases.ts';
import { endpointRule } from '../rule.ts';
import { versionsOffered } from '../versions-offered.ts';

function versionsSpoken({ observations }: Evidence, { seen }: JudgedEndpoint): string[] {
  const scan = observations.scans.find(
    ({ port, mode, address }) => port === seen.port && mode === seen.mode && address === seen.address,
  );
  if (!scan) return [];
  const accepted = Object.entries(scan.versions).flatMap(([version, isAccepted]) => (isAccepted ? [version] : []));
  return [...new Set([...accepted, ...(scan.lenient ? [scan.lenient.protocol] : [])])];
}

export const tlsVersionUnsupported = endpointRule('tls-version-unsupported', (cases, evidence) => {
  const { minVersion, maxVersion } = evidence.plan.tls;
  const spoken = [...new Set(cases.flatMap(({ endpoint }) => versionsSpoken(evidence, endpoint)))];
  const limited = minVersion !== null || maxVersion !== null;
  const [lowest, highest] = versionsOffered(evidence.plan.tls);
  const offered = lowest === highest ? `${lowest} alone` : `${lowest} to ${highest}`;
  const isOld = spoken.length > 0 && spoken.every((version) => version === 'TLSv1' || version === 'TLSv1.1');
  return {
    title:
      spoken.length > 0
        ? `No TLS version in common: the server speaks ${list(spoken)}`
        : 'No TLS version in common with the server',
    detail: `Offered was ${offered}${limited ? ' (--tls-min, --tls-max)' : ''}. ${isOld || !limited ? 'Versions before TLS 1.2 are obsolete and switched off in current clients.' : 'The server takes none of it.'}`,
    fix: limited
      ? 'Leave --tls-max and --tls-min out, or set them to what the server speaks; update a client that cannot do TLS 1.2 or 1.3.'
      : `The server's administrator updates the server or its TLS library and allows TLS 1.2 and 1.3${evidence.setting('tls-versions')}.`,
    owner: limited ? 'you' : 'server',
    reference: 'RFC 8996',
    evidence: [`versions offered: ${offered}`, ...(spoken.length > 0 ? [`versions the server accepts: ${list(spoken)}`] : [])],
  };
});

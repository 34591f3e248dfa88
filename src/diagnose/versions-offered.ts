// Which TLS versions a check offers, as its plan limits them. Pure; knows no server.
import type { Plan, TlsVersion } from '../model/plan.ts';

/** The lowest and the highest: Node's own where nothing was named, and room for an old one that was. */
export function versionsOffered({
  minVersion,
  maxVersion,
}: Pick<Plan['tls'], 'minVersion' | 'maxVersion'>): [TlsVersion, TlsVersion] {
  const lowest = minVersion ?? (maxVersion !== null && maxVersion < 'TLSv1.2' ? 'TLSv1' : 'TLSv1.2');
  return [lowest, maxVersion ?? 'TLSv1.3'];
}

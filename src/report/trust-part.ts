// By which roots the certificates of a check were verified, as the report gives it.
import type { Plan } from '../model/plan.ts';
import type { ReportTrust } from '../model/report.ts';
import { NODE_ROOTS_NAME } from '../model/trust-store.ts';

export function reportTrust({ tls: { trust, extraRoots } }: Pick<Plan, 'tls'>): ReportTrust {
  const added = extraRoots.length;
  if (!trust) return { store: 'default', name: NODE_ROOTS_NAME, path: null, added };
  const { kind, name, path, certificates, isIntact } = trust;
  return { store: kind, name, path, certificates: certificates.length, added, ...(isIntact === null ? {} : { isIntact }) };
}

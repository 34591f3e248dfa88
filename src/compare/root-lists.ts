// By which lists of roots a run held a certificate against, and what each said of it: the one that it was asked with, and that
// of the second handshake where there was one. Verdicts of two runs are compared where they are by the same list. Pure.
import type { Report, ReportTls } from '../model/report.ts';
import { NODE_ROOTS_NAME } from '../model/trust-store.ts';

export interface ListVerdict {
  /** The same for the same list, on whichever machine. */
  readonly list: string;
  readonly name: string;
  readonly trusted: boolean;
  /** Why not. */
  readonly code: string | null;
}

/** What NODE_EXTRA_CA_CERTS adds no report says: what comes of it is this machine's, as any other store that was altered. */
const listKey = (store: string, path: string | null, added: number): string =>
  JSON.stringify([store === 'default' ? 'node' : store, path, added]);

/** The one that it was asked with first. */
export function listVerdicts({ trust }: Pick<Report, 'trust'>, tls: ReportTls): readonly [ListVerdict, ...ListVerdict[]] {
  const { store, name, path, added } = trust ?? { store: 'default', name: NODE_ROOTS_NAME, path: null, added: 0 };
  // --ca adds to either list.
  const verdict = (of: string, at: string | null, called: string, trusted: boolean, code: string | null): ListVerdict => ({
    list: listKey(of, at, added),
    name: added === 0 ? called : `${called} and ${added} of --ca`,
    trusted,
    code,
  });
  const { trusted, error, otherTrust: other } = tls;
  const used = verdict(store, path, name, trusted, error?.code ?? null);
  return other ? [used, verdict(other.kind, null, other.name, other.trusted, other.systemCode)] : [used];
}

export const verdictBy = (verdicts: readonly ListVerdict[], { list }: ListVerdict): ListVerdict | undefined =>
  verdicts.find((one) => one.list === list);

/** `does not verify by Windows (cert-untrusted-root)`. */
export function verdictText({ trusted, code }: Pick<ListVerdict, 'trusted' | 'code'>, name?: string): string {
  const by = name === undefined ? '' : ` by ${name}`;
  return trusted ? `verifies${by}` : `does not verify${by}${code === null ? '' : ` (${code})`}`;
}

// What is to be said of a domain's own records and documents, and the order in which its owner should act on it. Pure.

export const DOMAIN_FINDINGS = [
  'domain-not-found',
  'server-failed',
  'server-untrusted',
  'plaintext-named',
  'mode-against-port',
  'document-broken',
  'pacc-digest',
  'mta-sts-broken',
  'mta-sts-mx',
  'mta-sts-server',
  'tlsa-mismatch',
  'tlsa-unusable',
  'sources-disagree',
  'login-not-offered',
  'srv-target',
  'srv-unsigned',
  'foreign-redirect',
  'autoconfig-missing',
  'srv-missing',
  'srv-no-implicit-tls',
  'document-content-type',
  'oauth-metadata',
  'wildcard',
  'autodiscover-missing',
  'mta-sts-missing',
  'tlsa-missing',
  'pacc-missing',
  'not-asked',
] as const;
export type DomainFindingId = (typeof DOMAIN_FINDINGS)[number];

export interface DomainFinding {
  readonly id: DomainFindingId;
  /** `error`: some mail programs fail by it. `warning`: some do worse than they could. `info`: it is not there. */
  readonly severity: 'error' | 'warning' | 'info';
  readonly what: string;
  readonly fix: string;
  readonly reference: string | null;
}

const SEVERITIES = ['error', 'warning', 'info'] as const;

/** What to change first comes first. */
export const orderDomainFindings = (findings: readonly DomainFinding[]): readonly DomainFinding[] =>
  [...findings].sort(
    (one, other) =>
      SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
      DOMAIN_FINDINGS.indexOf(one.id) - DOMAIN_FINDINGS.indexOf(other.id),
  );

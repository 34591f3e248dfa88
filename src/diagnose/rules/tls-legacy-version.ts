// TLS 1.0 or 1.1 negotiated, or accepted when asked.

import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';

const LEGACY = ['TLSv1', 'TLSv1.1'];

export const tlsLegacyVersion: Rule = {
  id: 'tls-legacy-version',
  find(evidence) {
    const { endpoints, observations } = evidence;
    const found = endpoints.flatMap(({ id, seen }) => {
      const scan = observations.scans.find(
        ({ port, mode, address }) => port === seen.port && mode === seen.mode && address === seen.address,
      );
      const versions = LEGACY.filter((version) => seen.tls?.protocol === version || scan?.versions[version] === true);
      return versions.length > 0
        ? [{ id, versions, line: `${id}: ${seen.tls?.protocol === versions[0] ? 'negotiated' : 'accepts'} ${list(versions)}` }]
        : [];
    });
    if (found.length === 0) return [];
    const versions = list(LEGACY.filter((version) => found.some((item) => item.versions.includes(version))));
    return [
      {
        severity: 'warning',
        title: `The server accepts ${versions}`,
        detail: 'These versions of TLS have been obsolete since 2021. Current clients refuse them, and audits fail on them.',
        evidence: found.map(({ line }) => line),
        fix: `The server's administrator allows TLS 1.2 and 1.3 only${evidence.setting('tls-versions')}.`,
        owner: 'server',
        endpoints: found.map(({ id }) => id),
        reference: 'RFC 8996',
      },
    ];
  },
};

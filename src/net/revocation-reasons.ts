// Why a certificate was revoked, as lists and responders both number it. Knows neither.

/** RFC 5280 §5.3.1. */
export const REVOCATION_REASONS: readonly (string | undefined)[] = [
  'unspecified',
  'key compromise',
  'CA compromise',
  'affiliation changed',
  'superseded',
  'cessation of operation',
  'certificate hold',
  undefined,
  'remove from CRL',
  'privilege withdrawn',
  'AA compromise',
];

// A wildcard for a part of a label: OpenSSL and Java still match it, Go and Python do not, and RFC 9525 forbids it.
import { type LabScenario, mailHost } from '../scenario.ts';

export const partialWildcard: LabScenario = {
  name: 'partial-wildcard',
  title: 'the certificate has a wildcard for a part of the name only (m*.lab.test)',
  ports: () => mailHost({ certificate: 'partial-wildcard' }),
  check: { login: 'password' },
  expect: ['cert-name-mismatch', 'auth-skipped-untrusted'],
  logins: 0,
};

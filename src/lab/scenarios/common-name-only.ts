// No subjectAltName: OpenSSL 3, Java and Python still take the common name, Go does not, and RFC 9525 forbids it.
import { type LabScenario, mailHost } from '../scenario.ts';

export const commonNameOnly: LabScenario = {
  name: 'common-name-only',
  title: 'the certificate has a common name only, which many clients no longer look at',
  ports: () => mailHost({ certificate: 'common-name-only' }),
  check: { login: 'password' },
  expect: ['cert-name-mismatch', 'auth-skipped-untrusted'],
  logins: 0,
};

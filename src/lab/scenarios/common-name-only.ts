// No subjectAltName: OpenSSL, Java and .NET still take the common name, Go and newer clients do not.
import { type LabScenario, mailHost } from '../scenario.ts';

export const commonNameOnly: LabScenario = {
  name: 'common-name-only',
  title: 'the certificate has a common name only, which many clients no longer look at',
  ports: () => mailHost({ certificate: 'common-name-only' }),
  expect: ['cert-name-mismatch'],
};

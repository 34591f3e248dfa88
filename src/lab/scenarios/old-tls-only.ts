// TLS 1.0 and nothing newer: Windows Server 2008, old appliances.
import { type LabScenario, mailHost } from '../scenario.ts';

export const oldTlsOnly: LabScenario = {
  name: 'old-tls-only',
  title: 'the server speaks TLS 1.0 only',
  ports: () => mailHost({ tlsOptions: { minVersion: 'TLSv1', maxVersion: 'TLSv1' } }),
  expect: ['tls-version-unsupported'],
};

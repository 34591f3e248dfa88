// CVE-2009-2408: the name goes on behind a NUL.
import { type LabScenario, mailHost } from '../scenario.ts';

export const nulInName: LabScenario = {
  name: 'nul-in-name',
  title: 'the name in the certificate goes on behind a NUL',
  ports: () => mailHost({ certificate: 'nul-in-name' }),
  expect: ['cert-name-mismatch'],
};

// Postfix with reject_non_fqdn_helo_hostname.
import { type LabScenario, mailHost } from '../scenario.ts';

export const ehloNameRejected: LabScenario = {
  name: 'ehlo-name-rejected',
  title: 'the server refuses the name that the client gives in EHLO',
  ports: () =>
    mailHost({
      on: {
        EHLO: '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname',
        HELO: '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname',
      },
    }),
  expect: ['ehlo-name-rejected'],
};

// The leaf is good; the intermediate beside it is an old one.
import { type LabScenario, mailHost } from '../scenario.ts';

export const expiredIntermediate: LabScenario = {
  name: 'expired-intermediate',
  title: 'the intermediate certificate ran out',
  ports: () => mailHost({ certificate: 'expired-intermediate' }),
  expect: ['cert-expired'],
};

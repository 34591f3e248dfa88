// LF alone, as home-made servers write: most clients read it.
import { type LabScenario, submission } from '../scenario.ts';

export const bareLineFeeds: LabScenario = {
  name: 'bare-line-feeds',
  title: 'nothing that hinders: lines end in LF without CR',
  ports: () => ({
    submission: submission({
      greeting: Buffer.from('220 mail.lab.test ESMTP\n'),
      onPlain: { EHLO: Buffer.from('250-mail.lab.test\n250 STARTTLS\n') },
    }),
  }),
  expect: [],
};

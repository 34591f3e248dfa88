// A CR on its own ends no line (RFC 5321 §2.3.8): the reply goes on for ever.
import { type LabScenario, submission } from '../scenario.ts';

export const bareCarriageReturns: LabScenario = {
  name: 'bare-carriage-returns',
  title: 'lines end in CR without LF',
  ports: () => ({ submission: submission({ greeting: Buffer.from('220 mail.lab.test ESMTP\r') }) }),
  check: { options: ['--greeting-timeout', '2s', '--command-timeout', '2s'] },
  expect: ['greeting-timeout'],
};

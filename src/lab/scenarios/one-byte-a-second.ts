// Never silent for long, never done: what a per-read timeout does not catch.
import { drip } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const oneByteASecond: LabScenario = {
  name: 'one-byte-a-second',
  title: 'one byte a second',
  ports: () =>
    mailHost({
      greeting: drip('220-mail.lab.test takes its time over this greeting, and then some more of it\r\n'.repeat(20), 1000),
    }),
  check: { options: ['--timeout', '6s', '--greeting-timeout', '3s'] },
  expect: ['greeting-timeout'],
};

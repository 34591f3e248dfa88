// CSI, OSC 0 and 52, DCS, C1, backspace: what a log viewer would act on.
import { type LabScenario, submission } from '../scenario.ts';

export const terminalEscapes: LabScenario = {
  name: 'terminal-escapes',
  title: 'replies try to take over the terminal',
  ports: () => ({
    submission: submission({
      greeting: Buffer.from(
        '220 mail.lab.test \x1b[2J\x1b[31m\x1b]0;owned\x07\x1b]52;c;bGFi\x07\x1bP$q\x1b\\\x9b1m\x08\x7f ESMTP\r\n',
        'latin1',
      ),
      on: { QUIT: '221 \x1b]8;;http://evil.test\x07bye\x1b]8;;\x07' },
    }),
  }),
  expect: [],
};

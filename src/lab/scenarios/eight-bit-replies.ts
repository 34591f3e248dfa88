// Latin-1, cut UTF-8, an overlong slash, a lone surrogate: nothing that a decoder may trust.
import { type LabScenario, submission } from '../scenario.ts';

export const eightBitReplies: LabScenario = {
  name: 'eight-bit-replies',
  title: 'nothing that hinders: replies in broken encodings',
  ports: () => ({
    submission: submission({
      greeting: Buffer.concat([
        Buffer.from('220 mail.lab.test '),
        Buffer.from([0xe9, 0xc3, 0xc0, 0xaf, 0xed, 0xa0, 0x80, 0xff, 0xfe]),
        Buffer.from('\r\n'),
      ]),
    }),
  }),
  expect: [],
};

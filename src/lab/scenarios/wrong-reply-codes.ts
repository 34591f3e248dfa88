// A greeting of 250 and an EHLO that asks for data: valid codes in the wrong place.
import { type LabScenario, relay, submission } from '../scenario.ts';

export const wrongReplyCodes: LabScenario = {
  name: 'wrong-reply-codes',
  title: 'reply codes that make no sense where they stand',
  ports: () => ({
    submission: submission({ on: { EHLO: '354 End data with <CR><LF>.<CR><LF>' } }),
    relay: relay({ greeting: '250 mail.lab.test' }),
  }),
  expect: ['reply-malformed'],
};

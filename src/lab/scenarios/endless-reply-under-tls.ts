// What a flood is in the clear, it is under TLS as well.
import { flood } from '../actions.ts';
import { type LabScenario, submissions } from '../scenario.ts';

export const endlessReplyUnderTls: LabScenario = {
  name: 'endless-reply-under-tls',
  title: 'the reply to EHLO never ends, under TLS',
  ports: () => ({ submissions: submissions({ on: { EHLO: flood('250-SIZE 1000\r\n'.repeat(1000)) } }) }),
  expect: ['reply-malformed'],
};

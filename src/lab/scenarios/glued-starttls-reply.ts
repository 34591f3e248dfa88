// A reply that was in the pipe before TLS and would be read as if it came from inside (the client side of CVE-2011-0411).
import { startTlsSaying } from '../actions.ts';
import { type LabScenario, submission } from '../scenario.ts';

export const gluedStarttlsReply: LabScenario = {
  name: 'glued-starttls-reply',
  title: 'a forged reply is glued to the one to STARTTLS',
  ports: () => ({
    submission: submission({
      on: { STARTTLS: startTlsSaying('220 2.0.0 Ready to start TLS\r\n250-forged.test\r\n250 AUTH PLAIN\r\n') },
    }),
  }),
  expect: ['starttls-injection'],
  verdict: 'warn',
};

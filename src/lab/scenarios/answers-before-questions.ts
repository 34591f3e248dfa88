// All replies come at once, before anything was asked: a client that trusts them takes plaintext for TLS.
import { type LabScenario, submission } from '../scenario.ts';

export const answersBeforeQuestions: LabScenario = {
  name: 'answers-before-questions',
  title: 'the server answers before it is asked',
  ports: () => ({
    submission: submission({
      greeting: Buffer.from(
        '220 mail.lab.test\r\n250-mail.lab.test\r\n250 STARTTLS\r\n220 2.0.0 Go ahead\r\n250-forged.test\r\n250 AUTH PLAIN\r\n',
      ),
    }),
  }),
  expect: ['starttls-injection', 'tls-handshake-failed'],
};

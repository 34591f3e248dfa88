// AUTH before TLS: a client with STARTTLS set to "if available" gives its password away.
import { type LabScenario, mailHost } from '../scenario.ts';

export const authOverPlaintext: LabScenario = {
  name: 'auth-over-plaintext',
  title: 'logins are offered before TLS',
  ports: () => mailHost({ auth: { plaintextMechanisms: ['PLAIN', 'LOGIN'] } }),
  expect: ['auth-over-plaintext'],
};

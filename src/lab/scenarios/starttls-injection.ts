// CVE-2011-0411 and its kin: the server keeps what came in plaintext and obeys it under TLS.
import { type LabScenario, submission } from '../scenario.ts';

export const starttlsInjection: LabScenario = {
  name: 'starttls-injection',
  title: 'plaintext sent along with STARTTLS is obeyed inside TLS',
  ports: () => ({ submission: submission({ obeysInjectedCommands: true }) }),
  check: { options: ['--tls-scan'] },
  expect: ['starttls-injection'],
  verdict: 'warn',
};

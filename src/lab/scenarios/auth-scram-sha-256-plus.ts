// RFC 7677 with channel binding (RFC 9266 tls-exporter, RFC 5929 tls-server-end-point).
import { type LabScenario, submissions } from '../scenario.ts';

export const authScramSha256Plus: LabScenario = {
  name: 'auth-scram-sha-256-plus',
  title: 'nothing: a login by SCRAM-SHA-256-PLUS',
  ports: () => ({ submissions: submissions({ auth: { mechanisms: ['SCRAM-SHA-256-PLUS'] } }) }),
  check: { login: 'password', options: ['--auth', 'SCRAM-SHA-256-PLUS'] },
  expect: [],
};

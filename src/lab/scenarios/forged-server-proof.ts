// RFC 5802 §5: a server that does not know the password cannot sign the end of the exchange.
import { type LabScenario, submissions } from '../scenario.ts';

export const forgedServerProof: LabScenario = {
  name: 'forged-server-proof',
  title: 'the server cannot prove that it knows the password',
  ports: () => ({ submissions: submissions({ auth: { mechanisms: ['SCRAM-SHA-256'], falseServerSignature: true } }) }),
  check: { login: 'password', options: ['--auth', 'SCRAM-SHA-256'] },
  expect: ['auth-protocol-error'],
};

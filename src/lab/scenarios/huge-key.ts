// The largest RSA key that OpenSSL takes; costly for the server, not for the client.
import { type LabScenario, submissions } from '../scenario.ts';

export const hugeKey: LabScenario = {
  name: 'huge-key',
  title: 'nothing: but the RSA key has 16,000 bits',
  ports: () => ({ submissions: submissions({ certificate: 'huge-key' }) }),
  expect: [],
};

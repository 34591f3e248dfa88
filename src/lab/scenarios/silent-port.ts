// The port takes the connection and says nothing: a full worker pool, or a firewall that answers for a dead host.
import { hang } from '../actions.ts';
import { type LabScenario, submission, submissions } from '../scenario.ts';

export const silentPort: LabScenario = {
  name: 'silent-port',
  title: 'the submission port accepts connections and stays silent',
  ports: () => ({ submissions: submissions(), submission: submission({ accept: hang }) }),
  expect: ['greeting-timeout'],
};

// Nothing is wrong: the three SMTP ports of a well-kept host.
import { type LabScenario, mailHost } from '../scenario.ts';

export const healthy: LabScenario = {
  name: 'healthy',
  title: 'nothing: relay, submissions and submission all work',
  ports: () => mailHost(),
  check: { login: 'password' },
  expect: [],
};

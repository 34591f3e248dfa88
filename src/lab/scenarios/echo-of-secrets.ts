// A debugging aid left on: the refusal repeats what was sent, in every form.
import { echoSecrets } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const echoOfSecrets: LabScenario = {
  name: 'echo-of-secrets',
  title: 'the refusal repeats the password',
  ports: () => mailHost({ auth: { deny: echoSecrets() } }),
  check: { login: 'password', options: ['-v'] },
  expect: ['auth-rejected'],
};

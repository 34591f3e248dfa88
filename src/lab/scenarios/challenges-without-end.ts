// Each answer brings another question.
import { challenges, close } from '../actions.ts';
import { type LabScenario, submissions } from '../scenario.ts';

export const challengesWithoutEnd: LabScenario = {
  name: 'challenges-without-end',
  title: 'the login never ends',
  ports: () => ({
    submissions: submissions({ auth: { mechanisms: ['LOGIN'], on: { LOGIN: challenges('334 VXNlcm5hbWU6', 100_000, close) } } }),
  }),
  check: { login: 'password' },
  expect: ['auth-protocol-error'],
};

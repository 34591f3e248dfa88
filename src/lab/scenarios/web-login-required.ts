// Gmail, when the sign-in looks unusual.
import { type LabScenario, mailHost } from '../scenario.ts';

export const webLoginRequired: LabScenario = {
  name: 'web-login-required',
  title: 'the provider wants a sign-in with a browser first',
  ports: () =>
    mailHost({
      auth: {
        deny: [
          '534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1> Please',
          '534-5.7.14 log in via your web browser and then try again.',
          '534 5.7.14 lab-123 - gsmtp',
        ],
      },
    }),
  check: { login: 'password' },
  expect: ['auth-web-login-required'],
};

// Gmail, for an account with two-step verification.
import { type LabScenario, mailHost } from '../scenario.ts';

export const appPasswordRequired: LabScenario = {
  name: 'app-password-required',
  title: 'the provider wants an application password',
  ports: () =>
    mailHost({
      auth: {
        deny: [
          '534-5.7.9 Application-specific password required. For more information, go to',
          '534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor lab-123 - gsmtp',
        ],
      },
    }),
  check: { login: 'password' },
  expect: ['auth-app-password-required'],
};

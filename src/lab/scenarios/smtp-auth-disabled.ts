// Exchange Online, with SMTP AUTH off for the tenant or the mailbox.
import { type LabScenario, mailHost } from '../scenario.ts';

export const smtpAuthDisabled: LabScenario = {
  name: 'smtp-auth-disabled',
  title: 'SMTP AUTH is switched off for the tenant',
  ports: () =>
    mailHost({
      auth: {
        deny: '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [LAB0001.test]',
      },
    }),
  check: { login: 'password' },
  expect: ['auth-protocol-disabled'],
};

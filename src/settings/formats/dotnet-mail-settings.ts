// <mailSettings> of .NET Framework's System.Net.Mail: web.config, app.config. Facts: dotnet/runtime SmtpConnection.cs; Microsoft's
// page of the <network> element.
import { xml } from '../dialects/xml.ts';
import { OFF, ON, type Section, type SettingsFormat } from '../format.ts';

export const MAIL_SETTINGS: Section = {
  protocol: 'smtp',
  // A fragment may begin at any of its elements; <location> wraps whole sections.
  prefix: /^(?:.*\/)?(?:system\.net\/)?mailSettings\/smtp(?=[/@])/,
  writtenPrefix: 'configuration/system.net/mailSettings/smtp',
  keys: {
    host: ['/network@host'],
    port: ['/network@port'],
    user: ['/network@userName'],
    secret: ['/network@password'],
    sender: ['@from'],
    ehloName: ['/network@clientDomain'],
  },
  modes: [{ when: { '/network@enableSsl': ON }, mode: 'starttls' }, { mode: 'plain' }],
  // It has no implicit TLS at all.
  writes: { starttls: { set: { '/network@enableSsl': true } }, plain: { set: {}, clear: { '/network@enableSsl': false } } },
  defaults: { port: 25, timeoutMs: 100_000 },
  traps: [
    {
      id: 'config-trap',
      severity: 'warning',
      key: '/network@defaultCredentials',
      is: ON,
      and: (values) => values.has('/network@userName'),
      title: 'defaultCredentials=true puts userName and password out of use',
      meaning: 'The account that the program runs under is offered instead, by NTLM or Kerberos.',
      fix: 'Set defaultCredentials="false".',
      change: false,
    },
    {
      id: 'config-mismatch',
      severity: 'error',
      key: '@deliveryMethod',
      is: /^(?!Network$)/i,
      title: 'deliveryMethod is not Network: mail goes into a folder, and no server is contacted',
      meaning: 'Host, port and login mean nothing then.',
      fix: 'Set deliveryMethod="Network".',
      change: 'Network',
    },
  ],
};

export const dotnetMailSettings: SettingsFormat = {
  id: 'dotnet-mailsettings',
  application: '.NET Framework (System.Net.Mail)',
  family: 'system-net-mail',
  otherFamilies: ['mono-system-net-mail'],
  readings: [{ dialect: xml, files: /\.config$/i }],
  sections: [
    {
      ...MAIL_SETTINGS,
      traps: [
        ...(MAIL_SETTINGS.traps ?? []),
        {
          id: 'config-mismatch',
          severity: 'error',
          key: '/network@port',
          is: /^465$/,
          title: 'System.Net.Mail has no implicit TLS: on port 465 it waits for a greeting that never comes',
          meaning: 'After 100 s it gives up with "The operation has timed out", whatever enableSsl says.',
          fix: 'Use port 587 with enableSsl="true", where the server has it; else another library (MailKit).',
          change: 587,
        },
        {
          id: 'config-trap',
          severity: 'info',
          key: '/network@enableSsl',
          is: OFF,
          and: (values) => values.has('/network@password'),
          title: 'enableSsl=false never encrypts, not even where STARTTLS is offered',
          meaning:
            'Servers that take logins only under TLS then offer none, and the client goes on without a word: the refusal comes at MAIL FROM (530 5.7.57).',
          fix: 'Set enableSsl="true".',
          change: true,
        },
      ],
    },
  ],
};

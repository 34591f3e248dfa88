// Aspose.Email takes host and login from the same <mailSettings>; how it encrypts is said in code (SecurityOptions). Facts:
// reference.aspose.com, SecurityOptions and GreetingTimeout; aspose-email/Aspose.Email-for-.NET, LoadSmtpConfigFile.cs.
import { xml } from '../dialects/xml.ts';
import type { SettingsFormat } from '../format.ts';
import { MAIL_SETTINGS } from './dotnet-mail-settings.ts';

export const aspose: SettingsFormat = {
  id: 'aspose-config',
  application: 'Aspose.Email',
  family: 'aspose',
  readings: [{ dialect: xml, files: /\.(?:config|xml)$/i }],
  namedBy: /aspose/i,
  sections: [
    {
      ...MAIL_SETTINGS,
      modes: [{ mode: 'auto' }],
      triesEachMode: true,
      writes: { tls: { set: {} }, starttls: { set: {} } },
      defaults: { port: 25, timeoutMs: 100_000 },
      traps: [
        {
          id: 'config-trap',
          severity: 'info',
          key: '/network@host',
          title: 'The encryption is not in the file: Aspose has it as SecurityOptions in code, Auto where nothing is said',
          meaning:
            'Auto tries one way after the other, and each wrong one costs a whole timeout (100 s) unless GreetingTimeout is set.',
          fix: 'Say it in code: SecurityOptions.SSLImplicit for 465, SecurityOptions.SSLExplicit for 587 and 25.',
        },
      ],
    },
  ],
};

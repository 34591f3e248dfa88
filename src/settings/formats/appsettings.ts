// appsettings.json of ASP.NET programs with MailKit: a section of the program's own, in the names that are usual. Facts: MailKit
// (the overload with a bool, ComputeDefaultValues); Umbraco's SmtpSettings.cs; section names by public samples.
import { jsonc } from '../dialects/json.ts';
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { type ModeRow, OFF, ON, type Section, type SettingsFormat } from '../format.ts';

const SWITCHES = ['UseSsl', 'EnableSsl', 'Ssl', 'UseTls', 'EnableTls'] as const;
const OPTION_KEYS = ['SecureSocketOptions', 'SocketOptions', 'SecureSocketOption', 'Security'] as const;
/** MailKit.Security.SecureSocketOptions by name and by number. */
const OPTIONS: readonly (readonly [RegExp, ModeRow['mode']])[] = [
  [/^(?:None|0)$/i, 'plain'],
  [/^(?:Auto|1)$/i, 'auto'],
  [/^(?:SslOnConnect|2)$/i, 'tls'],
  [/^(?:StartTls|3)$/i, 'starttls'],
  [/^(?:StartTlsWhenAvailable|4)$/i, 'starttls-if-offered'],
];

const optionRows = OPTION_KEYS.flatMap((key) => OPTIONS.map(([pattern, mode]): ModeRow => ({ when: { [key]: pattern }, mode })));
const switchRows = (on: ModeRow['mode'], off: ModeRow['mode']): readonly ModeRow[] =>
  SWITCHES.flatMap((key): ModeRow[] => [
    { when: { [key]: ON }, mode: on },
    { when: { [key]: OFF }, mode: off },
  ]);
const STARTTLS_ON: ModeRow = { when: { UseStartTls: ON }, mode: 'starttls' };
const STARTTLS_ON_TOO: ModeRow = { when: { StartTls: ON }, mode: 'starttls' };

const SECTION: Section = {
  protocol: 'smtp',
  prefix:
    /^((?:[\w-]+[.:]){0,4}(?:[\w-]*(?:mail|smtp)[\w-]*)[.:]|(?:[A-Za-z0-9]+__)*[A-Za-z0-9]*(?:[Mm]ail|[Ss]mtp|MAIL|SMTP)[A-Za-z0-9]*__)(?=[\w-]+$)/i,
  writtenPrefix: 'MailSettings.',
  keys: {
    host: ['Host', 'Server', 'SmtpServer', 'SmtpHost', 'MailServer', 'HostName', 'SmtpAddress'],
    port: ['Port', 'SmtpPort', 'MailPort'],
    user: ['UserName', 'User', 'SmtpUsername', 'SmtpUser', 'Account', 'Login', 'Mail'],
    secret: ['Password', 'SmtpPassword', 'Pass', 'SmtpPass'],
    sender: ['From', 'SenderEmail', 'FromAddress', 'FromEmail', 'Sender'],
    ehloName: ['LocalDomain'],
    timeout: ['Timeout'],
  },
  // A `secure` is nodemailer's.
  requires: { secure: null },
  modes: [...optionRows, STARTTLS_ON, STARTTLS_ON_TOO, ...switchRows('tls', 'starttls-if-offered'), { mode: 'auto' }],
  modesOf: { 'system-net-mail': [STARTTLS_ON, ...switchRows('starttls', 'plain'), { mode: 'plain' }] },
  writes: {
    tls: {
      set: { SecureSocketOptions: 'SslOnConnect' },
      clear: { UseStartTls: false, StartTls: false, UseSsl: true, EnableSsl: true, Ssl: true, UseTls: true, EnableTls: true },
    },
    starttls: {
      set: { SecureSocketOptions: 'StartTls' },
      clear: { UseStartTls: true, StartTls: true, UseSsl: false, EnableSsl: false, Ssl: false, UseTls: false, EnableTls: false },
    },
  },
  defaults: { port: (mode) => (mode === 'tls' ? 465 : 25), timeoutMs: 120_000 },
  timeoutUnit: 'ms',
  // MailService.SslProtocols by the names of System.Security.Authentication.SslProtocols; None and Default pin nothing.
  tlsVersions: [
    { key: 'SslProtocols', form: 'list' },
    { key: 'SslProtocol', form: 'list' },
  ],
  traps: SWITCHES.map((key) => ({
    id: 'config-trap' as const,
    severity: 'warning' as const,
    key,
    is: ON,
    and: (values, settings) => values.is('Port', /^(?:25|587|2525)$/) && settings.mode.value === 'tls',
    title: `${key}=true is read in two ways: MailKit takes it for TLS from the first byte, System.Net.Mail for STARTTLS`,
    meaning:
      'The same file worked as long as the program used System.Net.Mail. Whoever still has that says --client system-net-mail.',
    fix: 'In a program with MailKit give SecureSocketOptions in place of the switch: StartTls for 587, SslOnConnect for 465.',
  })),
};

export const appsettings: SettingsFormat = {
  id: 'appsettings-mailkit',
  application: 'ASP.NET Core with MailKit',
  family: 'mailkit',
  otherFamilies: ['system-net-mail'],
  isRelaxed: true,
  generality: 1,
  readings: [{ dialect: jsonc, files: /^(?:appsettings|secrets)[\w.-]*\.json$/i }, ...COMPOSE_READINGS],
  sections: [SECTION],
};

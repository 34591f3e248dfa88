// The recommendation in the words of common clients and libraries: a table and nothing else. Knows no report;
// a new client is one entry.

import { MODE_FACTS, type Mode, PROTOCOL_FACTS, PROTOCOLS, type Protocol } from '../model/protocol.ts';
import { findMechanism } from '../sasl/index.ts';

export interface SettingsFacts {
  readonly protocol: Protocol;
  readonly host: string;
  readonly port: number;
  readonly mode: Mode;
  /** Upper case, as advertised under TLS. */
  readonly mechanisms: readonly string[];
  readonly mechanism: string | null;
  readonly user: string | null;
  /** A port that works with STARTTLS, for clients that cannot do implicit TLS; null where there is none. */
  readonly starttlsPort: number | null;
}

/** The labels of the first entries: what is read out on the telephone, whatever the client. */
export const COMMON_LABELS = ['Outgoing server', 'Incoming server', 'Port', 'Connection security', 'Authentication', 'User name'];

interface ClientSetting {
  readonly client: string;
  readonly protocols: readonly Protocol[];
  readonly describe: (facts: SettingsFacts) => string;
}

const EVERY: readonly Protocol[] = PROTOCOLS;
const SMTP_ONLY: readonly Protocol[] = ['smtp'];
const implicit = (facts: SettingsFacts): boolean => facts.mode === 'tls';

const CLIENTS: readonly ClientSetting[] = [
  {
    client: 'Thunderbird',
    protocols: EVERY,
    describe: (facts) => `${MODE_FACTS[facts.mode].word}; authentication method: ${authenticationWord(facts)}`,
  },
  { client: 'Outlook', protocols: EVERY, describe: (facts) => `encryption method: ${MODE_FACTS[facts.mode].word}` },
  {
    client: 'MailKit',
    protocols: EVERY,
    describe: (facts) => `SecureSocketOptions.${implicit(facts) ? 'SslOnConnect' : 'StartTls'}`,
  },
  {
    client: 'Aspose.Email',
    protocols: EVERY,
    describe: (facts) => `SecurityOptions.${implicit(facts) ? 'SSLImplicit' : 'SSLExplicit'}`,
  },
  {
    client: 'Jakarta Mail',
    protocols: EVERY,
    describe: ({ protocol, mode }) =>
      mode === 'tls'
        ? `mail.${protocol}.ssl.enable=true`
        : `mail.${protocol}.starttls.enable=true, mail.${protocol}.starttls.required=true`,
  },
  {
    client: 'nodemailer',
    protocols: SMTP_ONLY,
    describe: (facts) => (implicit(facts) ? 'secure: true' : 'secure: false, requireTLS: true'),
  },
  {
    client: 'PHPMailer',
    protocols: SMTP_ONLY,
    describe: (facts) => `SMTPSecure = PHPMailer::ENCRYPTION_${implicit(facts) ? 'SMTPS' : 'STARTTLS'}`,
  },
  // System.Net.Mail knows STARTTLS alone; EnableSsl on 465 waits for a greeting that never comes.
  {
    client: '.NET SmtpClient',
    protocols: SMTP_ONLY,
    describe: ({ mode, starttlsPort }) => {
      if (mode === 'starttls') return 'EnableSsl = true';
      if (starttlsPort !== null) return `cannot do implicit TLS: use Port = ${starttlsPort}, EnableSsl = true`;
      return 'cannot do implicit TLS: use another library, such as MailKit';
    },
  },
  {
    client: 'Python',
    protocols: EVERY,
    describe: ({ protocol, mode }) => {
      if (protocol === 'smtp') return mode === 'tls' ? 'smtplib.SMTP_SSL' : 'smtplib.SMTP, then starttls()';
      if (protocol === 'imap') return mode === 'tls' ? 'imaplib.IMAP4_SSL' : 'imaplib.IMAP4, then starttls()';
      return mode === 'tls' ? 'poplib.POP3_SSL' : 'poplib.POP3, then stls()';
    },
  },
  {
    client: 'Postfix relayhost',
    protocols: SMTP_ONLY,
    describe: ({ host, port, mode }) =>
      `[${host}]:${port}, smtp_tls_security_level=encrypt${mode === 'tls' ? ', smtp_tls_wrappermode=yes' : ''}`,
  },
];

/** What the authentication list of a mail client calls it: whatever takes the password itself is one entry there. */
export function authenticationWord({ mechanisms, mechanism, protocol }: SettingsFacts): string {
  const chosen = mechanism === null ? undefined : findMechanism(mechanism);
  if (chosen && chosen.uses !== 'password') return chosen.clientWord ?? chosen.name;
  const plain = mechanisms.map(findMechanism).find((offered) => offered?.uses === 'password' && offered.exposesSecret);
  if (plain?.clientWord) return plain.clientWord;
  if (mechanism !== null) return chosen?.clientWord ?? mechanism;
  // LOGIN of IMAP and USER/PASS of POP3 are no SASL mechanisms, and every client has them.
  return PROTOCOL_FACTS[protocol].direction === 'outgoing' ? 'none: this port takes no login' : 'Normal password';
}

/** Label → value, in the order to read out: the common words first, then client by client. */
export function clientSettings(facts: SettingsFacts): Record<string, string> {
  const word = authenticationWord(facts);
  const settings: Record<string, string> = {
    [PROTOCOL_FACTS[facts.protocol].direction === 'outgoing' ? 'Outgoing server' : 'Incoming server']: facts.host,
    Port: String(facts.port),
    'Connection security': MODE_FACTS[facts.mode].word,
    Authentication: facts.mechanism === null || word === facts.mechanism ? word : `${word} (${facts.mechanism})`,
  };
  if (facts.user !== null) settings['User name'] = facts.user;
  for (const { client, protocols, describe } of CLIENTS) {
    if (protocols.includes(facts.protocol)) settings[client] = describe(facts);
  }
  return settings;
}

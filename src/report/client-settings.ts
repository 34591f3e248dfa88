// The recommendation in the words of common clients and libraries, which are those of their families. Knows no report; a new
// client is one word in the list.

import { writeSetting } from '../clients/attempt.ts';
import { findFamily } from '../clients/families/index.ts';
import type { ClientFamily } from '../clients/family.ts';
import { MODE_FACTS, type Mode, PROTOCOL_FACTS, type Protocol } from '../model/protocol.ts';
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

/** The families whose settings are told, in the order of the list. */
const LISTED = [
  ...[
    'thunderbird',
    'outlook',
    'mailkit',
    'aspose',
    'jakarta-mail',
    'nodemailer',
    'phpmailer',
    'system-net-mail',
    'python-smtplib',
  ],
  'postfix',
];
const FAMILIES_LISTED: readonly ClientFamily[] = LISTED.flatMap((id) => findFamily(id) ?? []);

function settingOf({ modes }: ClientFamily, facts: SettingsFacts): string {
  const { protocol, host, port, mode, starttlsPort } = facts;
  const own = modes.find((one) => one.mode === mode);
  const words = { protocol, host, port, modeWord: MODE_FACTS[mode].word, authentication: authenticationWord(facts) };
  if (own) return writeSetting(own.setting, words);
  // System.Net.Mail knows STARTTLS alone; EnableSsl on 465 waits for a greeting that never comes.
  const other = modes.find((one) => one.mode === 'starttls');
  if (!other || starttlsPort === null) return 'cannot do implicit TLS: use another library, such as MailKit';
  return `cannot do implicit TLS: use Port = ${starttlsPort}, ${writeSetting(other.setting, words)}`;
}

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
  for (const family of FAMILIES_LISTED) {
    if (family.protocols.includes(facts.protocol)) settings[family.label] = settingOf(family, facts);
  }
  return settings;
}

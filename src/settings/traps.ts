// What is wrong with settings before a packet is sent: those traps that every format shares (mode against port, no
// encryption, no verification, a password that the file's dialect shortens), then those of the format itself. Pure, and says
// of a secret no more than its length.
import { isIP } from 'node:net';
import type { ApplicationSettings, ClientMode, SettingsTrap } from '../model/application-settings.ts';
import { knownPort, MODE_FACTS, type Mode, PROTOCOL_FACTS, portsByPreference } from '../model/protocol.ts';
import type { Value } from './entry.ts';
import type { Trap } from './format.ts';
import type { PartFacts } from './resolve.ts';

type Find = (facts: PartFacts, settings: ApplicationSettings) => readonly SettingsTrap[];

export function findTraps(facts: PartFacts, settings: ApplicationSettings): readonly SettingsTrap[] {
  return SHARED.flatMap((find) => find(facts, settings));
}

const MODE_TITLES: Readonly<Record<ClientMode, string>> = {
  tls: 'TLS from the first byte',
  starttls: 'STARTTLS',
  'starttls-if-offered': 'STARTTLS where it is offered',
  plain: 'A connection without encryption',
  auto: 'Whatever answers',
};

/** `spring.mail.port=587`, or what stands in. */
const portText = ({ port }: ApplicationSettings): string =>
  port === null
    ? 'no port'
    : port.from.kind === 'default'
      ? `port ${port.value}, which stands in as none is set`
      : `port ${port.value}`;

function modeAgainstPort(facts: PartFacts, settings: ApplicationSettings): readonly SettingsTrap[] {
  const { mode, port } = settings;
  const meant = port === null ? null : knownPort(port.value);
  if (port === null || meant === null || meant.use === 'alternate' || mode.value === 'auto') return [];
  const isTls = mode.value === 'tls';
  if (isTls === (meant.mode === 'tls')) return [];
  const other = portsByPreference(settings.protocol).find(
    (one) => one.mode === (isTls ? 'tls' : 'starttls') && one.use === 'client',
  );
  const canOther = facts.section.writes[meant.mode] !== undefined;
  const said = mode.from.kind === 'file' ? ` (${lastOf(mode.from.key)}=${mode.written ?? mode.value})` : '';
  const first = other === undefined ? '' : `port ${other.port} goes with ${MODE_FACTS[other.mode].word}`;
  const second = canOther ? `port ${port.value} with ${MODE_FACTS[meant.mode].word}${changeText(facts, meant.mode)}` : '';
  return [
    {
      id: 'config-mismatch',
      severity: 'error',
      from: mode.from.kind === 'default' ? port.from : mode.from,
      title: `${MODE_TITLES[mode.value]}${said} does not go with ${portText(settings)}`,
      meaning: isTls
        ? `Port ${port.value} greets in the clear and goes over to TLS by ${PROTOCOL_FACTS[settings.protocol].startTlsCommand}; a client that begins with TLS gets "wrong version number" or the like.`
        : `Port ${port.value} speaks TLS from the first byte; a client that waits for a greeting there waits until its timeout.`,
      fix: `${[first, second]
        .filter((text) => text !== '')
        .join('; ')
        .replace(/^./, (letter) => letter.toUpperCase())}.`,
      change: null,
      isByPort: true,
    },
  ];
}

/** As the file would have it. */
const shownPairs = ({ prefix }: PartFacts, written: Readonly<Record<string, Value>>): string =>
  Object.entries(written)
    .map(([key, value]) => `${lastOf(`${prefix}${key}`)}=${value}`)
    .join(', ');

function changeText(facts: PartFacts, mode: Mode): string {
  const pairs = shownPairs(facts, facts.section.writes[mode]?.set ?? {});
  return pairs === '' ? '' : ` (${pairs})`;
}

/** Of a path of XML the attribute or element alone. */
const lastOf = (key: string): string => key.replace(/^.*[/@]/s, '').replace('#', ' ');

const isOwnMachine = (host: string): boolean =>
  host === 'localhost' || /^127\./.test(host) || host === '::1' || host.startsWith('/');

function noEncryption(facts: PartFacts, settings: ApplicationSettings): readonly SettingsTrap[] {
  const { section, prefix } = facts;
  const { mode, host, secret } = settings;
  const hasLogin = secret !== null && settings.mechanisms?.value[0] !== 'NONE';
  if (host === null || isOwnMachine(host.value)) return [];
  const written = section.writes.starttls?.set ?? {};
  const [key, value] = Object.entries(written)[0] ?? [];
  const change = key === undefined || value === undefined ? null : { key: `${prefix}${key}`, value: String(value) };
  if (mode.value === 'plain') {
    return [
      {
        id: 'config-insecure',
        severity: 'warning',
        from: mode.from,
        title: `The connection is not encrypted${hasLogin ? ', and the password goes over it in the clear' : ''}`,
        meaning: 'Anybody on the way can read along and change what is sent; many servers offer no login at all without TLS.',
        fix: key === undefined ? 'Use a port and mode with TLS.' : `Require STARTTLS: ${shownPairs(facts, written)}.`,
        change,
      },
    ];
  }
  if (mode.value !== 'starttls-if-offered' || !hasLogin) return [];
  const stricter = section.modes.some((row) => row.mode === 'starttls') && change !== null;
  return [
    {
      id: 'config-insecure',
      severity: 'info',
      from: mode.from,
      title: 'Where STARTTLS is not offered, the password goes out in the clear',
      meaning:
        'The client takes STARTTLS where it is offered, and goes on without where somebody on the way has taken the offer out.',
      fix: stricter
        ? `Require it: ${shownPairs(facts, written)}.`
        : 'TLS from the first byte (port 465) leaves nothing to take out.',
      change: stricter ? change : null,
    },
  ];
}

function noVerification(_facts: PartFacts, { verifiesChain }: ApplicationSettings): readonly SettingsTrap[] {
  if (verifiesChain.value || verifiesChain.from.kind === 'default') return [];
  return [
    {
      id: 'config-insecure',
      severity: 'warning',
      from: verifiesChain.from,
      title: 'The certificate of the server is not verified',
      meaning: 'Whoever can take over the connection gets the password: any certificate will do.',
      fix: `Take ${verifiesChain.from.kind === 'file' ? lastOf(verifiesChain.from.key) : 'the switch'} back, and make the certificate verify: the right host name, or the root of the house added to the trusted ones.`,
      change: null,
    },
  ];
}

function lossOfSecret({ section, values }: PartFacts, { secret }: ApplicationSettings): readonly SettingsTrap[] {
  const entry = values.entry(...(section.keys.secret ?? []));
  if (secret === null || entry?.loss === undefined) return [];
  return [
    {
      id: 'config-trap',
      severity: 'warning',
      from: secret.from,
      title: `The password is written with ${secret.writtenLength} characters, and the application reads ${secret.readLength}`,
      meaning: `In this file ${entry.loss}: the application logs in with another password than the one that was meant.`,
      fix: 'Put the value in quotes, or escape the character, as this kind of file wants it.',
      change: null,
    },
  ];
}

function repeatedKeys({ section, values }: PartFacts): readonly SettingsTrap[] {
  const ours = new Set(Object.values(section.keys).flat());
  return values.repeated
    .filter((entry) => [...ours].some((key) => entry.key.endsWith(key)))
    .map((entry) => ({
      id: 'config-trap' as const,
      severity: 'info' as const,
      from: values.from(entry),
      title: `${lastOf(entry.key)} stands here and again further down, and the last one counts`,
      meaning: 'A change to the first of them does nothing.',
      fix: 'Leave one of them.',
      change: null,
    }));
}

function portThatStandsIn(_facts: PartFacts, { port, host }: ApplicationSettings): readonly SettingsTrap[] {
  if (port === null || port.from.kind !== 'default' || host === null || isOwnMachine(host.value)) return [];
  return [
    {
      id: 'config-trap',
      severity: 'info',
      from: port.from,
      title: `No port is set: ${port.value} stands in`,
      meaning: `That is what the application takes by itself.${port.value === 25 ? ' Many networks block port 25, and many servers take no login there.' : ''}`,
      fix: 'Say the port.',
      change: null,
    },
  ];
}

function loginLeftOut({ section }: PartFacts, settings: ApplicationSettings): readonly SettingsTrap[] {
  if (settings.mechanisms?.value[0] !== 'NONE' || settings.secret === null || settings.user === null) return [];
  const [key = ''] = Object.keys(section.logsInWhen ?? {});
  return [
    {
      id: 'config-trap',
      severity: 'warning',
      from: settings.mechanisms.from,
      title: `User and password are set, and no login is made: ${lastOf(key)} is not on`,
      meaning: 'The application sends without logging in; most servers then refuse with "authentication required" (530).',
      fix: `Set ${lastOf(key)}.`,
      change: null,
    },
  ];
}

function hostOfOddForm({ values, section }: PartFacts, { host }: ApplicationSettings): readonly SettingsTrap[] {
  if (host === null || host.from.kind !== 'file' || isIP(host.value) !== 0) return [];
  const text = values.text(...section.keys.host) ?? '';
  if (!/^[a-z]+:\/\/|[/\s]|:\d+$/i.test(text)) return [];
  return [
    {
      id: 'config-mismatch',
      severity: 'error',
      from: host.from,
      title: 'The host is no host name: there is a scheme, a port or a space in it',
      meaning: 'Here the application wants the name alone.',
      fix: 'Write the name alone; port and encryption have keys of their own.',
      change: null,
    },
  ];
}

/** The format's own. */
function ownTraps({ section, values, prefix }: PartFacts, settings: ApplicationSettings): readonly SettingsTrap[] {
  const stands = ({ key, is, and }: Trap): boolean => {
    const fits = is === undefined ? values.has(key) : values.is(key, is);
    return fits && (and === undefined || and(values, settings));
  };
  return (section.traps ?? []).filter(stands).map(({ id, severity, key, title, meaning, fix, change }) => ({
    id,
    severity,
    from: values.from(values.entry(key)),
    title,
    meaning,
    fix,
    change: change === undefined ? null : { key: `${prefix}${key}`, value: String(change) },
  }));
}

const SHARED: readonly Find[] = [
  modeAgainstPort,
  hostOfOddForm,
  ownTraps,
  noEncryption,
  noVerification,
  lossOfSecret,
  loginLeftOut,
  repeatedKeys,
  portThatStandsIn,
];

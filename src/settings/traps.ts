// What is wrong with settings before a packet is sent: the mode against the port, no encryption, no verification, what lies in
// single values (`value-traps.ts`), and what the format itself has to say. Pure.
import type { ApplicationSettings, ClientMode, SettingsTrap } from '../model/application-settings.ts';
import { knownPort, MODE_FACTS, type Mode, PROTOCOL_FACTS, portsByPreference } from '../model/protocol.ts';
import type { Value } from './entry.ts';
import { settingsOn, type Trap } from './format.ts';
import type { PartFacts } from './resolve.ts';
import {
  hostOfOddForm,
  isOwnMachine,
  lastOf,
  loginLeftOut,
  lossOfSecret,
  portOfOddForm,
  portThatStandsIn,
  repeatedKeys,
  versionsOfThePast,
} from './value-traps.ts';

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
  const ways = [
    ...(other === undefined
      ? []
      : [{ port: other.port, mode: other.mode, text: `port ${other.port} goes with ${MODE_FACTS[other.mode].word}` }]),
    ...(canOther
      ? [
          {
            port: port.value,
            mode: meant.mode,
            text: `port ${port.value} with ${MODE_FACTS[meant.mode].word}${changeText(facts, meant.mode, port.value)}`,
          },
        ]
      : []),
  ];
  return [
    {
      id: 'config-mismatch',
      severity: 'error',
      from: mode.from.kind === 'default' ? port.from : mode.from,
      title: `${MODE_TITLES[mode.value]}${said} does not go with ${portText(settings)}`,
      meaning: isTls
        ? `Port ${port.value} greets in the clear and goes over to TLS by ${PROTOCOL_FACTS[settings.protocol].startTlsCommand}; a client that begins with TLS gets "wrong version number" or the like.`
        : `Port ${port.value} speaks TLS from the first byte; a client that waits for a greeting there waits until its timeout.`,
      fix: `${ways
        .map(({ text }) => text)
        .join('; ')
        .replace(/^./, (letter) => letter.toUpperCase())}.`,
      change: null,
      isByPort: true,
      ways,
    },
  ];
}

/** As the file would have it. */
const shownPairs = ({ prefix }: PartFacts, written: Readonly<Record<string, Value>>): string =>
  Object.entries(written)
    .map(([key, value]) => `${lastOf(`${prefix}${key}`)}=${value}`)
    .join(', ');

function changeText(facts: PartFacts, mode: Mode, port: number): string {
  const pairs = shownPairs(facts, settingsOn(facts.section.writes[mode] ?? { set: {} }, port));
  return pairs === '' ? '' : ` (${pairs})`;
}

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
      fix: stricter ? `Require it: ${shownPairs(facts, written)}.` : 'TLS from the first byte leaves nothing to take out.',
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

/** Those of the format that stand. */
export function standingTraps(
  { section, values }: Pick<PartFacts, 'section' | 'values'>,
  settings: ApplicationSettings,
): readonly Trap[] {
  return (section.traps ?? []).filter(({ key, is, and }) => {
    const fits = is === undefined ? values.has(key) : values.is(key, is);
    return fits && (and === undefined || and(values, settings));
  });
}

function ownTraps(facts: PartFacts, settings: ApplicationSettings): readonly SettingsTrap[] {
  const { values, prefix } = facts;
  return standingTraps(facts, settings).map(({ id, severity, key, title, meaning, fix, change }) => ({
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
  portOfOddForm,
  ownTraps,
  noEncryption,
  noVerification,
  lossOfSecret,
  versionsOfThePast,
  loginLeftOut,
  repeatedKeys,
  portThatStandsIn,
];

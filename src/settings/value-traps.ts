// The traps that lie in single values, whatever the format: a host or port that is none, a password that is read shorter than it
// is written, a key that stands twice, a default that stands in, a login that is not made. Pure; knows of a secret its length.
import { isIP } from 'node:net';
import type { ApplicationSettings, SettingsTrap } from '../model/application-settings.ts';
import { isMailProtocol } from '../model/protocol.ts';
import type { PartFacts } from './resolve.ts';

export function lossOfSecret({ section, values }: PartFacts, { secret }: ApplicationSettings): readonly SettingsTrap[] {
  const entry = values.entry(...(section.keys.secret ?? []));
  if (secret === null || entry?.loss === undefined) return [];
  return [
    {
      id: 'config-trap',
      severity: 'warning',
      from: secret.from,
      title: `The password is written with ${secret.writtenLength} characters, and the application reads ${secret.readLength}`,
      meaning: `In this file ${entry.loss}: the application logs in with another password than the one that was meant.`,
      fix:
        secret.readLength > secret.writtenLength
          ? 'Take away what is read along with it.'
          : 'Put the value in quotes, or escape the character, as this kind of file wants it.',
      change: null,
    },
  ];
}

/** RFC 8996 took the older ones back, and servers and runtimes have switched them off. */
export function versionsOfThePast(_facts: PartFacts, { tlsVersions }: ApplicationSettings): readonly SettingsTrap[] {
  if (tlsVersions === null || tlsVersions.from.kind !== 'file') return [];
  if (tlsVersions.value.some((version) => version === 'TLSv1.2' || version === 'TLSv1.3')) return [];
  const pin = `${lastOf(tlsVersions.from.key)}=${tlsVersions.written ?? tlsVersions.value.join(' ')}`;
  return [
    {
      id: 'config-trap',
      severity: 'warning',
      from: tlsVersions.from,
      title: `${pin} lets in no TLS 1.2 and no TLS 1.3, whatever else is right`,
      meaning:
        'The line is copied from pages of the time when it helped; servers have switched the older versions off (RFC 8996).',
      fix: 'Take the line out, or let in TLS 1.2 and 1.3.',
      change: null,
    },
  ];
}

export function repeatedKeys({ section, values }: PartFacts): readonly SettingsTrap[] {
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

export function portThatStandsIn(facts: PartFacts, settings: ApplicationSettings): readonly SettingsTrap[] {
  const { port, host } = settings;
  // Who speaks of HTTPS says 443 by that.
  if (!isMailProtocol(settings.protocol)) return [];
  const isOdd = portOfOddForm(facts, settings).length > 0;
  if (port === null || port.from.kind !== 'default' || host === null || isOwnMachine(host.value) || isOdd) return [];
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

export function loginLeftOut({ section }: PartFacts, settings: ApplicationSettings): readonly SettingsTrap[] {
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

export function portOfOddForm({ values, section }: PartFacts, { port }: ApplicationSettings): readonly SettingsTrap[] {
  const entry = values.entry(...(section.keys.port ?? []));
  if (entry === null || entry.value === null || entry.value === '' || port?.from.kind === 'file') return [];
  return [
    {
      id: 'config-mismatch',
      severity: 'error',
      from: values.from(entry),
      title: 'The port is no number from 1 to 65535',
      meaning: 'What the application makes of it is its own affair: most stop, some take their default.',
      fix: 'Write the number alone, such as 587.',
      change: null,
    },
  ];
}

export function hostOfOddForm({ values, section }: PartFacts, { host }: ApplicationSettings): readonly SettingsTrap[] {
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

/** Of a path of XML the attribute or element alone. */
export const lastOf = (key: string): string => key.replace(/^.*[/@]/s, '').replace('#', ' ');

export const isOwnMachine = (host: string): boolean =>
  host === 'localhost' || /^127\./.test(host) || host === '::1' || host.startsWith('/');

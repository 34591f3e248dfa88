// Small pieces of English that every rule needs: lists, ports, durations, replies on one line. Knows no finding.
import type { EndpointObservation } from '../model/observation.ts';
import { MODE_FACTS, type Mode, PROTOCOL_FACTS, type Protocol, type Stage } from '../model/protocol.ts';
import type { Reply } from '../model/reply.ts';
import { shorten } from '../model/shorten.ts';

/** One line of evidence; a server may say far more than helps. */
const MAX_LINE = 400;

export const clip = (text: string, limit = MAX_LINE): string => shorten(text, limit);

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly (string | number)[], conjunction = 'and'): string {
  const words = [...new Set(items.map(String))];
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}

const AT_STAGE: Readonly<Record<Stage, string>> = {
  dns: 'in DNS',
  connect: 'while connecting',
  proxy: 'at the proxy',
  tls: 'in the TLS handshake',
  greeting: 'at the greeting',
  ehlo: 'after EHLO',
  starttls: 'after STARTTLS',
  http: 'at the first request',
  auth: 'at the login',
  permission: 'after the login',
  quit: 'after QUIT',
};

/** `after EHLO`, `at the greeting and after EHLO`: where in the talk something happened. */
export const atStages = (...stages: readonly Stage[]): string => list(stages.map((stage) => AT_STAGE[stage]));

/** `port 25`, `ports 465 and 587`. */
export function portsOf(endpoints: readonly Pick<EndpointObservation, 'port'>[]): string {
  const ports = [...new Set(endpoints.map(({ port }) => port))];
  return `${ports.length === 1 ? 'port' : 'ports'} ${list(ports)}`;
}

/** The verb that agrees with these ports: `offers`, `offer`. */
export const agreeing = (endpoints: readonly Pick<EndpointObservation, 'port'>[], one: string, several: string): string =>
  new Set(endpoints.map(({ port }) => port)).size > 1 ? several : one;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const duration = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(1))} s`);

/** The calendar day of an ISO date. */
export const day = (iso: string): string => iso.slice(0, 10);

export const days = (count: number): string => `${count} ${Math.abs(count) === 1 ? 'day' : 'days'}`;

export const nameOfProtocol = (protocol: Protocol): string => PROTOCOL_FACTS[protocol].word;

/** As mail clients label it. */
export const nameOfMode = (mode: Mode): string => MODE_FACTS[mode].title;

/** `587 with STARTTLS`, `465 with SSL/TLS`. */
export const portAndMode = ({ port, mode }: Pick<EndpointObservation, 'port' | 'mode'>): string =>
  `${port} with ${MODE_FACTS[mode].word}`;

/** A reply as support people quote it: `535 5.7.8 Authentication failed`. */
export function replyText({ code, enhanced, lines, status }: Reply): string {
  const text = lines.join(' / ');
  const given = enhanced === null || text.includes(enhanced) ? '' : code === null ? `[${enhanced}]` : enhanced;
  return clip([code ?? status ?? '', given, text].filter((part) => part !== '').join(' '));
}

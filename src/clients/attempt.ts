// One try of a client at a server, in one mode on one port: what the stages of a view look at, and what a stage says.
import type { ApplicationSettings, ClientMode, ClientStage } from '../model/application-settings.ts';
import { PROTOCOL_FACTS, type Protocol } from '../model/protocol.ts';
import type { ClientFamily, SettingText, Symptom } from './family.ts';
import type { LoginFacts, ServerFacts, ServerPort } from './server-facts.ts';
import type { TlsClient } from './tls-client.ts';

/** Of settings, what decides; each null where nothing says it. */
export type DecisiveSettings = Pick<
  ApplicationSettings,
  'port' | 'mode' | 'user' | 'mechanisms' | 'ehloName' | 'tlsVersions' | 'verifiesChain' | 'verifiesName'
>;

export interface Attempt {
  readonly family: ClientFamily;
  readonly platform: TlsClient | null;
  readonly facts: ServerFacts;
  readonly port: number;
  /** null: the port was not looked at. */
  readonly seen: ServerPort | null;
  readonly mode: Exclude<ClientMode, 'auto'>;
  readonly isBlind: boolean;
  readonly settings: DecisiveSettings | null;
  /** It wants to log in. */
  readonly logsIn: boolean;
}

export interface StageJudgement {
  readonly verdict: 'fails' | 'works-if' | 'not-judged';
  readonly stage: ClientStage;
  readonly why: string;
  readonly symptom?: Symptom;
  /** In place of the family's own words. */
  readonly symptomText?: string;
  readonly change?: string | null;
  readonly serverChange?: string | null;
}

export type JudgeStage = (attempt: Attempt) => StageJudgement | null;

/** Ports on which TLS begins with the first byte. */
export const isImplicitTlsPort = (port: number): boolean =>
  Object.values(PROTOCOL_FACTS).some(({ ports }) => ports.some((one) => one.port === port && one.mode === 'tls'));

/** What `auto` comes to. */
export function resolveMode(
  mode: ClientMode,
  family: ClientFamily,
  port: number,
  seen: ServerPort | null,
): Exclude<ClientMode, 'auto'> {
  if (mode !== 'auto') return mode;
  const isTls = family.auto === 'each-in-turn' && seen?.speaks ? seen.speaks === 'tls' : isImplicitTlsPort(port);
  return isTls ? 'tls' : 'starttls-if-offered';
}

/** null: not known, since it is not known whether STARTTLS is offered. */
export function isEncrypted({ mode, seen }: Attempt): boolean | null {
  if (mode === 'tls' || mode === 'starttls') return true;
  if (mode === 'plain') return false;
  return seen?.startTls ? seen.startTls === 'offered' : null;
}

/** What the server offers at the point at which the client looks. */
export function loginOffered(attempt: Attempt): LoginFacts | null {
  const encrypted = isEncrypted(attempt);
  if (encrypted === null || attempt.seen === null) return null;
  return encrypted ? attempt.seen.login.tls : attempt.seen.login.plaintext;
}

export interface SettingFacts {
  readonly protocol: Protocol;
  readonly host: string;
  readonly port: number;
  readonly modeWord: string;
  readonly authentication: string;
}

/** A setting in the words of its client, with the server's own in the place of the braces. */
export function writeSetting(text: SettingText, { protocol, host, port, modeWord, authentication }: SettingFacts): string {
  const words = typeof text === 'string' ? text : (text[protocol] ?? Object.values(text)[0] ?? '');
  const own: Readonly<Record<string, string>> = { protocol, host, port: String(port), mode: modeWord, authentication };
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => own[name] ?? whole);
}

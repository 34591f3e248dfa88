// Before anything is encrypted: the address that the client takes, who speaks first on the port, and STARTTLS.
import type { ConnectResult } from '../../model/observation.ts';
import { MODE_FACTS } from '../../model/protocol.ts';
import {
  type Attempt,
  isEncrypted,
  isImplicitTlsPort,
  type JudgeStage,
  resolveMode,
  type StageJudgement,
  writeSetting,
} from '../attempt.ts';
import type { FamilyMode } from '../family.ts';
import type { ServerPort } from '../server-facts.ts';

const STAGE = 'address';
const isDead = (result: ConnectResult | undefined): boolean =>
  result === 'refused' || result === 'timeout' || result === 'unreachable';

export const judgeAddress: JudgeStage = ({ family, facts, port }) => {
  const results = facts.addresses.flatMap(({ address, family: ipFamily, ports }) => {
    const result = ports[String(port)];
    return result === undefined || result === 'untried' ? [] : [{ address, ipFamily, result }];
  });
  const dead = results.filter(({ result }) => isDead(result));
  if (dead.length === 0) return null;
  if (dead.length === results.length)
    return { verdict: 'fails', stage: STAGE, why: `port ${port} takes no connection`, symptom: 'unreachable' };
  const where = dead.map(({ address }) => address).join(', ');
  const serverChange = `open port ${port} on ${where} too, or take that address out of DNS`;
  if (family.addresses === 'random') {
    const why = `it takes one address at random and no other: ${where} does not answer`;
    return {
      verdict: 'fails',
      stage: STAGE,
      why,
      symptom: 'unreachable',
      serverChange,
      change: 'a newer version, or the name of one address',
    };
  }
  // Java takes IPv4 first (java.net.preferIPv6Addresses=false); the others the resolver's first.
  const [first] = family.addresses === 'first' ? results.toSorted((a, b) => a.ipFamily - b.ipFamily) : [];
  if (first === undefined || !isDead(first.result)) return null;
  const why = `it takes the first address alone: ${first.address} does not answer`;
  return { verdict: 'fails', stage: STAGE, why, symptom: 'unreachable', serverChange };
};

/** Where the client could go instead: a port that speaks as it does and was seen to come to TLS; nobody is sent to another. */
const portFor = ({ facts }: Attempt, speaks: ServerPort['speaks']): number | null =>
  facts.ports.find(
    (one) => one.speaks === speaks && one.port !== 25 && one.tls !== null && (speaks === 'tls' || one.startTls === 'offered'),
  )?.port ?? null;

/** What of the client's own modes comes to this one on this port; `auto` is one where the port, or what it speaks, decides so. */
const modeFor = ({ family, port, seen }: Attempt, mode: 'tls' | 'starttls'): FamilyMode | undefined => {
  const here = family.modes.filter(({ onlyPort }) => onlyPort === undefined || onlyPort === port);
  const isTls = mode === 'tls';
  return (
    here.find((one) => one.mode === mode) ??
    here.find((one) => one.mode === 'auto' && (resolveMode('auto', family, port, seen) === 'tls') === isTls)
  );
};

/** The setting of the client for the mode that this port wants. */
const settingFor = (attempt: Attempt, mode: 'tls' | 'starttls'): string | null => {
  const found = modeFor(attempt, mode);
  if (found === undefined) return null;
  const { facts, port } = attempt;
  const modeWord = MODE_FACTS[mode].word;
  const { protocol, host } = facts;
  return writeSetting(found.setting, { protocol, host, port, modeWord, authentication: 'Normal password' });
};

const either = (...parts: readonly (string | null)[]): string | null =>
  parts.filter((part) => part !== null).join(', or ') || null;

export const judgeMode: JudgeStage = (attempt) => {
  const { port, seen, mode } = attempt;
  if (seen === null || seen.speaks === null) {
    // An assigned port that was not looked at says by its number what it wants: that is no more than a presumption.
    return { verdict: 'not-judged', stage: 'mode', why: `port ${port} was not seen` };
  }
  if (mode === 'tls' && seen.speaks === 'greeting') {
    const other = portFor(attempt, 'tls');
    const change = either(settingFor(attempt, 'starttls'), other === null ? null : `port ${other}`);
    const why = `TLS from the first byte on port ${port}, which greets in the clear and wants STARTTLS`;
    return { verdict: 'fails', stage: 'mode', why, symptom: 'tls-on-clear-port', change };
  }
  if (mode !== 'tls' && seen.speaks === 'tls') return waitsForGreeting(attempt);
  return null;
};

function waitsForGreeting(attempt: Attempt): StageJudgement {
  const { port, family } = attempt;
  const hasTls = modeFor(attempt, 'tls') !== undefined;
  const elsewhere = family.modes.find(({ mode, onlyPort }) => mode === 'tls' && onlyPort !== undefined)?.onlyPort;
  const other = portFor(attempt, 'greeting');
  const onOther = other === null ? null : `port ${other}`;
  const why = hasTls
    ? `it waits for a greeting on port ${port}, which wants TLS from the first byte`
    : elsewhere === undefined
      ? `it has no TLS from the first byte, which port ${port} wants: both sides wait`
      : `it has TLS from the first byte on port ${elsewhere} alone, and port ${port} wants it: both sides wait`;
  const without = elsewhere === undefined ? 'another library' : null;
  const change = hasTls ? either(settingFor(attempt, 'tls'), onOther) : (onOther ?? without);
  const opened =
    elsewhere === undefined ? 'open port 587 with STARTTLS' : `open port 587 with STARTTLS, or ${elsewhere} with TLS`;
  const serverChange = hasTls || other !== null ? null : opened;
  return { verdict: 'fails', stage: 'mode', why, symptom: 'clear-on-tls-port', change, serverChange };
}

/** Nobody is advised to it without being told. */
export const judgeClear: JudgeStage = (attempt) => {
  if (attempt.settings !== null || !attempt.logsIn || isEncrypted(attempt) !== false) return null;
  const why = 'the server has no TLS: the password goes in the clear';
  return {
    verdict: 'works-if',
    stage: 'starttls',
    why,
    change: 'no password that is used elsewhere',
    serverChange: 'offer STARTTLS',
  };
};

const offOf = ({ family }: Attempt): string | null => {
  const found = family.modes.find(({ mode }) => mode === 'plain');
  return typeof found?.setting === 'string' ? found.setting : null;
};

export const judgeStartTls: JudgeStage = (attempt) => {
  const { family, seen, mode, isBlind, port } = attempt;
  if (seen === null || mode === 'plain' || mode === 'tls') return null;
  if (seen.startTls === null) return { verdict: 'not-judged', stage: 'starttls', why: 'whether STARTTLS is offered' };
  if (seen.startTls === 'refused' && mode === 'starttls-if-offered' && family.forgivesRefusedStartTls) return null;
  if (seen.startTls === 'refused') {
    const other = portFor(attempt, 'tls');
    const away = mode === 'starttls-if-offered' ? offOf(attempt) : null;
    const change = either(other === null || isImplicitTlsPort(port) ? null : `port ${other}`, away);
    const why = 'STARTTLS is offered and then refused';
    return {
      verdict: 'fails',
      stage: 'starttls',
      why,
      symptom: 'starttls-refused',
      change,
      serverChange: 'mend STARTTLS, or stop offering it',
    };
  }
  if (mode !== 'starttls' || seen.startTls === 'offered') return null;
  // Behind a device that overwrites the keyword, those get through that send STARTTLS all the same.
  if (isBlind && seen.isMasked)
    return { verdict: 'not-judged', stage: 'starttls', why: 'whether STARTTLS is taken though it is masked' };
  return { verdict: 'fails', stage: 'starttls', why: 'no STARTTLS', symptom: 'starttls-missing', serverChange: 'offer STARTTLS' };
};

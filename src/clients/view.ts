// What one client does at one server: the first stage that it does not get past decides. With settings it is judged by these;
// without, by the best that it has here. Pure.
import { CLIENT_STAGES, type ClientMode, type ClientView } from '../model/application-settings.ts';
import { MODE_FACTS, portsByPreference } from '../model/protocol.ts';
import {
  type Attempt,
  type DecisiveSettings,
  type JudgeStage,
  resolveMode,
  type StageJudgement,
  writeSetting,
} from './attempt.ts';
import type { ClientFamily, FamilyMode } from './family.ts';
import type { ServerFacts, ServerPort } from './server-facts.ts';
import { judgeCertificate, judgeTls } from './stages/encrypt.ts';
import { judgeEhlo, judgeMechanism } from './stages/log-in.ts';
import { judgeAddress, judgeClear, judgeMode, judgeStartTls } from './stages/reach.ts';
import type { TlsClient } from './tls-client.ts';

/** In the order in which the client meets them. */
const STAGES: readonly JudgeStage[] = [
  judgeAddress,
  judgeMode,
  judgeStartTls,
  judgeClear,
  judgeTls,
  judgeCertificate,
  judgeEhlo,
  judgeMechanism,
];

export interface ViewQuestion {
  readonly family: ClientFamily;
  /** null: its TLS is not judged. */
  readonly platform: TlsClient | null;
  /** null: the best setting is looked for. */
  readonly settings: DecisiveSettings | null;
  readonly facts: ServerFacts;
}

export function view(question: ViewQuestion): ClientView {
  return question.settings === null ? bestView(question) : settingsView(question, question.settings);
}

function settingsView(question: ViewQuestion, settings: DecisiveSettings): ClientView {
  const { family } = question;
  const mode = settings.mode.value;
  const port = settings.port?.value ?? defaultPort(family, mode, question.facts);
  const known = family.modes.find((one) => one.mode === mode);
  const { from, written: value } = settings.mode;
  // A value without its key (`true`) tells nobody anything.
  const own = value === undefined ? null : from.kind === 'file' ? `${from.key}=${value}` : value;
  const written = own ?? (known ? writeModeOf(question, known, port) : mode);
  return judge(question, { port, mode, isBlind: known?.isBlind === true, written });
}

function defaultPort({ defaultPorts }: ClientFamily, mode: ClientMode, { protocol }: ServerFacts): number {
  const isTls = mode === 'tls';
  if (protocol === 'smtp') return isTls ? (defaultPorts?.tls ?? 465) : (defaultPorts?.clear ?? 25);
  return portsByPreference(protocol).find((one) => (one.mode === 'tls') === isTls)?.port ?? 0;
}

interface Setting {
  readonly port: number;
  readonly mode: ClientMode;
  readonly isBlind: boolean;
  readonly written: string;
}

const RANK: readonly ClientView['verdict'][] = ['works', 'works-if', 'not-judged', 'fails'];
/** Who gets further is told of where it ends. */
const reached = ({ stage }: ClientView): number => (stage === null ? CLIENT_STAGES.length : CLIENT_STAGES.indexOf(stage));

/** No client is told to send a password in the clear where there is another way. */
function bestView(question: ViewQuestion): ClientView {
  const { family, facts } = question;
  const order = portsByPreference(facts.protocol).map(({ port }) => port);
  const ports = facts.ports
    .filter(({ speaks }) => speaks !== null)
    .toSorted((a, b) => ((order.indexOf(a.port) + 99) % 99) - ((order.indexOf(b.port) + 99) % 99));
  const settings = ports.flatMap((seen) =>
    family.modes
      .filter(({ mode, onlyPort }) => (mode !== 'plain' || !hasTls(facts)) && (onlyPort ?? seen.port) === seen.port)
      .map((mode) => settingOn(question, mode, seen)),
  );
  const views = settings.map((setting) => judge(question, setting));
  const [best] = views.toSorted((a, b) => RANK.indexOf(a.verdict) - RANK.indexOf(b.verdict) || reached(b) - reached(a));
  return best ?? unseen(question);
}

const hasTls = ({ ports }: ServerFacts): boolean =>
  ports.some(({ speaks, startTls }) => speaks === 'tls' || startTls === 'offered');

const settingOn = (question: ViewQuestion, familyMode: FamilyMode, { port }: ServerPort): Setting => ({
  port,
  mode: familyMode.mode,
  isBlind: familyMode.isBlind === true,
  written: writeModeOf(question, familyMode, port),
});

function writeModeOf({ family, facts }: ViewQuestion, { setting, mode }: FamilyMode, port: number): string {
  const seen = facts.ports.find((one) => one.port === port) ?? null;
  const resolved = resolveMode(mode, family, port, seen);
  const modeWord = MODE_FACTS[resolved === 'tls' ? 'tls' : resolved === 'plain' ? 'plain' : 'starttls'].word;
  return writeSetting(setting, { protocol: facts.protocol, host: facts.host, port, modeWord, authentication: 'Normal password' });
}

const describe = ({
  family,
  platform,
  facts,
}: ViewQuestion): Pick<ClientView, 'client' | 'name' | 'protocol' | 'platform' | 'basis'> => ({
  client: family.id,
  name: family.name,
  protocol: facts.protocol,
  platform: platform && { id: platform.id, label: platform.label },
  basis: family.basis,
});

const NOTHING = { stage: null, symptom: null, why: null, change: null, serverChange: null };

const unseen = (question: ViewQuestion): ClientView => ({
  ...describe(question),
  ...NOTHING,
  verdict: 'not-judged',
  setting: null,
  why: 'no port of the server was seen',
});

function judge(question: ViewQuestion, { port, mode, isBlind, written }: Setting): ClientView {
  const { family, facts, settings } = question;
  const seen = facts.ports.find((one) => one.port === port) ?? null;
  const attempt: Attempt = {
    ...question,
    port,
    seen,
    mode: resolveMode(mode, family, port, seen),
    isBlind,
    logsIn: settings ? settings.user !== null : offersLogin(facts),
  };
  const judgements = STAGES.flatMap((stage) => stage(attempt) ?? []);
  const decisive = decide(judgements);
  const setting = { port, mode, written };
  if (!decisive) return { ...describe(question), ...NOTHING, verdict: 'works', setting };
  const { verdict, stage, why, symptom, symptomText, change = null, serverChange = null } = decisive;
  const words = symptomText ?? (symptom ? family.symptoms[symptom] : undefined) ?? null;
  const own = { protocol: facts.protocol, host: facts.host, port, modeWord: '', authentication: '' };
  const told = (text: string | null): string | null => text && writeSetting(text, own);
  return { ...describe(question), verdict, setting, stage, symptom: told(words), why, change: told(change), serverChange };
}

/** A host where nobody can log in is one to hand mail to. */
const offersLogin = ({ ports }: ServerFacts): boolean =>
  ports.some(({ login }) =>
    [login.plaintext, login.tls].some((one) => one !== null && (one.mechanisms.length > 0 || one.loginCommand)),
  );

/** What fails decides, the first of it; then what is not known; then what must be met. */
const decide = (judgements: readonly StageJudgement[]): StageJudgement | undefined =>
  (['fails', 'not-judged', 'works-if'] as const)
    .map((verdict) => judgements.find((one) => one.verdict === verdict))
    .find(Boolean);

// After TLS: the name given in EHLO, and the mechanism that client and server find for each other.
import { type Attempt, isEncrypted, type JudgeStage, loginOffered, type StageJudgement } from '../attempt.ts';
import type { ClientFamily } from '../family.ts';
import { formOf } from '../forms.ts';
import type { LoginFacts } from '../server-facts.ts';

const isQualified = (name: string): boolean => name.includes('.') || name.startsWith('[');
/** What the family says of itself, as far as that is the same on every machine. */
const NAMES: Readonly<Partial<Record<ClientFamily['ehloName'], string>>> = {
  localhost: 'localhost',
  'localhost.localdomain': 'localhost.localdomain',
  'address-literal': '[127.0.0.1]',
};

export const judgeEhlo: JudgeStage = ({ seen, family, settings }) => {
  if (!seen?.ehloRefused) return null;
  const { name, reply } = seen.ehloRefused;
  const own = settings?.ehloName?.value ?? NAMES[family.ehloName] ?? null;
  const serverChange = 'take a login from a client whatever its EHLO name (permit_sasl_authenticated first)';
  const isAlike = own !== null && (own.toLowerCase() === name.toLowerCase() || (!isQualified(own) && !isQualified(name)));
  if (isAlike)
    return { verdict: 'fails', stage: 'ehlo', why: `EHLO ${own} is refused`, symptom: 'ehlo', symptomText: reply, serverChange };
  // Its name is that of a machine which nobody knows here; a short one, as containers have it, is refused like ours.
  if (own === null && !isQualified(name))
    return {
      verdict: 'works-if',
      stage: 'ehlo',
      why: 'the server refuses short EHLO names',
      symptomText: reply,
      change: 'a host name with a dot',
      serverChange,
    };
  return { verdict: 'not-judged', stage: 'ehlo', why: 'whether the server takes its EHLO name' };
};

const OAUTH = ['XOAUTH2', 'OAUTHBEARER'];
const LOCALHOSTS = ['localhost', '127.0.0.1', '::1'];

/** What the client would use of itself, or is told to use. */
function ownMechanisms(attempt: Attempt): readonly string[] {
  const { family, settings, facts } = attempt;
  const named = settings?.mechanisms?.value;
  const own = named ?? (facts.protocol === 'imap' ? (family.imapMechanisms ?? family.mechanisms) : family.mechanisms);
  const barred = isEncrypted(attempt) === false && !LOCALHOSTS.includes(facts.host) ? (family.onlyUnderTls ?? []) : [];
  return named ? own : own.filter((mechanism) => !barred.includes(mechanism));
}

/** As the client reads the list: some know nothing of `AUTH=`. */
const offeredTo = ({ family }: Attempt, { mechanisms, onlyInOldForm }: LoginFacts): readonly string[] =>
  onlyInOldForm && !family.readsOldAuthForm ? [] : mechanisms;

const wantsTls = (attempt: Attempt): boolean => {
  const underTls = attempt.seen?.login.tls;
  return isEncrypted(attempt) === false && underTls != null && (underTls.mechanisms.length > 0 || underTls.loginCommand);
};

export const judgeMechanism: JudgeStage = (attempt) => {
  const { family, logsIn, settings } = attempt;
  if (!logsIn || settings?.mechanisms?.value.includes('NONE')) return null;
  const login = loginOffered(attempt);
  if (login === null) return { verdict: 'not-judged', stage: 'mechanism', why: 'which mechanisms the server offers' };
  const offered = offeredTo(attempt, login);
  const own = ownMechanisms(attempt);
  const hasCommand = login.loginCommand && family.hasLoginCommand !== false;
  if (own.length === 0 && !hasCommand) return refusesInTheClear(attempt);
  if (offered.length === 0 && !hasCommand && family.authMissing !== 'sends-anyway') return authMissing(attempt, login);
  const stumble = family.stumblesOver;
  if (stumble && offered.includes(stumble.mechanism) && !settings?.mechanisms)
    return {
      verdict: 'works-if',
      stage: 'mechanism',
      why: `it takes ${stumble.mechanism}, and nothing after it`,
      symptomText: stumble.symptom,
      change: stumble.change,
    };
  const common = own.filter((mechanism) => offered.includes(mechanism));
  if (common.length > 0) return judgeCommon(attempt, common);
  return hasCommand ? null : noneInCommon(attempt, own, offered);
};

function refusesInTheClear(attempt: Attempt): StageJudgement {
  const change = attempt.seen?.startTls === 'offered' ? 'its setting for STARTTLS' : null;
  const symptom = attempt.family.symptoms['refused-login'] ? 'refused-login' : 'no-mechanism';
  return {
    verdict: 'fails',
    stage: 'mechanism',
    why: 'it does not log in without TLS',
    symptom,
    change,
    serverChange: 'offer STARTTLS',
  };
}

function authMissing(attempt: Attempt, { mechanisms }: LoginFacts): StageJudgement {
  const { family, facts } = attempt;
  const isOld = mechanisms.length > 0;
  const serverChange = isOld ? 'list AUTH in the form of RFC 4954 (AUTH PLAIN LOGIN)' : wantsTls(attempt) ? null : 'offer AUTH';
  const change = wantsTls(attempt) ? 'encryption: the server offers AUTH under TLS alone' : null;
  const why = isOld ? 'it does not read the old form AUTH=' : 'no AUTH is offered';
  const symptom = { symptom: 'auth-missing' } as const;
  // Nothing asks for a login anywhere: who goes on without one may well be taken.
  const isRelay =
    !isOld && facts.ports.every(({ login }) => [login.plaintext, login.tls].every((one) => !one?.mechanisms.length));
  if (isRelay && family.authMissing === 'goes-on')
    return {
      verdict: 'works-if',
      stage: 'mechanism',
      why: `${why}, and it goes on without a login`,
      ...symptom,
      change: 'user and password left out',
    };
  return { verdict: 'fails', stage: 'mechanism', why, ...symptom, change, serverChange };
}

function noneInCommon(attempt: Attempt, own: readonly string[], offered: readonly string[]): StageJudgement {
  const { family, settings } = attempt;
  const isOauthOnly = offered.length > 0 && offered.every((mechanism) => OAUTH.includes(mechanism));
  const stage = isOauthOnly ? 'oauth' : 'mechanism';
  if (isOauthOnly && family.oauth !== 'no')
    return {
      verdict: 'works-if',
      stage,
      why: 'the server takes OAuth 2.0 alone',
      symptom: 'no-mechanism',
      change: 'an OAuth 2.0 token in place of the password',
    };
  if (wantsTls(attempt) && offered.length === 0)
    return authMissing(attempt, { mechanisms: [], onlyInOldForm: false, loginCommand: false });
  const why = isOauthOnly
    ? 'the server takes OAuth 2.0 alone, and it has none'
    : `no mechanism in common: it has ${own.join(', ')}; the server offers ${offered.join(', ') || 'none'}`;
  const [wanted] = own.includes('LOGIN') ? ['LOGIN'] : own;
  const change = settings?.mechanisms ? 'the mechanism that the settings name' : isOauthOnly ? 'another library' : null;
  return {
    verdict: 'fails',
    stage,
    why,
    symptom: 'no-mechanism',
    change,
    serverChange: isOauthOnly || wanted === undefined ? null : `offer AUTH ${wanted}`,
  };
}

function judgeCommon(attempt: Attempt, common: readonly string[]): StageJudgement | null {
  const { family, facts } = attempt;
  const [first = ''] = common;
  const tried = family.tries === 'all' ? common : [first];
  const isPointless = tried.every((mechanism) => facts.refusedMechanisms.includes(mechanism));
  if (isPointless) {
    const other = family.mechanisms.find(
      (mechanism) => attempt.seen?.login.tls?.mechanisms.includes(mechanism) && !facts.refusedMechanisms.includes(mechanism),
    );
    const change =
      other === undefined
        ? null
        : (family.mechanismSetting?.replaceAll('{mechanism}', other).replaceAll('{protocol}', facts.protocol) ?? null);
    const why = `it takes ${first}, which the server offers and refuses`;
    return {
      verdict: 'fails',
      stage: 'mechanism',
      why,
      symptom: 'refused-login',
      change,
      serverChange: `take ${first} out of the list of mechanisms`,
    };
  }
  return judgeForm(attempt, tried);
}

/** Mechanisms that the client goes through one after the other fail where each does. */
function judgeForm(attempt: Attempt, tried: readonly string[]): StageJudgement | null {
  const { family, facts } = attempt;
  const forms = tried.filter((mechanism) => !facts.refusedMechanisms.includes(mechanism)).map((one) => formOf(family, one));
  const [form = null] = forms;
  if (form === null || !forms.every((one) => one !== null && facts.refusedForms.includes(one))) return null;
  const takesLogin = loginOffered(attempt)?.mechanisms.includes('LOGIN') && family.mechanisms.includes('LOGIN');
  const toLogin = form.startsWith('PLAIN') && takesLogin ? [family.mechanismSetting?.replaceAll('{mechanism}', 'LOGIN')] : [];
  const own = form === 'PLAIN without initial response' ? [family.initialResponseSetting, ...toLogin] : [];
  return {
    verdict: 'fails',
    stage: 'mechanism',
    why: `the server does not take ${form}`,
    symptom: 'refused-login',
    change: own.filter((one) => one !== undefined).join(', or ') || 'another mechanism',
    serverChange: `take ${form} (RFC 4954 §4)`,
  };
}

// The one plain sentence at the top: what works, or what is wrong and what to use instead. Words a verdict that is
// already decided; titles come from the findings.
import { furthestFirst } from '../diagnose/order.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Finding } from '../model/finding.ts';
import type { EndpointObservation, Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Recommendation } from '../model/report.ts';
import { withoutEnd } from '../model/text-ends.ts';
import { isSecure, type Judgement, judgedEndpoints } from './verdict.ts';
import { namedPortAndMode } from './wording.ts';

/** What decided: the first finding, unless it is a mere note. The order is the diagnosis's (`diagnose/order.ts`). */
const decisiveFinding = ({ findings: [first] }: Diagnosis): Finding | undefined =>
  first === undefined || first.severity === 'info' ? undefined : first;

const asSentence = (text: string): string => {
  const trimmed = withoutEnd(text.trim(), '.');
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}`;
};

/** `smtp.example.com: …`, unless the title names the host. A host name begins no sentence with a capital. */
function withHost(host: string, title: string): string {
  const names = title.toLowerCase().includes(host.toLowerCase());
  return !names
    ? `${host}: ${withoutEnd(title.trim(), '.')}`
    : title.startsWith(host)
      ? withoutEnd(title.trim(), '.')
      : asSentence(title);
}

/** Where nothing was found that says it: what was the last of the endpoint that got furthest. */
function failureText(plan: Plan, observations: Observations, diagnosis: Diagnosis, { reason }: Judgement): string {
  const finding = decisiveFinding(diagnosis);
  if (finding !== undefined) return withHost(plan.host, finding.title);
  const waiting = judgedEndpoints(observations, diagnosis).filter(
    ({ observation, diagnosis: { status } }) => status === 'skipped' && hasConnected(observation),
  );
  if (waiting.length > 0) {
    const ports = [...new Set(waiting.map(({ observation: { port } }) => port))];
    return `${plan.host} took the connection on port ${ports.join(' and ')}, and nothing more was settled`;
  }
  const [furthest] = furthestFirst(
    judgedEndpoints(observations, diagnosis).flatMap(({ observation: { port }, diagnosis: { failure } }) =>
      failure === null ? [] : [{ port, failure }],
    ),
  );
  const failure = observations.dns.error ?? furthest?.failure;
  if (failure) return withHost(plan.host, failure.message);
  if (reason === 'credentials') return `${plan.host} did not accept the login`;
  const plain = diagnosis.endpoints.find(({ status }) => status === 'ok');
  return plain === undefined
    ? `${plan.host} has no endpoint that works`
    : `${plan.host} answers, but has no endpoint that a client could use securely`;
}

const hasConnected = ({ steps }: EndpointObservation): boolean =>
  steps.some(({ stage, status }) => stage === 'connect' && status === 'ok');

/** The login is the matter, or the first finding itself says how the port is to be used. */
const isSaid = ({ port }: Recommendation, { findings: [first] }: Diagnosis, { reason }: Judgement): boolean =>
  reason === 'credentials' || (first?.id === 'mode-mismatch' && first.endpoints.some((id) => id.startsWith(`${port}/`)));

/** A title may be a question: did you mean another name? */
const withEnd = (sentence: string): string => (sentence.endsWith('?') ? sentence : `${sentence}.`);

export function summarise(
  plan: Plan,
  observations: Observations,
  diagnosis: Diagnosis,
  judgement: Judgement,
  recommendation: Recommendation | null,
): string {
  const isUntested = diagnosis.endpoints.every(({ status }) => status === 'skipped') && observations.dns.error === null;
  if (observations.interrupted && isUntested) return `Interrupted before anything could be said of ${plan.host}.`;
  const prefix = observations.interrupted ? 'Interrupted; so far: ' : '';

  if (judgement.verdict === 'fail') {
    const hint =
      recommendation === null || isSaid(recommendation, diagnosis, judgement)
        ? ''
        : `; ${namedPortAndMode(recommendation)} works`;
    return `${prefix}${withEnd(`${failureText(plan, observations, diagnosis, judgement)}${hint}`)}`;
  }
  const login = diagnosis.credentials?.status === 'accepted' ? ' and accepts the login' : '';
  // Where nothing is for a client to use, something may work all the same: a relay port.
  const working = recommendation ?? judgedEndpoints(observations, diagnosis).find(isSecure)?.observation;
  const use = working === undefined ? 'without encryption only' : `on ${namedPortAndMode(working)}`;
  if (judgement.verdict === 'ok') return `${prefix}${plan.host} works ${use}${login}.`;
  const title = decisiveFinding(diagnosis)?.title ?? 'a warning stands';
  return `${prefix}${withEnd(`${plan.host} works ${use}${login}, but: ${withoutEnd(title.trim(), '.')}`)}`;
}

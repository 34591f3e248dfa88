// The one plain sentence at the top: what works, or what is wrong and what to use instead. Words a verdict that is
// already decided; titles come from the findings.
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Finding } from '../model/finding.ts';
import type { Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Recommendation } from '../model/report.ts';
import { withoutEnd } from '../model/text-ends.ts';
import type { Judgement } from './verdict.ts';
import { portAndMode } from './wording.ts';

/** The finding that the sentence is about; undefined where none was made. */
function decisiveFinding({ reason, failed }: Judgement, observations: Observations, diagnosis: Diagnosis): Finding | undefined {
  const { findings, credentials } = diagnosis;
  const gravest = findings.find(({ severity }) => severity !== 'info');
  if (reason === 'credentials') return findings.find(({ id }) => id === credentials?.cause) ?? gravest;
  if (reason === 'expectation') return findings.find(({ id }) => id === 'expectation-failed');
  if (reason === 'named-endpoint') {
    const codes = diagnosis.endpoints.filter(({ id }) => failed.includes(id)).map(({ failure }) => failure?.code);
    const about = findings.filter(({ endpoints }) => endpoints.some((id) => failed.includes(id)));
    return about.find(({ id }) => codes.includes(id)) ?? about[0] ?? findings.find(({ id }) => codes.includes(id)) ?? gravest;
  }
  if (reason === 'no-secure-endpoint') {
    const dnsCode = observations.dns.error?.code;
    // What an --expect or a withheld login says follows from the cause, and is not the cause.
    const cause = findings.find(
      ({ id, severity }) => severity === 'error' && id !== 'expectation-failed' && !id.startsWith('auth-'),
    );
    return findings.find(({ id }) => id === dnsCode) ?? cause ?? gravest;
  }
  return gravest;
}

const asSentence = (text: string): string => {
  const trimmed = withoutEnd(text.trim(), '.');
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}`;
};

/** `smtp.example.com: …`, unless the title names the host. */
const withHost = (host: string, title: string): string =>
  title.toLowerCase().includes(host.toLowerCase()) ? asSentence(title) : `${host}: ${withoutEnd(title.trim(), '.')}`;

function failureText(plan: Plan, observations: Observations, diagnosis: Diagnosis, judgement: Judgement): string {
  const finding = decisiveFinding(judgement, observations, diagnosis);
  if (finding !== undefined) return withHost(plan.host, finding.title);
  const failure = observations.dns.error ?? diagnosis.endpoints.find((endpoint) => endpoint.failure !== null)?.failure;
  if (failure) return withHost(plan.host, failure.message);
  if (judgement.reason === 'credentials') return `${plan.host} did not accept the login`;
  const plain = diagnosis.endpoints.find(({ status }) => status === 'ok');
  return plain === undefined
    ? `${plan.host} has no endpoint that works`
    : `${plan.host} answers, but has no endpoint that a client could use securely`;
}

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
    const hint = recommendation !== null && judgement.reason !== 'credentials' ? `; ${portAndMode(recommendation)} works` : '';
    return `${prefix}${failureText(plan, observations, diagnosis, judgement)}${hint}.`;
  }
  const login = diagnosis.credentials?.status === 'accepted' ? ' and accepts the login' : '';
  const use = recommendation === null ? `without encryption only` : `on ${portAndMode(recommendation)}`;
  if (judgement.verdict === 'ok') return `${prefix}${plan.host} works ${use}${login}.`;
  const title = decisiveFinding(judgement, observations, diagnosis)?.title ?? 'a warning stands';
  return `${prefix}${plan.host} works ${use}${login}, but: ${withoutEnd(title.trim(), '.')}.`;
}

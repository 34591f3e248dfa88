// Findings about the settings of an application, which were read ahead of the first packet: the traps of its file, each with
// what the endpoint that the file names did. Words come from the room of the settings.
import type { Provenance, SettingsTrap } from '../model/application-settings.ts';
import type { FindingId } from '../model/finding.ts';
import type { Evidence } from './evidence.ts';
import { capital, portAndMode } from './phrases.ts';
import type { Draft, Rule } from './rule.ts';

/** `web.config:12: system.net/mailSettings/smtp/network@port`. */
function placeOf(from: Provenance, file: string): string {
  if (from.kind === 'file') return `${from.file}:${from.line}: ${from.key}`;
  return from.kind === 'environment'
    ? `${file}: from the variable ${from.name}`
    : `${file}: not set, a default of the application`;
}

function draftOf(trap: SettingsTrap, file: string, evidence: Evidence): Draft {
  const { endpoints, alternatives } = evidence;
  const worked = endpoints.some(({ status }) => status === 'ok');
  const isRefuted = trap.isByPort === true && worked;
  const failed = endpoints.filter(({ status, failure }) => failure !== null && status !== 'ok');
  const about = trap.id === 'config-mismatch' && trap.isByPort === true ? failed : [];
  return {
    severity: isRefuted ? 'info' : trap.severity,
    title: trap.from.kind === 'file' ? `${trap.title} (${trap.from.file}:${trap.from.line})` : trap.title,
    detail: isRefuted ? `${trap.meaning} This server is an exception: it works there all the same.` : trap.meaning,
    evidence: [
      placeOf(trap.from, file),
      ...new Set(about.map(({ seen, failure }) => `${portAndMode(seen)}: ${failure?.message ?? ''}`)),
      ...(about.length > 0 && alternatives.length > 0 ? [`seen to work: ${alternatives.join(', ')}`] : []),
    ],
    fix: fixOf(trap, evidence),
    owner: 'you',
    endpoints: about.map(({ id }) => id),
    reference: null,
  };
}

/**
 * What a server was seen to do decides over what ports are usually for: of the ways those that work, else those that were not
 * seen to fail.
 */
function fixOf({ ways, fix }: SettingsTrap, { working, endpoints, auxiliary, dns, plan }: Evidence): string {
  if (ways === undefined) return fix;
  const worked = ways.filter((way) => working.some(({ seen }) => seen.port === way.port && seen.mode === way.mode));
  const tried = [...endpoints, ...auxiliary];
  const isUnseen = (way: NonNullable<SettingsTrap['ways']>[number]): boolean =>
    !tried.some(({ seen }) => seen.port === way.port && seen.mode === way.mode) &&
    !dns.addresses.some(
      ({ ports }) => (ports[String(way.port)] ?? 'untried') !== 'untried' && ports[String(way.port)] !== 'open',
    );
  const left = worked.length > 0 ? worked : ways.filter(isUnseen);
  if (left.length > 0) return `${capital(left.map(({ text }) => text).join('; '))}.`;
  const others = [...new Set(working.map(({ seen }) => portAndMode(seen)))];
  if (others.length > 0) return `Use port ${others.join(' or ')}, which was seen to work.`;
  return `Ask whoever runs ${plan.host} for port and encryption: neither works as they usually go together.`;
}

/** All traps with this id, in the order of the file's reading. */
export const configRule = (id: Extract<FindingId, `config-${string}`>, supersedes: readonly FindingId[] = []): Rule => ({
  id,
  supersedes,
  find(evidence) {
    const { application } = evidence.plan;
    if (!application) return [];
    return application.traps.filter((trap) => trap.id === id).map((trap) => draftOf(trap, application.file, evidence));
  },
});

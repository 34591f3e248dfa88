// A port asked for by name took no connection: what the usual ports beside it showed, and whether the host's provider has
// such a port at all. Words that the rules about refused and silent ports share.
import { type Evidence, isRefused, isUnconnected } from './evidence.ts';
import { list, portsOf } from './phrases.ts';
import { providerSettingsOf } from './provider-settings.ts';
import type { Cases, Words } from './rule.ts';

/** A sentence with a space before it; empty where nothing was looked at beside the ports asked for. */
export function besideText(evidence: Evidence): string {
  const { auxiliary, plan, openBeside, alternatives } = evidence;
  const ladders = auxiliary.filter(({ seen }) => !plan.ports.includes(seen.port));
  if (alternatives.length > 0 && ladders.length > 0) return ` Tried beside it, ${list(alternatives)} works.`;
  if (openBeside.length > 0) {
    return ladders.length === 0
      ? ` Port ${list(openBeside)} beside it answers; nothing more was tried there, since a login was given.`
      : ` Port ${list(openBeside)} beside it fails, too: ${list(
          ladders.filter((item) => !isUnconnected(item)).map(({ failure }) => failure?.message ?? ''),
        )}.`;
  }
  if (ladders.length === 0) return '';
  const isAllRefused = ladders.every(isRefused);
  return ` The usual ports beside it (${list(ladders.map(({ seen }) => seen.port))}) ${isAllRefused ? 'refuse connections' : 'take no connection either'}.`;
}

/** The provider of this very host is known, and has no such port: then nobody is to blame but the setting. */
export function unknownToProvider(cases: Cases, { plan }: Evidence): Words | null {
  const settings = plan.portsNamed ? providerSettingsOf(plan) : null;
  const seen = cases.map(({ endpoint }) => endpoint.seen);
  if (settings === null || seen.some(({ port }) => settings.ports.includes(port))) return null;
  return {
    title: `${plan.host} has no ${portsOf(seen)}: ${settings.name} uses ${settings.words}`,
    detail: `${settings.name} offers ${settings.words} on this host, and nothing on ${portsOf(seen)}.`,
    fix: `Set the client to ${settings.words}.`,
    owner: 'you',
    evidence: [`known settings of ${settings.name}: ${plan.host}, ${settings.words}`],
  };
}

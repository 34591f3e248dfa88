// Mechanisms that --auth names: whether they are spoken here, and whether anybody logs in with them. Loads what knows them
// all, so it is itself loaded only where one is named.
import { CHECKED_PROTOCOLS, PROTOCOL_FACTS } from '../../model/protocol.ts';
import { UsageError } from '../../model/usage-error.ts';
import { findMechanism, MECHANISMS } from '../../sasl/index.ts';
import type { SecretUse } from '../../sasl/mechanism.ts';

/** Not SASL, and chosen by `--auth` all the same. */
const LOGIN_COMMANDS: ReadonlySet<string> = new Set(
  CHECKED_PROTOCOLS.flatMap((name) => PROTOCOL_FACTS[name].loginCommand?.names ?? []),
);
const SECRET_USES: ReadonlySet<SecretUse> = new Set(['password', 'token']);

/** EXTERNAL and ANONYMOUS show no secret, and log in without a name, too (RFC 4422 appendix A, RFC 4505). */
export const needNoSecret = (names: readonly string[]): boolean =>
  names.length > 0 && names.every((name) => ['certificate', 'nothing'].includes(findMechanism(name)?.uses ?? ''));

/** Throws one UsageError for all that cannot be done. */
export function refuseMechanisms(names: readonly string[], user: string | undefined): void {
  const complaints: string[] = [];
  const unknown = names.filter((name) => findMechanism(name) === undefined && !LOGIN_COMMANDS.has(name));
  if (unknown.length > 0) {
    const spoken = [...new Set([...MECHANISMS.map(({ name }) => name), ...LOGIN_COMMANDS])].join(', ');
    complaints.push(`--auth ${unknown.join(',')}: mailprobe does not speak it; it speaks ${spoken}`);
  }
  const [first] = names.filter((name) => LOGIN_COMMANDS.has(name) || SECRET_USES.has(findMechanism(name)?.uses ?? 'nothing'));
  if (user === undefined && first !== undefined)
    complaints.push(`--auth ${first} without --user: nobody would log in (whether it is offered: --expect auth:${first})`);
  if (complaints.length > 0) throw new UsageError(complaints.join('; '));
}

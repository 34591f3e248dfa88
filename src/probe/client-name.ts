// The name that the client gives of itself in EHLO. Asks nobody but this machine.
import { hostname } from 'node:os';
import type { Plan } from '../model/plan.ts';
import type { EndpointRecorder } from './recorder.ts';

/** The name given by the user, else this machine's own. */
export const clientNameOf = (recorder: EndpointRecorder, { ehloName }: Plan): string =>
  ehloName ?? ownName(recorder.localAddress, recorder.spec.family);

const FQDN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** A question to the system, with the same answer for thousands of checks. Null: this machine has no FQDN. */
let ownFqdn: string | null | undefined;

function findOwnFqdn(): string | null {
  const name = hostname();
  return FQDN.test(name) && !name.endsWith('.local') && !name.endsWith('.localdomain') ? name : null;
}

/** RFC 5321 §4.1.4: the client's own FQDN where it has one, else an address literal (§4.1.3). */
function ownName(localAddress: string | null, family: 4 | 6): string {
  if (ownFqdn === undefined) ownFqdn = findOwnFqdn();
  if (ownFqdn !== null) return ownFqdn;
  const address = (localAddress ?? (family === 6 ? '::1' : '127.0.0.1')).replace(/^::ffff:/, '').replace(/%.*$/, '');
  return address.includes(':') ? `[IPv6:${address}]` : `[${address}]`;
}

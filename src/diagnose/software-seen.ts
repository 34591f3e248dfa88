// Whose software answers, by what it says of itself: greeting, EHLO reply, capabilities. Never by the host's name, which may
// say anything.
import { serverSoftware } from '../knowledge/index.ts';
import type { EndpointObservation, Observations } from '../model/observation.ts';
import { shorten } from '../model/shorten.ts';

/** `mail.postfix.example`, `[CAPABILITY …]` without its brackets stays: a name has dots between letters. */
const HOST_NAME = /(?:[a-z0-9_-]{1,63}\.){1,10}[a-z][a-z0-9-]{1,62}(?![a-z0-9.-])/gi;

/** Of one endpoint; null: nothing tells. */
export function softwareOf({ greeting, capabilities }: EndpointObservation): string | null {
  const said = [...(greeting?.lines ?? []), ...(capabilities.tls ?? []), ...(capabilities.plaintext ?? [])];
  return serverSoftware(said.map((line) => shorten(line, MAX_LINE).replace(HOST_NAME, ' ').trim()));
}

const MAX_LINE = 500;

/** Of the host, where all that tell agree; null: nothing tells, or several are at work. */
export const softwareSeen = ({ endpoints, auxiliary }: Pick<Observations, 'endpoints' | 'auxiliary'>): string | null =>
  agreedOf([...endpoints, ...auxiliary].map(softwareOf));

/** What all say that say anything; null: nothing, or not the same. */
export function agreedOf(software: Iterable<string | null>): string | null {
  const named = new Set(software);
  named.delete(null);
  const [only = null] = named;
  return named.size === 1 ? only : null;
}

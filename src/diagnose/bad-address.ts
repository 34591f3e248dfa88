// Of a name with several addresses: a title says at which of them the fault was seen, where the others do not have it.
import type { Finding } from '../model/finding.ts';
import type { Evidence } from './evidence.ts';
import { list } from './phrases.ts';

/** They are about the name, the login or the addresses themselves, and say so. */
const NAMES_NO_ENDPOINT =
  /^(?:account|addresses|auth|credential|dane|dns|expectation|ipv6|login|mailbox|oauth|provider|target|tlsa)-/;

export function nameBadAddress(finding: Finding, { endpoints, dns }: Evidence): Finding {
  const { id, severity, title, endpoints: concerned } = finding;
  if (severity === 'info' || NAMES_NO_ENDPOINT.test(id)) return finding;
  const tried = endpoints.filter(({ status }) => status === 'ok' || status === 'failed');
  const faulty = endpoints.filter((endpoint) => concerned.includes(endpoint.id));
  const bad = [...new Set(faulty.map(({ seen }) => seen.address))];
  const isElsewhereToo = tried.every(({ seen }) => bad.includes(seen.address));
  if (bad.length === 0 || isElsewhereToo || bad.some((address) => title.includes(address))) return finding;
  const share = `${bad.length === 1 ? 'one' : bad.length} of ${dns.addresses.length} addresses`;
  return { ...finding, title: `${title} (${list(bad)}, ${share})` };
}

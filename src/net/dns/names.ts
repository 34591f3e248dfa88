// Host names and addresses as DNS writes and compares them. Pure text, no questions asked.
import { isIPv6 } from 'node:net';

/** Lower case and without the dot of the root: how names are compared (RFC 4343). */
export const canonicalName = (name: string): string => (name === '.' ? name : name.toLowerCase().replace(/\.$/, ''));

/** RFC 1035 §2.3.4: labels of 1 to 63 bytes, 255 in all. Anything else cannot be asked for. */
export function isAskableName(name: string): boolean {
  const labels = name.replace(/\.$/, '').split('.');
  return name.length > 0 && name.length <= 253 && labels.every((label) => label.length > 0 && Buffer.byteLength(label) <= 63);
}

/** What can be a host to connect to: letters, digits, hyphens, and the underscore that some do use (RFC 1123 §2.1). */
export const isHostName = (name: string): boolean => isAskableName(name) && /^[A-Za-z0-9_.-]+$/.test(name);

/** Names that the public DNS knows nothing of: hosts file, search list, multicast DNS (RFC 6761, 6762). */
export const isLocalName = (host: string): boolean => {
  const name = canonicalName(host);
  return !name.includes('.') || name.endsWith('.localhost') || name.endsWith('.local');
};

/** RFC 5952: the form in which the system prints an IPv6 address, so that both can be compared. */
export function canonicalIpv6(address: string): string {
  if (!address.includes(':') || address.includes('%') || !isIPv6(address)) return address;
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

/** The name under in-addr.arpa or ip6.arpa that holds an address's PTR (RFC 1035 §3.5, RFC 3596 §2.5). */
export function reverseName(address: string): string {
  if (!address.includes(':')) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  const groups = expandIpv6(address);
  return `${[...groups.join('')].reverse().join('.')}.ip6.arpa`;
}

/** Its eight groups of four digits. */
export function expandIpv6(address: string): string[] {
  const [head = '', tail] = canonicalIpv6(address.replace(/%.*$/, '')).split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...middle, ...right].map((group) => group.padStart(4, '0'));
}

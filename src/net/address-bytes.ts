// Addresses as certificates and SOCKS have them: four bytes or sixteen, and masks. Knows neither.
import { canonicalIpv6, expandIpv6 } from './dns/names.ts';

/** Of four bytes or sixteen: as the system prints it (RFC 5952). */
export const addressOfBytes = (bytes: Uint8Array): string =>
  bytes.length === 4 ? bytes.join('.') : canonicalIpv6((Buffer.from(bytes).toString('hex').match(/.{4}/g) ?? []).join(':'));

/** A zone is of this machine alone, and left out. */
export const bytesOfAddress = (address: string): Uint8Array =>
  address.includes(':') ? Buffer.from(expandIpv6(address).join(''), 'hex') : Uint8Array.from(address.split('.'), Number);

/** How many bits of the mask are set, from the first on; null: they have gaps. */
export function prefixLengthOf(mask: Uint8Array): number | null {
  const bits = [...mask].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : null;
}

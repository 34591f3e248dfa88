// Base64 as SASL profiles carry it: tells an undecodable challenge from data. Knows no mechanism.

import { withoutEnd } from '../model/text-ends.ts';

const SHAPE = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The bytes, or null where the text is no Base64 (RFC 4648 §4). Spaces around it are let go, and so is missing padding,
 * which some servers leave out; a lone `=` is present and empty (RFC 4954 §4).
 */
export function decodeBase64(text: string): Buffer | null {
  const trimmed = text.trim();
  if (trimmed === '=') return Buffer.alloc(0);
  if (!SHAPE.test(trimmed)) return null;
  const digits = withoutEnd(trimmed, '=');
  const padding = trimmed.length - digits.length;
  if (digits.length % 4 === 1) return null;
  if (padding > 0 && (digits.length + padding) % 4 !== 0) return null;
  return Buffer.from(digits, 'base64');
}

export const encodeBase64 = (bytes: Buffer): string => bytes.toString('base64');

// The bytes of a settings file as text and back: UTF-8, or Latin-1 where it is none, so that each byte that is not changed stays
// as it is. Knows no dialect.
import { UsageError } from '../model/usage-error.ts';

export interface FileText {
  readonly text: string;
  readonly encoding: 'utf8' | 'latin1';
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Throws UsageError for what is no text. */
export function decodeFile(bytes: Uint8Array, about: string): FileText {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) throw new UsageError('it is UTF-16; save it as UTF-8', about);
  if (bytes.includes(0)) throw new UsageError('it is no text file (there are NUL bytes in it)', about);
  try {
    return { text: utf8.decode(bytes), encoding: 'utf8' };
  } catch {
    return { text: Buffer.from(bytes).toString('latin1'), encoding: 'latin1' };
  }
}

export const encodeFile = ({ text, encoding }: FileText): Buffer => Buffer.from(text, encoding);

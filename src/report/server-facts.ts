// What a server says of itself in its capabilities, read for people and programs: software, sizes, limits. From the list under
// TLS where there is one. Reads keywords; judges nothing.
import type { EndpointObservation } from '../model/observation.ts';
import type { ReportServer } from '../model/report.ts';

/** SIZE and LOGIN-DELAY are small numbers; what is longer is none. */
const MAX_DIGITS = 15;

export function serverFacts(
  { capabilities }: Pick<EndpointObservation, 'capabilities'>,
  software: string | null,
): ReportServer | null {
  const keywords = capabilities.tls ?? capabilities.plaintext ?? [];
  /** What stands behind a keyword; empty: nothing; null: it is not listed. */
  const parameters = (keyword: string): string | null => {
    const line = keywords.find((item) => item.split(/[ =]/, 1)[0]?.toUpperCase() === keyword);
    return line === undefined ? null : line.slice(keyword.length + 1).trim();
  };
  const numberOf = (keyword: string): number | null => {
    const first = parameters(keyword)?.split(' ')[0] ?? '';
    return /^\d+$/.test(first) && first.length <= MAX_DIGITS ? Number(first) : null;
  };
  const [size, loginDelay, limits] = [numberOf('SIZE'), numberOf('LOGIN-DELAY'), parameters('LIMITS')];
  const tokens = parameters('BEARER');
  const facts: ReportServer = {
    ...(software === null ? {} : { software }),
    ...(size === null ? {} : { size }),
    ...(limits ? { limits } : {}),
    ...(loginDelay === null ? {} : { loginDelay }),
    ...(tokens ? { tokens } : {}),
    ...(parameters('SMTPUTF8') === null ? {} : { smtputf8: true }),
    ...(parameters('CHUNKING') === null ? {} : { chunking: true }),
  };
  return Object.keys(facts).length === 0 ? null : facts;
}

const MEGABYTE = 1_000_000;

/** `10240000 bytes (10 MB)`; 0 is no fixed limit (RFC 1870 §4). */
const sizeText = (bytes: number): string =>
  bytes === 0 ? 'no limit named' : `${bytes} bytes${bytes >= MEGABYTE ? ` (${Math.round(bytes / MEGABYTE)} MB)` : ''}`;

/** Label and value, for pages. */
export function serverRows({
  software,
  size,
  limits,
  loginDelay,
  tokens,
  smtputf8,
  chunking,
}: ReportServer): (readonly [string, string])[] {
  return [
    ...(software === undefined ? [] : [['Software', software] as const]),
    ...(size === undefined ? [] : [['Largest message', sizeText(size)] as const]),
    ...(limits === undefined ? [] : [['Limits', limits] as const]),
    ...(loginDelay === undefined ? [] : [['Between logins', `${loginDelay} s`] as const]),
    ...(tokens === undefined ? [] : [['Tokens', tokens] as const]),
    ...(smtputf8 || chunking
      ? [['Extensions', [...(smtputf8 ? ['SMTPUTF8'] : []), ...(chunking ? ['CHUNKING'] : [])].join(', ')] as const]
      : []),
  ];
}

/** `PLAIN, LOGIN under TLS; none before it`; null where the login was not looked for. */
export function mechanismsText({ plaintext, tls }: EndpointObservation['auth']): string | null {
  const list = (mechanisms: readonly string[]): string => mechanisms.join(', ') || 'none';
  if (tls === null) return plaintext === null ? null : `${list(plaintext)} without TLS`;
  return `${list(tls)} under TLS${plaintext === null ? '' : `; ${list(plaintext)} before it`}`;
}

// How the time that a reader takes grows with what it reads, told apart from what else the machine does. No test of its own.

/** Bits that servers' answers, logs and documents are made of, and that a pattern may stumble over when they repeat. */
export const FRAGMENTS: readonly string[] = [
  ...' \t\r\n"\'()[]{}<>&=;:,.-_+/\\@#%*|`05aA\0',
  ...['\r\n', '\n\n', ' \n', '\u00e9', '\u202e', '\ud800', '\u3000', '\u2028'],
  ...[
    'a ',
    ' a',
    'a.',
    'a-',
    'a=',
    'a="',
    "a='",
    'a:',
    'a@',
    '"a',
    '\\"',
    '\\\\"',
    '\\x',
    '=3D',
    '=\r\n',
    ' =',
    ': ',
    ' :',
    ' #',
    '::',
  ],
  ...[
    '550 ',
    '550-',
    '550 5.7.1 ',
    '5.7.1 ',
    '250-',
    '220 ',
    '-ERR ',
    '+OK ',
    '* NO ',
    'a1 NO ',
    '334 ',
    '+ ',
    '[ALERT] ',
    '{5}',
  ],
  ...[
    '://',
    'http://a:',
    'x://a:b@',
    '&amp;',
    '&#',
    '%41',
    '%25',
    '\\u00',
    '<a ',
    '</a>',
    '<!--',
    '<?',
    '<![CDATA[',
    '-->',
    ']]>',
  ],
  ...[
    'AUTH ',
    'PASS ',
    'password=',
    'error: ',
    'eyJ',
    'Bearer ',
    'p=',
    ',p=',
    'DNS:',
    'account ',
    'not ',
    'user ',
    'tls ',
    'CN=a, ',
  ],
];

const SMALL = 32_768;
export const LARGE = 1_048_576;
/** Of so many repeats, those that took longest, a megabyte is read, too. */
const SLOWEST = 2;
/**
 * Processor time, which no other work of the machine adds to. At the small size a reader whose time grows with the square
 * takes a thousand million steps, and one whose time grows with the length some milliseconds; for a megabyte such a reader
 * may do a good deal with each character, and the other takes a quarter of an hour.
 */
const MAX_SMALL_MS = 750;
const MAX_LARGE_MS = 20_000;

/** What stands around the repeats. */
export type Frame = readonly [before: string, after: string];
export type Read = (text: string) => unknown;

export const repeated = (fragment: string, size: number): string =>
  fragment.repeat(Math.ceil(size / fragment.length)).slice(0, size);

/** Of this process's processors, all threads together. */
export function cpuMsOf(read: Read, text: string): number {
  const before = process.cpuUsage();
  read(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** What the reader stumbles over in this frame, the first of it; empty: its time grows with the length. */
export function growthFaults(read: Read, [before, after]: Frame, maxSize = LARGE, fragments = FRAGMENTS): string[] {
  const timeAt = (fragment: string, size: number): number => cpuMsOf(read, before + repeated(fragment, size) + after);
  const describe = (fragment: string, size: number, tookMs: number): string[] => [
    `${JSON.stringify([before, fragment, after])}: ${size} characters take ${Math.round(tookMs)} ms`,
  ];
  const times: [fragment: string, tookMs: number][] = [];
  for (const fragment of fragments) {
    const tookMs = timeAt(fragment, SMALL);
    if (tookMs > MAX_SMALL_MS) return describe(fragment, SMALL, tookMs);
    times.push([fragment, tookMs]);
  }
  for (const [fragment] of times.sort((a, b) => b[1] - a[1]).slice(0, SLOWEST)) {
    const tookMs = timeAt(fragment, maxSize);
    if (tookMs > MAX_LARGE_MS) return describe(fragment, maxSize, tookMs);
  }
  return [];
}

// How the time that a reader takes grows with what it reads, told apart from how fast the machine is and what else it does:
// four times the text may take ten times as long and two seconds more; what grows with the square takes sixteen times as
// long, and minutes for a megabyte. No test of its own.

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

const SMALL = 65_536;
const MIDDLE = 262_144;
export const LARGE = 1_048_576;
/** Below this nothing is told apart from the machine's other work and Node's. */
const FLOOR_MS = 2_000;
/** Four times the text takes four times as long, or sixteen times. */
const MAX_FACTOR = 10;
const MEASURES = 3;
/** Of so many repeats, those that took longest, the time for a megabyte is measured too. */
const SLOWEST = 3;

/** What stands around the repeats. */
export type Frame = readonly [before: string, after: string];
export type Read = (text: string) => unknown;

export const repeated = (fragment: string, size: number): string =>
  fragment.repeat(Math.ceil(size / fragment.length)).slice(0, size);

function timeOf(read: Read, text: string): number {
  const startedAt = performance.now();
  read(text);
  return performance.now() - startedAt;
}

/** Why the time for four times the text is not that of a linear reader, or null; with what the larger text took. */
export function compareTimes(
  read: Read,
  smaller: string,
  larger: string,
): { readonly fault: string | null; readonly tookMs: number } {
  let before = timeOf(read, smaller);
  let now = timeOf(read, larger);
  // The quickest of several is what it takes; the others are what else the machine was doing.
  for (let again = 1; again < MEASURES && now > MAX_FACTOR * before + FLOOR_MS; again += 1) {
    before = Math.min(before, timeOf(read, smaller));
    now = Math.min(now, timeOf(read, larger));
  }
  const fault = `${smaller.length} characters take ${Math.round(before)} ms, ${larger.length} take ${Math.round(now)} ms`;
  return { fault: now > MAX_FACTOR * before + FLOOR_MS ? fault : null, tookMs: now };
}

/** What the reader stumbles over in this frame, the first of it; empty: its time grows with the length. */
export function growthFaults(read: Read, [before, after]: Frame, maxSize = LARGE, fragments = FRAGMENTS): string[] {
  const textOf = (fragment: string, size: number): string => before + repeated(fragment, size) + after;
  const times: [fragment: string, tookMs: number][] = [];
  const describe = (fragment: string, fault: string): string[] => [`${JSON.stringify([before, fragment, after])}: ${fault}`];
  for (const fragment of fragments) {
    const { fault, tookMs } = compareTimes(read, textOf(fragment, SMALL), textOf(fragment, Math.min(MIDDLE, maxSize)));
    if (fault !== null) return describe(fragment, fault);
    times.push([fragment, tookMs]);
  }
  if (maxSize <= MIDDLE) return [];
  for (const [fragment] of times.sort((a, b) => b[1] - a[1]).slice(0, SLOWEST)) {
    const { fault } = compareTimes(read, textOf(fragment, MIDDLE), textOf(fragment, maxSize));
    if (fault !== null) return describe(fragment, fault);
  }
  return [];
}

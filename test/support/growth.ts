// How the time that a reader takes grows with what it reads, told apart from what else the machine does. No test of its own.
import { sized } from './test-size.ts';

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

/** Every fragment is read at the small size; those that took longest then are read at a large one, and at an eighth of it. */
const SMALL = sized(2_048, 32_768);
const LARGE = sized(32_768, 1_048_576);
const SLOWEST = 3;
const TIMES_LONGER = 8;
/** A reader whose time grows with the length takes 8 times as long, one whose time grows with the square 64 times. */
const MAX_RATIO = 24;
/** Of less than this nobody can tell how it grows. */
const LEAST_MS = 4;
/** No reader comes near it with so short a text, but one whose time grows by more than the square. */
const MAX_SMALL_MS = sized(200, 750);
/** What comes in between once (a collection of garbage, a compilation) does not come in between each time. */
const ATTEMPTS = 3;
/** Before a reader is blamed. */
const ATTEMPTS_TO_BLAME = 8;

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

/** The shortest of several, but that one is enough which is short enough. */
function leastMs(measure: () => number, enoughMs = 0, attempts = ATTEMPTS): number {
  let least = measure();
  for (let attempt = 1; least > enoughMs && attempt < attempts; attempt += 1) least = Math.min(least, measure());
  return least;
}

/** Says so where the time grows faster than the size; null: it does not, or is too short to tell. */
export function fasterGrowth(timeAt: (size: number) => number, size: number): string | null {
  // Whatever an eighth of it takes: so long it may take in any case.
  if (timeAt(size) <= MAX_RATIO * LEAST_MS) return null;
  const eighthMs = leastMs(() => timeAt(size / TIMES_LONGER));
  const maxMs = MAX_RATIO * Math.max(eighthMs, LEAST_MS);
  const tookMs = leastMs(() => timeAt(size), maxMs, ATTEMPTS_TO_BLAME);
  if (tookMs <= maxMs) return null;
  return `${size} characters take ${Math.round(tookMs)} ms, an eighth of them ${eighthMs.toFixed(1)} ms`;
}

/** What the reader stumbles over in this frame, the first of it; empty: its time grows with the length. */
export function growthFaults(read: Read, [before, after]: Frame, maxSize = LARGE, fragments = FRAGMENTS): string[] {
  const timeAt = (fragment: string, size: number): number => cpuMsOf(read, before + repeated(fragment, size) + after);
  const describe = (fragment: string, fault: string): string[] => [`${JSON.stringify([before, fragment, after])}: ${fault}`];
  // The first calls are those of code that is not compiled yet.
  for (const fragment of fragments) timeAt(fragment, SMALL / 16);
  const times: [fragment: string, tookMs: number][] = [];
  for (const fragment of fragments) {
    const tookMs = leastMs(() => timeAt(fragment, SMALL), MAX_SMALL_MS);
    if (tookMs > MAX_SMALL_MS) return describe(fragment, `${SMALL} characters take ${Math.round(tookMs)} ms`);
    times.push([fragment, tookMs]);
  }
  for (const [fragment] of times.sort((a, b) => b[1] - a[1]).slice(0, SLOWEST)) {
    const fault = fasterGrowth((size) => timeAt(fragment, size), Math.min(LARGE, maxSize));
    if (fault !== null) return describe(fragment, fault);
  }
  return [];
}

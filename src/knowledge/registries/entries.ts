// How the lists write their entries, and the ways in which programs print an error's number so that it is known for one.
// Knows no code.
import type { FindingId } from '../../model/finding.ts';
import type { RegistryEntry } from './registry.ts';

type Words = Pick<RegistryEntry, 'title' | 'meaning' | 'fix' | 'source'>;

const entry =
  (confidence: RegistryEntry['confidence']) =>
  (id: FindingId, code: string, forms: readonly string[] = [], words: Words = {}): RegistryEntry => ({
    code,
    forms: [code, ...forms],
    id,
    confidence,
    ...words,
  });

/** Names this cause and no other. */
export const certain = entry('certain');
/** The usual cause of several. */
export const likely = entry('likely');
/** Names no fault of mail, or decides nothing by itself, for the reason given. */
export const undecided = (meaning: string, code: string, forms: readonly string[] = []): RegistryEntry => ({
  code,
  forms: [code, ...forms],
  id: null,
  confidence: 'likely',
  meaning,
});

/** It decides nothing; where the text has nothing else, this is the usual one of what it may be. */
export const leavesAtLeast = (id: FindingId, meaning: string, code: string, forms: readonly string[] = []): RegistryEntry => ({
  ...undecided(meaning, code, forms),
  atLeast: id,
});

/** A bare number is a port, a line or a date as well: one of these words must stand before it. White space counts for nothing. */
const NUMBER_WORDS = [
  'error',
  'error:',
  'error #',
  'error code',
  'error code:',
  'error code =',
  'errorcode:',
  'errorcode=',
  'code',
  'code:',
  'code=',
  'errno',
  'errno:',
  'errno=',
  'status',
  'status:',
];
export const numberForms = (number: number): string[] => [
  ...NUMBER_WORDS.map((words) => `${words} ${number}`),
  `error(${number})`,
];

/** The number of a Unix error as Python, Rust, Go and C programs print it; other programs print small numbers, too. */
export const errnoForms = (number: number): string[] =>
  ['errno', 'errno:', 'errno=', 'os error', 'errno ='].map((words) => `${words} ${number}`);

/** The same of Node, which prints it as libuv has it: negative, and of its own on Windows (libuv include/uv/errno.h). */
export const libuvForms = (number: number): string[] => ['errno: -', 'errno": -', 'errno=-'].map((words) => `${words}${number}`);

/** A Windows status: in hexadecimal, and as the signed number that .NET and VBScript print. */
export const hresultForms = (hresult: number): string[] => [
  `0x${hresult.toString(16).padStart(8, '0')}`,
  `${hresult | 0}`,
  `(${hresult.toString(16).padStart(8, '0')})`,
];

// One JSON document and a newline: the report itself. Knows nothing of what is in it.
import type { Report } from '../../model/report.ts';

// JSON leaves DEL, C1 and the invisible format characters as they are; escaped they mean the same, and show.
const RAWS = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/g;

/** Of a thousand reports one has any: looking is cheaper than a copy. */
const RAW = new RegExp(RAWS.source);

const escapeRaw = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON as it was, with what cannot be seen in it as escapes. */
export const escapeInvisible = (text: string): string => (RAW.test(text) ? text.replace(RAWS, escapeRaw) : text);

/** A report, or another record, on one line, without a newline: a line of `batch` or `watch`. */
export const jsonLine = (report: object): string => escapeInvisible(JSON.stringify(report));

export const json = (report: Report): string => `${escapeInvisible(JSON.stringify(report, null, 2))}\n`;

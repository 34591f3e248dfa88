// Every way in which a reader could get a secret out of an output, and the forms in which it could stand there. Shares
// nothing with the redactor: what that one forgets, this one must find.
import assert from 'node:assert/strict';

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

const decodeEntities = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? all;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });

const decodeEscapes = (text: string): string =>
  text.replace(/\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\u\{([0-9a-f]{1,6})\}/gi, (all, byte, unit, point) => {
    const code = Number.parseInt(byte ?? unit ?? point, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });

const decodePercent = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
const decodeQuotedPrintable = (text: string): string =>
  text
    .replace(/=\r?\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'));

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...stringsIn(item)]);
}

const withoutCode = (line: string): string => line.replace(/^\d{3}[- ]/, '');

/** Lines that belong together, put together: a reply, a list of keywords, what a transcript has of the server. */
function joinedLists(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  if (!Array.isArray(value)) return Object.values(value).flatMap(joinedLists);
  const lines = value.flatMap((item) => {
    if (typeof item === 'string') return [item];
    const { line, direction } = (item ?? {}) as { line?: unknown; direction?: unknown };
    return typeof line === 'string' && direction === 'server' ? [line] : [];
  });
  return [...(lines.length > 1 ? [lines.map(withoutCode).join('')] : []), ...value.flatMap(joinedLists)];
}

function jsonStrings(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    return [...stringsIn(value), ...joinedLists(value)];
  } catch {
    return [];
  }
}

/** The text as its readers may read it. */
export function readingsOf(text: string): string[] {
  const once = [
    text,
    ...jsonStrings(text),
    decodeEntities(text),
    decodeEscapes(text),
    decodePercent(text),
    decodeQuotedPrintable(text),
    text.replaceAll('\\', ''),
    decodeEntities(text.replaceAll('\\', '')),
    // Undo what a narrow terminal wraps, and what a server splits over reply lines.
    text.replace(/\s+/g, ' '),
    text.replace(/\s+/g, ''),
  ];
  return [...new Set(once)];
}

/** What only these bytes decide of Base64, at each of the three places in which they can begin. */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
}

/** The forms in which the secret must not be found; for those of eight characters and more. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const cores = base64Cores(bytes).filter((core) => core.length >= 8);
  return [
    secret,
    secret.replace(/\s+/g, ' '),
    secret.replace(/\s+/g, ''),
    secret.replaceAll('\\', ''),
    ...cores,
    ...cores.map((core) => core.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    Buffer.from(secret, 'utf16le').toString('hex'),
    encodeURIComponent(secret),
  ].filter((form, index, all) => form.length >= 6 && all.indexOf(form) === index);
}

/** Stands in no text and no form: it keeps what two readings have side by side from being found as one. */
const BETWEEN = '\uffff';

/** Fails with the output's name and the place, never with the whole. */
export function assertNoSecret(output: string, secrets: readonly string[], name: string): void {
  const reading = readingsOf(output).join(BETWEEN);
  for (const secret of secrets) {
    for (const form of formsOf(secret)) {
      const at = reading.indexOf(form);
      if (at < 0) continue;
      const around = JSON.stringify(reading.slice(Math.max(0, at - 60), at + form.length + 60));
      assert.fail(`${name} has the secret ${JSON.stringify(secret)} as ${JSON.stringify(form)}: ${around}`);
    }
  }
}

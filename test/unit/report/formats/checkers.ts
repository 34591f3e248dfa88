// Small checkers of the formats' own grammars, to hold our output against something that is not our writer.
import assert from 'node:assert/strict';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

/** Nothing that moves a cursor: newline alone is allowed. */
export const assertNoControl = (text: string): void => assert.doesNotMatch(text, CONTROL);

export type XmlNode = Readonly<Record<string, unknown>>;

/** Well-formed; returns the tree in document order with attributes under `:@`. */
export function parseXml(text: string): readonly XmlNode[] {
  assert.equal(XMLValidator.validate(text), true);
  // XML 1.0 §2.2
  assert.doesNotMatch(text, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  return new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '' }).parse(text);
}

/** Names of all elements, in document order. */
export function elementNames(nodes: readonly XmlNode[]): string[] {
  return nodes.flatMap((node) =>
    Object.entries(node).flatMap(([name, children]) =>
      name === ':@' || name === '#text' || !Array.isArray(children) ? [] : [name, ...elementNames(children)],
    ),
  );
}

export function attributeNames(nodes: readonly XmlNode[]): string[] {
  return nodes.flatMap((node) =>
    Object.entries(node).flatMap(([name, value]) => {
      if (name === ':@') return Object.keys(value as object);
      return Array.isArray(value) ? attributeNames(value) : [];
    }),
  );
}

const SAMPLE =
  /^([a-zA-Z_:][\w:]*)(\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? ([-+]?(?:\d+(?:\.\d+)?(?:e[-+]?\d+)?|Inf)|NaN)$/;

/** The exposition format: HELP and TYPE once and before the samples of the metric, which stand together; no series twice. */
export function parsePrometheus(text: string): Map<string, number> {
  assert.ok(text.endsWith('\n'));
  const series = new Map<string, number>();
  const declared = new Set<string>();
  let current = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line);
    if (comment !== null) {
      const [, kind = '', name = '', rest = ''] = comment;
      assert.ok(!declared.has(`${kind} ${name}`), `${kind} twice: ${name}`);
      declared.add(`${kind} ${name}`);
      if (kind === 'TYPE') assert.equal(rest, 'gauge');
      current = name;
      continue;
    }
    const sample = SAMPLE.exec(line);
    assert.ok(sample !== null, `no sample: ${line}`);
    const [, name = '', labels = '', , value = ''] = sample;
    assert.equal(name, current, 'samples of a metric stand below its TYPE');
    assert.ok(!series.has(name + labels), `series twice: ${line}`);
    series.set(name + labels, Number(value));
  }
  return series;
}

/** Rows of cells by RFC 4180. */
export function parseCsv(text: string): string[][] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      assert.match(line, /^(?:"(?:[^"]|"")*"|[^",]*)(?:,(?:"(?:[^"]|"")*"|[^",]*))*$/);
      return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
        ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
      );
    });
}

/**
 * Markdown without what CommonMark §4.5 and §6.1 take as code: fenced blocks, then code spans, paragraph by paragraph
 * (here: line by line).
 */
export function outsideCode(text: string): string {
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of text.split('\n')) {
    // No backtick may follow on the line that opens a fence (§4.5): then it is a code span.
    const mark = /^ {0,3}(`{3,})[^`]*$/.exec(line)?.[1];
    if (fence === null && mark !== undefined) fence = mark;
    else if (fence !== null && mark !== undefined && mark.length >= fence.length && line.trim() === mark) fence = null;
    else if (fence === null) lines.push(withoutSpans(line));
  }
  assert.equal(fence, null, 'a fence stays open');
  return lines.join('\n');
}

function withoutSpans(line: string): string {
  let out = '';
  let at = 0;
  while (at < line.length) {
    if (line[at] === '\\' && at + 1 < line.length) {
      out += line.slice(at, at + 2);
      at += 2;
      continue;
    }
    const run = /^`+/.exec(line.slice(at))?.[0];
    if (run === undefined) {
      out += line[at];
      at += 1;
      continue;
    }
    const rest = line.slice(at + run.length);
    const end = [...rest.matchAll(/`+/g)].find(([found]) => found.length === run.length);
    assert.ok(end !== undefined, `a code span stays open: ${line}`);
    at += run.length + end.index + run.length;
  }
  return out;
}

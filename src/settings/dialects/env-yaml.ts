// Environment variables that a YAML file hands to a container: the mappings and lists of Compose (`environment:`), `env:` of
// Kubernetes and Helm as name and value, `data:` and `stringData:` of ConfigMaps and Secrets. Knows no application.
import { endOfLine, type FileDialect, type FileEntry, newlineOf, SyntaxFault, startOfLine, type Value } from '../entry.ts';
import { parseYaml, yamlAddition, yamlLiteral } from './yaml.ts';

const PARENT = /^(?:environment|env|data|stringData|envVars|extraEnv(?:Vars)?|config)$/i;
/** Compose puts variables in, also inside quotes; `$$` is a dollar (docs.docker.com, interpolation). */
const VARIABLE = /\$(?:\{[^}\n]{0,500}\}|[A-Za-z_]\w*)/g;

function readEnvYaml(text: string): readonly FileEntry[] {
  const { entries, problem } = parseYaml(text);
  if (problem !== null && entries.length === 0) throw new SyntaxFault(`it is no YAML (${problem.message})`, problem.line);
  const documents = documentsOf(entries, text);
  const secrets = new Set(documents.filter((_document, at) => entries[at]?.key === 'kind' && entries[at]?.value === 'Secret'));
  const isCompose = entries.some(({ key }) => /^services\./.test(key));
  return entries.flatMap((entry, at) => {
    const found = fromMapping(entry) ?? fromAssignment(entry, text) ?? fromPair(entry, entries[at - 1]);
    if (found !== null && entry.path?.at(-2)?.name === 'data' && secrets.has(documents[at] ?? 0))
      return [{ ...found, value: null, kind: 'reference', reference: 'the Base64 of a Secret' }];
    return found === null ? [] : [isCompose ? interpolated(found) : found];
  });
}

/** The number of the document that each entry is in. */
function documentsOf(entries: readonly FileEntry[], text: string): readonly number[] {
  const breaks = [...text.matchAll(/^---/gm)].map(({ index }) => index);
  let document = 0;
  return entries.map(({ start }) => {
    while (document < breaks.length && (breaks[document] ?? 0) <= start) document += 1;
    return document;
  });
}

function fromMapping(entry: FileEntry): FileEntry | null {
  const [name, parent] = [entry.path?.at(-1)?.name ?? '', entry.path?.at(-2)?.name ?? ''];
  return PARENT.test(parent) && /^[A-Za-z_]\w*$/.test(name) ? { ...entry, key: name } : null;
}

/** `- SMTP_HOST=mail.example.com`: quotes behind the = belong to the value. */
function fromAssignment(entry: FileEntry, text: string): FileEntry | null {
  if (!PARENT.test(entry.path?.at(-2)?.name ?? '') || !/^\d+$/.test(entry.path?.at(-1)?.name ?? '')) return null;
  const raw = text.slice(entry.start, entry.end);
  const found = /^(["']?)([A-Za-z_]\w*)=/.exec(raw);
  if (found === null || entry.value === null) return null;
  const start = entry.start + found[0].length;
  const value = entry.value.slice(entry.value.indexOf('=') + 1);
  const isQuoted = /^(["']).*\1$/s.test(value);
  const end = entry.end - entry.quote.length;
  const loss = isQuoted ? { loss: 'the quotes behind the = belong to the value here' } : {};
  return {
    ...entry,
    key: found[2] ?? '',
    value,
    start,
    end,
    quote: '',
    kind: 'word',
    writtenLength: value.length - (isQuoted ? 2 : 0),
    ...loss,
  };
}

/** `- name: SMTP_HOST` and `value: mail.example.com`. */
function fromPair(entry: FileEntry, before: FileEntry | undefined): FileEntry | null {
  const parent = (path: FileEntry['path']): string =>
    (path ?? [])
      .slice(0, -1)
      .map(({ name }) => name)
      .join('.');
  if (entry.path?.at(-1)?.name !== 'value' || before?.path?.at(-1)?.name !== 'name' || parent(entry.path) !== parent(before.path))
    return null;
  return before.value !== null && /^[A-Za-z_]\w*$/.test(before.value) ? { ...entry, key: before.value } : null;
}

function interpolated(entry: FileEntry): FileEntry {
  if (entry.value === null) return entry;
  const value = entry.value.replaceAll('$$', '\0').replace(VARIABLE, '').replaceAll('\0', '$');
  if (value === entry.value) return entry;
  const isDoubled = entry.value.replaceAll('$$', '').search(VARIABLE) === -1;
  return { ...entry, value, ...(isDoubled ? {} : { loss: 'a $ in it begins the name of a variable; $$ is a dollar' }) };
}

/** In a list of assignments a line of the same form, in a list of pairs two lines. */
function addition(text: string, sibling: FileEntry, key: string, value: Value): ReturnType<FileDialect['addition']> {
  const last = sibling.path?.at(-1)?.name ?? '';
  const literal = (one: Value): string => yamlLiteral(String(one), null);
  if (!/^\d+$/.test(last) && last !== 'value') {
    const parents = (sibling.path ?? []).slice(0, -1).map(({ name }) => name);
    return yamlAddition(text, sibling, [...parents, key].join('.'), value, (one) => literal(one));
  }
  const at = endOfLine(text, sibling.end);
  const indent = /^[ \t]*/.exec(text.slice(startOfLine(text, sibling.start)))?.[0] ?? '';
  const newline = newlineOf(text);
  if (last !== 'value') return { start: at, end: at, text: `${newline}${indent}- ${key}=${value}` };
  return { start: at, end: at, text: `${newline}${indent.slice(2)}- name: ${key}${newline}${indent}value: ${literal(value)}` };
}

export const envYaml: FileDialect = {
  looksLike: /^[\w-]{1,100}:(?:[ \t\r\n]|$)/m,
  read: readEnvYaml,
  literal: (value, old, text) => {
    if (old === null || /[=]$/.test(text.slice(0, old.start))) return String(value);
    return old.quote === '' ? yamlLiteral(String(value), null) : yamlLiteral(value, old);
  },
  addition,
  render: (pairs) => ['environment:', ...pairs.map(([key, value]) => `  ${key}: ${yamlLiteral(String(value), null)}`)].join('\n'),
};

// Dotted keys as an indented tree, the form of YAML. Knows no literal's form.
import type { Value } from '../entry.ts';

export function renderTree(pairs: readonly (readonly [key: string, value: Value])[], literal: (value: Value) => string): string {
  let open: readonly string[] = [];
  const lines: string[] = [];
  for (const [key, value] of pairs) {
    const names = key.split('.');
    const shared = names.findIndex((name, at) => at === names.length - 1 || open[at] !== name);
    for (const [at, name] of names.slice(shared, -1).entries()) lines.push(...line(names, shared + at, `${name}:`));
    lines.push(...line(names, names.length - 1, `${names.at(-1)}: ${literal(value)}`));
    open = names.slice(0, -1);
  }
  return lines.join('\n');
}

/** An index stands for the dash of a list, on the line of what it begins. */
function line(names: readonly string[], at: number, text: string): string[] {
  const isIndex = (name: string | undefined): boolean => name !== undefined && /^\d+$/.test(name);
  if (isIndex(names[at]) && at < names.length - 1) return [];
  const depth = names.slice(0, at).filter((name) => !isIndex(name)).length + names.slice(0, at).filter(isIndex).length;
  return [`${'  '.repeat(depth)}${text}`];
}

// Dotted keys as an indented tree, the form of YAML. Knows no literal's form.
import type { Value } from '../entry.ts';

const isIndex = (name: string | undefined): boolean => name !== undefined && /^\d+$/.test(name);

export function renderTree(pairs: readonly (readonly [key: string, value: Value])[], literal: (value: Value) => string): string {
  let open: readonly string[] = [];
  const lines: string[] = [];
  for (const [key, value] of pairs) {
    const names = key.split('.');
    const parted = names.findIndex((name, at) => at === names.length - 1 || open[at] !== name);
    // The dash of a list stands on the line of what it begins.
    let dash = '';
    for (const [at, name] of names.entries()) {
      if (at < parted) continue;
      const depth = names.slice(0, at).length;
      if (isIndex(name)) {
        dash = `${'  '.repeat(depth)}- `;
        continue;
      }
      const text = at === names.length - 1 ? `${name}: ${literal(value)}` : `${name}:`;
      lines.push(dash === '' ? `${'  '.repeat(depth)}${text}` : `${dash}${text}`);
      dash = '';
    }
    open = names.slice(0, -1);
  }
  return lines.join('\n');
}

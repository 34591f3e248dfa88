// The lists of mail together: what one speaker says means one thing, and a check does not pay for what only an
// explanation needs.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { REGISTRIES } from '../../../../src/knowledge/registries/index.ts';
import { foldForm } from './registry-rules.ts';

const VALUE_IMPORT = /(?:^|\n)\s*(?:import|export)(?! type)\s[^;]*?from\s*'(\.[^']+)'/g;

/** All files that these need before they run. */
function filesNeededBy(start: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const waiting = [...start];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const from = dirname(file);
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(VALUE_IMPORT)) waiting.push(join(from, target));
  }
  return seen;
}

describe('the registries together', () => {
  it('have each list once', () => {
    const names = REGISTRIES.map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
  });

  it('let no form of one speaker mean two things', () => {
    const meant = new Map<string, { readonly id: string | null; readonly where: string }>();
    const torn: string[] = [];
    for (const { name, speaker, entries } of REGISTRIES)
      for (const { id, forms } of entries)
        for (const form of forms) {
          const key = `${speaker} ${foldForm(form)}`;
          const other = meant.get(key);
          if (other !== undefined && other.id !== id) torn.push(`${form}: ${other.id} (${other.where}), ${id} (${name})`);
          meant.set(key, { id, where: name });
        }
    assert.deepEqual(torn, []);
  });

  it('are not loaded by a check', () => {
    const check = readdirSync('src/check')
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join('src/check', name));
    const needed = filesNeededBy([...check, 'src/cli/commands/check.ts', 'src/probe/run.ts']);
    assert.ok(needed.has(join('src/knowledge/oauth-errors.ts')) || needed.has('src/knowledge/index.ts'), 'the walk went astray');
    // The enhanced status codes are part of judging any reply.
    const lists = [...needed].filter(
      (file) => file.startsWith('src/knowledge/registries/') && !file.endsWith('/enhanced-status.ts'),
    );
    assert.deepEqual(lists, []);
  });
});

// What holds of every entry of a list of codes, and how the tests of the lists ask for one. No test of its own.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { findInRegistries, REGISTRIES, type Registry } from '../../../../src/knowledge/registries/index.ts';
import type { Speaker } from '../../../../src/knowledge/speaker.ts';
import { isFindingId } from '../../../../src/model/finding.ts';

/** Codes of one registry that a text holds, in their order, each once. */
export const codesIn = (registry: Registry, text: string, speakers: readonly Speaker[] = [registry.speaker]): string[] => [
  ...new Set(
    findInRegistries(text, speakers)
      .filter((match) => match.registry === registry)
      .map(({ entry }) => entry.code),
  ),
];

/** What holds of a registry, and that each form of each entry is heard in a line like those of `sentence`. */
export function holdsRegistry(registry: Registry, sentence: (form: string) => string): void {
  it('is in the list, and says where it is published', () => {
    assert.ok(REGISTRIES.includes(registry));
    assert.ok(registry.source.length > 5 && registry.name !== '');
  });

  it('has a finding for every entry, or the reason why there is none', () => {
    const wrong = registry.entries.filter(({ id, meaning }) => (id === null ? !meaning : !isFindingId(id)));
    assert.deepEqual(wrong, []);
  });

  it('has its code among the forms of every entry, and no entry twice', () => {
    const codes = registry.entries.map(({ code }) => code);
    assert.equal(new Set(codes).size, codes.length);
    assert.deepEqual(
      registry.entries.filter(({ code, forms }) => !forms.includes(code)),
      [],
    );
  });

  it('hears each form of each entry, and no other entry in its place', () => {
    const wrong = registry.entries.flatMap(({ code, forms }) =>
      forms
        .map((form) => [form, codesIn(registry, sentence(form))] as const)
        .filter(([, codes]) => codes.length !== 1 || codes[0] !== code)
        .map(([form, codes]) => `${code}: ${form} is heard as ${codes}`),
    );
    assert.deepEqual(wrong, []);
  });
}

/** Lines that real programs print, each with the codes that it holds of this registry. */
export function hears(
  registry: Registry,
  lines: readonly (readonly [text: string, ...codes: readonly string[]])[],
  speakers?: readonly Speaker[],
): void {
  for (const [text, ...codes] of lines) it(text.slice(0, 90), () => assert.deepEqual(codesIn(registry, text, speakers), codes));
}

// What holds of every registry, and the plainest search there is, for the tests of their data.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Registry, RegistryEntry } from '../../../../src/knowledge/registries/registry.ts';
import { isFindingId } from '../../../../src/model/finding.ts';

export const foldForm = (form: string): string => form.toLowerCase().replace(/\s+/g, ' ').trim();

/** The entry of the longest form that stands in the text. */
export function longestEntryIn(registry: Registry, text: string): RegistryEntry | undefined {
  const folded = foldForm(text);
  return registry.entries
    .flatMap((entry) => entry.forms.map((form) => ({ entry, form: foldForm(form) })))
    .filter(({ form }) => folded.includes(form))
    .sort((one, other) => other.form.length - one.form.length)[0]?.entry;
}

export const entryOf = (registry: Registry, code: string): RegistryEntry | undefined =>
  registry.entries.find((entry) => entry.code === code);

/** Tests that every list passes: each entry is found by its name, says something, and says where it is from. */
export function holdRegistryRules(registry: Registry): void {
  it('gives each entry its name among its forms, and no name twice', () => {
    assert.deepEqual(
      registry.entries.filter(({ code, forms }) => !forms.includes(code)).map(({ code }) => code),
      [],
    );
    const codes = registry.entries.map(({ code }) => foldForm(code));
    assert.deepEqual(
      codes.filter((code, at) => codes.indexOf(code) !== at),
      [],
    );
  });

  it('gives no form to two entries', () => {
    const owner = new Map<string, string>();
    const shared: string[] = [];
    for (const { code, forms } of registry.entries)
      for (const form of new Set(forms.map(foldForm))) {
        const other = owner.get(form);
        if (other !== undefined) shared.push(`${form}: ${other}, ${code}`);
        owner.set(form, code);
      }
    assert.deepEqual(shared, []);
  });

  it('gives each entry an answer: a finding, or why it is none', () => {
    const silent = registry.entries.filter(({ id, title, meaning }) =>
      id === null ? !title?.trim() || !meaning?.trim() : !isFindingId(id),
    );
    assert.deepEqual(
      silent.map(({ code }) => code),
      [],
    );
  });

  it('names its source', () => {
    assert.ok(registry.name.length > 0 && registry.source.length > 0);
    assert.deepEqual(
      registry.entries.filter(({ source }) => source !== undefined && source.trim() === '').map(({ code }) => code),
      [],
    );
  });

  it('has forms of which each can stand in a text', () => {
    const unfit = registry.entries.flatMap(({ forms }) =>
      forms.filter(
        (form) => form !== form.trim() || /[\n\r\t]|%(?:\d\$)?[sS@d](?!\p{L})/u.test(form) || !/[\p{L}\p{N}]/u.test(form),
      ),
    );
    assert.deepEqual(unfit, []);
  });
}

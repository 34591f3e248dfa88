// The table that the bundler writes into the program: with which words the forms of the registries begin.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { registryFirstWords } from '../../../../src/knowledge/registries/index.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

it('the first words of the build are those of the registries', {
  skip: process.platform === 'win32' && 'no esbuild is there',
}, async () => {
  const { knowledgeTables }: { knowledgeTables: (root: string) => Promise<{ firstWords: string }> } = await import(
    `${ROOT}.build/knowledge-tables.mjs`
  );
  const { firstWords } = await knowledgeTables(ROOT);
  assert.equal(firstWords, JSON.stringify(registryFirstWords()));
});

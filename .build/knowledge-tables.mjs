// What the bundler reads out of the knowledge once, since the program would at each start: JSON each.
import { build } from 'esbuild';

const ENTRY = `
export { replyEntries } from './src/knowledge/replies/index.ts';
export { requiredLiterals } from './src/knowledge/required-literals.ts';
export { registryFirstWords } from './src/knowledge/registries/index.ts';`;

/** `replyLiterals`: what each pattern of src/knowledge/replies/ requires; `firstWords`: of the forms of the registries. */
export async function knowledgeTables(root) {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: root },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { replyEntries, requiredLiterals, registryFirstWords } = await import(`data:text/javascript;base64,${code}`);
  return {
    replyLiterals: JSON.stringify(replyEntries().flatMap(({ when }) => when.map(requiredLiterals))),
    firstWords: JSON.stringify(registryFirstWords()),
  };
}

// What each pattern of src/knowledge/replies/ requires of a text, for the bundle: JSON, in the order of the entries.
import { build } from 'esbuild';

const ENTRY = `
export { replyEntries } from './src/knowledge/replies/index.ts';
export { requiredLiterals } from './src/knowledge/required-literals.ts';`;

export async function replyLiterals(root) {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: root },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { replyEntries, requiredLiterals } = await import(`data:text/javascript;base64,${code}`);
  return JSON.stringify(replyEntries().flatMap(({ when }) => when.map(requiredLiterals)));
}

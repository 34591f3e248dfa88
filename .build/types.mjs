// Writes the types of the library as one file: the compiler says those of each module, and what the library exports is rolled
// up from them. Node's own types are all that it may ask for.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

export async function writeTypes(root, file) {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  const folder = mkdtempSync(join(tmpdir(), 'mailprobe-types-'));
  try {
    const words = ['-p', '.build/tsconfig.types.json', '--outDir', folder];
    execFileSync(process.execPath, [compiler, ...words], { cwd: root, stdio: 'inherit' });
    const onLog = (_level, { message }) => {
      throw new Error(`the types of the library: ${message}`);
    };
    const types = await rollup({ input: join(folder, 'index.d.ts'), plugins: [dts()], external: [/^node:/], onLog });
    await types.write({ file, format: 'es' });
    await types.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

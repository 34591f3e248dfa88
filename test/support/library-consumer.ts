// A program's folder with the packed library in its node_modules, and the examples of the library as programs of its own,
// strictly compiled. No test of its own.
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const EXAMPLES = 'test/unit/library/examples';

/** @param library where the packed files are */
export function makeConsumer(folder: string, library: string): void {
  mkdirSync(join(folder, 'examples'), { recursive: true });
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
  cpSync(library, join(folder, 'node_modules/mailprobe'), { recursive: true });
  for (const name of readdirSync(EXAMPLES)) {
    const text = readFileSync(join(EXAMPLES, name), 'utf8');
    writeFileSync(join(folder, 'examples', name), text.replace("'../../../../src/index.ts'", "'mailprobe'"));
  }
  // AbortSignal is Node's.
  for (const name of ['@types/node', 'undici-types'])
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name));
  const compilerOptions = {
    ...{ target: 'ES2022', lib: ['ES2023'], module: 'NodeNext', types: ['node'], noEmit: true },
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['examples'] }));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
}

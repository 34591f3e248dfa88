// Writes the manual page: `node --import tsx .build/man.mjs <file>`.
import { readFileSync, writeFileSync } from 'node:fs';
import { COMMANDS } from '../src/cli/commands/index.ts';
import { manualPage } from '../src/cli/options/manual.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
writeFileSync(process.argv[2] ?? 'dist/mailprobe.1', manualPage(COMMANDS, version));

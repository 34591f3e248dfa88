#!/usr/bin/env node
// Starts dist/. CommonJS, and --version answered here: Node's loader of ES modules alone costs an eighth of its start.
const [first, ...rest] = process.argv.slice(2);

if ((first === '--version' || first === '-V') && rest.length === 0) {
  process.stdout.write(`${require('../package.json').version}\n`);
} else {
  import('../dist/mailprobe.js').catch((error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    process.stderr.write('mailprobe: not built yet: run npm run build\n');
    process.exitCode = 3;
  });
}

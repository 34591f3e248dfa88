#!/usr/bin/env node
// Starts dist/. --version is answered here: it needs nothing of it.
const [first, ...rest] = process.argv.slice(2);

if ((first === '--version' || first === '-V') && rest.length === 0) {
  process.stdout.write(`${require('../package.json').version}\n`);
} else {
  try {
    require('./load-dist.js').loadDist(require('node:path').join(__dirname, '../dist/mailprobe.cjs'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    process.stderr.write('mailprobe: not built yet: run npm run build\n');
    process.exitCode = 3;
  }
}

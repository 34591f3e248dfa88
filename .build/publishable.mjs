// Refuses to publish what tells nobody where its source, its page and its bug tracker are: npm takes a package without, and
// checks it against the repository that vouches for it (provenance) only after all tests have run.
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const missing = ['repository', 'homepage', 'bugs'].filter((field) => manifest[field] === undefined);
if (missing.length > 0) {
  console.error(`package.json has no ${missing.join(', no ')}: src/README.md, "A release", says how to set them`);
  process.exit(1);
}

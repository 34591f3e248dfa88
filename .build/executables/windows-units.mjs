// Bundles the unit tests for Windows' Node: `windows-units.mjs <folder> <parts>` writes that many programs of about equal
// weight into the folder, and prints their paths and the Node's as JSON. A program is one process for many files: starting
// Windows' Node under Wine for each of them takes longer than most of them do.
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { testBundle } from '../test-bundle.mjs';
import { installNodes, nodeOf, PLATFORMS } from './nodes.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** What is tested: whole rooms, and of the attacks those on files, where systems differ most. The others take minutes there. */
const TESTED = ['unit', 'dialogs', 'attack/hanging-files', 'attack/output-files', 'attack/saved-files'];
/** What of it says nothing of Windows, and why. A single test of a file says so itself, by `skip`. */
const LEFT_OUT = {
  'unit/cli/completion/shells.test.ts': 'bash, zsh and fish complete in it',
  'unit/cli/manual.test.ts': 'the manual page is read by man',
  'unit/probe/route-trace.test.ts': 'the programs that trace are shell scripts in it, and Windows has none that traces with TCP',
  'unit/serve/command.test.ts':
    'the exporter is a process that is talked to by signals, and Wine hands on no stderr of it while it runs',
};

const [folder, parts] = process.argv.slice(2);
const files = readdirSync(join(root, 'test'), { recursive: true })
  .filter((name) => name.endsWith('.test.ts') && TESTED.some((begin) => name.startsWith(begin)))
  .sort();
const gone = Object.keys(LEFT_OUT).filter((name) => !files.includes(name));
if (gone.length > 0) throw new Error(`left out, and not there: ${gone.join(', ')}`);

/** Wine's drive Z: is this system's root. */
const onDriveZ = (path) => ({
  url: `file:///Z:${path.split('/').map(encodeURIComponent).join('/')}`,
  folder: `Z:${dirname(path).replaceAll('/', '\\')}`,
});
/** The file's tests as one suite, so that what it sets up for all of its own is set up for no other's. */
const suiteOf = (name) => `describe(${JSON.stringify(name)}, () => void require(${JSON.stringify(`./test/${name}`)}));`;

installNodes();
const tested = files.filter((name) => !Object.hasOwn(LEFT_OUT, name));
const programs = Array.from({ length: Number(parts) }, (_, part) => resolve(folder, `part-${part + 1}.mjs`));
for (const [part, outfile] of programs.entries()) {
  const suites = tested.filter((_, at) => at % programs.length === part).map(suiteOf);
  const contents = [`import { describe } from 'node:test';`, ...suites].join('\n');
  await build({ stdin: { contents, resolveDir: root, loader: 'ts' }, outfile, ...testBundle(onDriveZ) });
}
console.log(JSON.stringify({ node: nodeOf(PLATFORMS['win-x64']), programs, files: tested.length }));

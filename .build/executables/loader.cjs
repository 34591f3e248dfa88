// The script of a single executable: dist/ as the bundler made it, each chunk out of the executable when it is first asked
// for, as require() has it read from the disk. Runs in the main thread and in those of `batch`.
const { getAsset } = require('node:sea');
const { basename, join } = require('node:path');
const { compileFunction } = require('node:vm');
const { isMainThread } = require('node:worker_threads');

const loaded = new Map();

function load(name) {
  const before = loaded.get(name);
  if (before) return before.exports;
  const module = { exports: {} };
  // Entered before it runs: chunks need each other.
  loaded.set(name, module);
  const filename = join(process.execPath, name);
  const scope = ['exports', 'require', 'module', '__filename'];
  const requireFrom = (asked) => (asked.startsWith('.') ? load(basename(asked)) : require(asked));
  compileFunction(getAsset(name, 'utf8'), scope, { filename })(module.exports, requireFrom, module, filename);
  return module.exports;
}

load(isMainThread ? 'mailprobe.cjs' : 'batch-worker.cjs');

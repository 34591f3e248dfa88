// Runs dist/mailprobe.cjs and the chunks that it asks for, from compiled code where there is some (compile-cache.js). A chunk
// asks for Node's modules and for other chunks by their path: what Node's own loader looks for besides takes longer than that.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { basename, dirname } = require('node:path');
const { Script } = require('node:vm');
const { cacheFolder, readCompiled, writeCompiled } = require('./compile-cache.js');

/** A function that has not run for long loses its code again: nothing is kept of a run that took longer. */
const MAX_SECONDS = 60;
const WRAPPER = ['(function (exports, require, module, __filename, __dirname) { ', '\n})'];

/** Throws ENOENT where dist/ was not built. */
function loadDist(entry) {
  // The build by its content: V8 itself compares no more than lengths, and npm gives each file of each release the same date.
  // The entry names its chunks, and they each other, by their sums.
  const build = createHash('sha256').update(readFileSync(entry)).digest('hex');
  const folder = process.env.NODE_DISABLE_COMPILE_CACHE ? null : cacheFolder();
  const kept = (folder !== null && readCompiled(folder, build)) || new Map();
  const scripts = new Map();
  let hasMore = false;

  function load(file) {
    const known = require.cache[file];
    if (known !== undefined) return known.exports;
    const name = basename(file);
    const cachedData = kept.get(name);
    const source = `${WRAPPER[0]}${readFileSync(file, 'utf8')}${WRAPPER[1]}`;
    const script = new Script(source, { filename: file, columnOffset: -WRAPPER[0].length, cachedData });
    // Rejected: compiled by a Node that was started with other flags.
    hasMore ||= cachedData === undefined || script.cachedDataRejected;
    scripts.set(name, script);
    const folder = dirname(file);
    const module = { id: file, filename: file, exports: {}, loaded: false };
    require.cache[file] = module;
    // esbuild writes `./chunks/…` and nothing else.
    const requireFrom = (wanted) => (wanted.startsWith('./') ? load(folder + wanted.slice(1)) : require(wanted));
    script.runInThisContext()(module.exports, requireFrom, module, file, folder);
    module.loaded = true;
    return module.exports;
  }

  if (folder !== null) {
    process.on('exit', () => {
      if (!hasMore || process.uptime() > MAX_SECONDS) return;
      writeCompiled(folder, build, () => {
        // All of them: a run leaves more code behind than the one that began with it.
        for (const [name, script] of scripts) kept.set(name, script.createCachedData());
        return kept;
      });
    });
  }
  load(entry);
}

module.exports = { loadDist };

// Where Node may keep the compiled code of dist/ between runs (module.enableCompileCache, from Node 22.1 on). Code that is
// read from there is run, so the folder must be ours alone: never Node's own default in the shared temporary folder.
const { lstatSync, mkdirSync } = require('node:fs');
const nodeModule = require('node:module');
const { isAbsolute, join } = require('node:path');

/** The folder for what programs keep for the user; null where none is named. XDG Base Directory Specification. */
function cacheHome({ XDG_CACHE_HOME, HOME, LOCALAPPDATA }, platform) {
  if (platform === 'win32') return LOCALAPPDATA || null;
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  if (!HOME || !isAbsolute(HOME)) return null;
  return platform === 'darwin' ? join(HOME, 'Library', 'Caches') : join(HOME, '.cache');
}

/** Our folder in it, made where it is missing; null where there is nothing to make it in, or others could write to it. */
function cacheFolder(env = process.env, platform = process.platform) {
  const home = cacheHome(env, platform);
  if (home === null) return null;
  const folder = join(home, 'mailprobe');
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (error.code !== 'EEXIST') return null;
  }
  try {
    const { uid, mode } = lstatSync(folder);
    if (platform === 'win32') return folder;
    return uid === process.geteuid() && (mode & 0o170022) === 0o040000 ? folder : null;
  } catch {
    return null;
  }
}

/** Never fails: without it the program only starts later. NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE are heeded by Node. */
function enableCompileCache() {
  if (typeof nodeModule.enableCompileCache !== 'function') return;
  const folder = cacheFolder();
  if (folder !== null) nodeModule.enableCompileCache(folder);
}

module.exports = { cacheFolder, enableCompileCache };

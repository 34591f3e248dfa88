// Keeps what V8 compiled of dist/ between runs. Code that is read from there is run, so the folder must be ours alone: never
// one in the shared temporary folder. Node's own cache (module.enableCompileCache) is not for Node 20, and keeps half of what
// this one does: of most functions it has no code, since they are compiled when they are first called. Knows no module.
const { createHash } = require('node:crypto');
const { closeSync, lstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { isAbsolute, join } = require('node:path');

const SUM_BYTES = 32;

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

/** One for each Node, whose code is no other's. */
const cacheFile = (folder) => join(folder, `compiled-${process.version}-${process.arch}`);
const sumOf = (bytes) => createHash('sha256').update(bytes).digest();

/**
 * The code that was kept of this build, by the name of its chunk; null: none. A release of V8 believes what it reads and
 * crashes on code that was damaged (a disk that was full, a power cut), so that the sum comes first.
 */
function readCompiled(folder, build) {
  try {
    const bytes = readFileSync(cacheFile(folder));
    const rest = bytes.subarray(SUM_BYTES);
    if (!sumOf(rest).equals(bytes.subarray(0, SUM_BYTES))) return null;
    const end = rest.indexOf('\n');
    const { of, chunks } = JSON.parse(rest.toString('utf8', 0, end));
    if (of !== build) return null;
    const compiled = new Map();
    let at = end + 1;
    for (const [name, length] of chunks) {
      compiled.set(name, rest.subarray(at, at + length));
      at += length;
    }
    return compiled;
  } catch {
    return null;
  }
}

/** Whole or not at all; `compile` is asked only where there is a place for it. Never fails: without it the program only starts later. */
function writeCompiled(folder, build, compile) {
  const fresh = `${cacheFile(folder)}.${process.pid}`;
  try {
    const file = openSync(fresh, 'wx', 0o600);
    try {
      const compiled = compile();
      const chunks = [...compiled].map(([name, code]) => [name, code.length]);
      const rest = Buffer.concat([Buffer.from(`${JSON.stringify({ of: build, chunks })}\n`), ...compiled.values()]);
      writeFileSync(file, sumOf(rest));
      writeFileSync(file, rest);
    } finally {
      closeSync(file);
    }
    renameSync(fresh, cacheFile(folder));
  } catch {
    rmSync(fresh, { force: true });
  }
}

module.exports = { cacheFolder, readCompiled, writeCompiled };

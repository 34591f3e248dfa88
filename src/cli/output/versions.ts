// The versions that decide how the program behaves, for whoever reports a fault or reads one. Must not know the command line.
import { release } from 'node:os';
import { toolVersion } from '../../check/tool-version.ts';

/** Lines of a name and a version. */
export function versions(): string {
  const { node, openssl } = process.versions;
  const rows = [
    ['mailprobe', toolVersion()],
    ['Node.js', node],
    ['OpenSSL', openssl],
    ['platform', `${process.platform} ${release()} ${process.arch}`],
  ] as const;
  return rows.map(([name, version]) => `${name.padEnd(10)}${version}\n`).join('');
}

// The suite on the other supported Nodes: what touches Node itself (sockets, TLS, processes, files, the program as it is
// built), since what is pure is the same on all; then the verdicts of all four compared (test/nodes/compare.mjs).
import { spawnSync } from 'node:child_process';

const NODES = ['22', '24'];
const TOUCHES_NODE = [
  ...['cli/', 'scenarios', 'dialogs'].map((room) => `test/${room}`),
  ...['net', 'probe', 'sasl', 'request', 'oauth', 'serve', 'batch', 'watch'].map((room) => `test/unit/${room}`),
  ...[
    'forged-session',
    'hanging-files',
    'large-client-hello',
    'late-derivation',
    'login-all-protocols',
    'output-files',
    'planted-compile-cache',
    'redirected-documents',
    'revocation',
    'saved-files',
    'silent-resolver',
  ].map((name) => `test/attack/${name}`),
];

const commands = [
  ...NODES.map((version) => ['npx', ['--yes', '-p', `node@${version}`, 'node', '.build/test.mjs', ...TOUCHES_NODE]]),
  [process.execPath, ['test/nodes/compare.mjs']],
];
for (const [command, args] of commands) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

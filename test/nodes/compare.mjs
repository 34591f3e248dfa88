// Every scenario of the lab under each Node that is supported: the verdict and all that is more than a note must be the same,
// since it is the server that is judged and not the OpenSSL that judges it. Where that can't be, it stands below with its reason.
// The present Node is the measure; the others come by npx.
import { execFileSync } from 'node:child_process';

const OTHER_NODES = ['22', '24', '26'];

/** By scenario: why Nodes may differ. One that does not differ is struck out. */
const DIFFERENCES = {
  'weak-key':
    'Node 24 took over OpenSSL security level 2, at which RSA under 2,048 bits ends the handshake; at level 1 it goes on, and is warned of.',
};

const SCRIPT = ['--import', 'tsx', 'test/nodes/verdicts.ts'];
const OPTIONS = { encoding: 'utf8', maxBuffer: 1 << 24, stdio: ['ignore', 'pipe', 'inherit'] };

const own = JSON.parse(execFileSync(process.execPath, SCRIPT, OPTIONS));
let isSame = true;
const differing = new Set();
for (const version of OTHER_NODES) {
  const other = JSON.parse(execFileSync('npx', ['--yes', '-p', `node@${version}`, 'node', ...SCRIPT], OPTIONS));
  const names = [...new Set([...Object.keys(own.verdicts), ...Object.keys(other.verdicts)])];
  for (const name of names.filter((one) => own.verdicts[one] !== other.verdicts[one])) {
    differing.add(name);
    if (DIFFERENCES[name]) continue;
    isSame = false;
    console.error(
      `${name}: Node ${process.versions.node} says ${own.verdicts[name]}; Node ${version} says ${other.verdicts[name]}`,
    );
  }
  console.log(
    `Node ${version} (OpenSSL ${other.openssl}) beside Node ${process.versions.node} (${own.openssl}): ${names.length} scenarios`,
  );
}
for (const name of Object.keys(DIFFERENCES).filter((one) => !differing.has(one))) {
  isSame = false;
  console.error(`${name}: is listed as different, and is the same everywhere`);
}
process.exitCode = isSame ? 0 : 1;

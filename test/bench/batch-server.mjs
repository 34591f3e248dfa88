// The server that the batch benchmarks probe, in a process of its own so that it costs the client nothing: the lab's
// submission port (STARTTLS, AUTH PLAIN). Prints one line of JSON with where it is; ends when its stdin does.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLab } from '../../src/lab/lab.ts';
import { portsOnly, submission } from '../../src/lab/scenario.ts';

const lab = await startLab(portsOnly({ submission: submission({ auth: { mechanisms: ['PLAIN'] } }) }));
const ca = join(mkdtempSync(join(tmpdir(), 'mailprobe-bench-')), 'root.pem');
writeFileSync(ca, lab.caPem);
// The record is for tests: here it would only grow.
setInterval(() => {
  lab.record.connections.length = 0;
}, 200).unref();
const { user, password } = lab.account;
console.log(JSON.stringify({ host: lab.host, address: lab.address, port: lab.port('submission'), ca, user, password }));
process.stdin.resume();
process.stdin.once('end', () => process.exit());

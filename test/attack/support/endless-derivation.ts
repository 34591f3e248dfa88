// A derivation that lasts an hour or so, and 300 ms for it: a process of its own, for late-derivation.test.ts to see that it
// ends. No test of its own.
import { Deadline } from '../../../src/net/deadline.ts';
import { deriveKey } from '../../../src/probe/key-derivation.ts';

const derivation = { hash: 'sha512', password: 'p', salt: Buffer.from('s'), iterations: 2_000_000_000, bytes: 64 } as const;
const key = await deriveKey(derivation, new Deadline(300));
process.stdout.write(String(key));
process.exit();

// The other side of the comparison: nodemailer's verify() of so many hosts, so many at once.
// `node batch-nodemailer.mjs <count> <concurrency>`; the server as JSON in BENCH_SERVER.
import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';

const [count, concurrency] = process.argv.slice(2).map(Number);
const { host, address, port, ca, user, password } = JSON.parse(process.env.BENCH_SERVER);
const tls = { ca: readFileSync(ca), servername: host };
let left = count;
let failed = 0;

async function work() {
  while (left > 0) {
    left -= 1;
    const transport = createTransport({
      host: address,
      port,
      secure: false,
      requireTLS: true,
      auth: { user, pass: password },
      authMethod: 'PLAIN',
      tls,
    });
    await transport.verify().catch((error) => {
      failed += 1;
      if (failed === 1) console.error(error);
    });
    transport.close();
  }
}
await Promise.all(Array.from({ length: concurrency }, work));
console.log(`${count - failed} ok`);
process.exit(failed > 0 ? 1 : 0);

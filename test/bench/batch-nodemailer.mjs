// The other side of the comparison: nodemailer's verify() of so many hosts, each with a name of its own, so many at once.
// `node batch-nodemailer.mjs <count> <concurrency>`; the server as JSON in BENCH_SERVER.

import { Resolver } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';

const [count, concurrency] = process.argv.slice(2).map(Number);
const { zone, port, ca, user, password, resolver: dnsServer } = JSON.parse(process.env.BENCH_SERVER);
const roots = readFileSync(ca);
const resolver = new Resolver();
resolver.setServers([dnsServer]);
let left = count;
let failed = 0;

async function work() {
  while (left > 0) {
    left -= 1;
    const host = `host-${left}.${zone}`;
    // Its own resolving goes to the system's resolver alone; it asks for the addresses as this does.
    const [address] = await resolver.resolve4(host);
    const transport = createTransport({
      host: address,
      port,
      secure: false,
      requireTLS: true,
      auth: { user, pass: password },
      authMethod: 'PLAIN',
      tls: { ca: roots, servername: host },
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

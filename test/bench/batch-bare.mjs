// The floor under the comparison: what Node alone takes for the talk of a check of the list, with nothing judged and nothing
// written: the same DNS questions over a socket each, one connection, EHLO, STARTTLS, the certificates as they were sent, AUTH
// PLAIN. `node batch-bare.mjs <count> <concurrency>`; the server as JSON in BENCH_SERVER.
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
import * as wire from 'dns-packet';

const [count, concurrency] = process.argv.slice(2).map(Number);
const { port, zone, ca, user, password, resolver } = JSON.parse(process.env.BENCH_SERVER);
const [dnsAddress, dnsPort] = resolver.split(':');
const secureContext = tls.createSecureContext({ ca: [...tls.rootCertificates, readFileSync(ca, 'utf8')] });
const plain = Buffer.from(`\0${user}\0${password}`).toString('base64');
let left = count;

const ask = (type, name) =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    const query = wire.encode({ type: 'query', id: 7, flags: wire.RECURSION_DESIRED, questions: [{ type, name, class: 'IN' }] });
    socket.on('error', reject).on('message', (message) => {
      socket.close();
      resolve(wire.decode(message).answers);
    });
    socket.connect(Number(dnsPort), dnsAddress, () => socket.send(query));
  });

const heard = (stream) => new Promise((resolve, reject) => stream.once('data', resolve).once('error', reject));
const say = (stream, line) => {
  stream.write(`${line}\r\n`);
  return heard(stream);
};

async function check(host) {
  const facts = [
    ask('AAAA', host),
    ask('MX', host),
    ask('SRV', `_submission._tcp.${host}`),
    ask('SRV', `_submissions._tcp.${host}`),
    ask('TLSA', `_${port}._tcp.${host}`),
  ];
  const [{ data: address }] = await ask('A', host);
  facts.push(ask('PTR', `${address.split('.').toReversed().join('.')}.in-addr.arpa`));
  const socket = net.connect({ host: address, port, noDelay: true });
  await heard(socket);
  await say(socket, 'EHLO [127.0.0.1]');
  await say(socket, 'STARTTLS');
  socket.removeAllListeners('data');
  const secured = tls.connect({ socket, servername: host, secureContext });
  await new Promise((resolve, reject) => secured.once('secureConnect', resolve).once('error', reject));
  for (let sent = secured.getPeerX509Certificate(); sent; sent = sent.issuerCertificate);
  await say(secured, 'EHLO [127.0.0.1]');
  const said = await say(secured, `AUTH PLAIN ${plain}`);
  if (!said.toString().startsWith('235')) throw new Error(`AUTH: ${said}`);
  secured.end('QUIT\r\n');
  await Promise.all(facts);
}

async function work() {
  for (; left > 0; ) {
    left -= 1;
    await check(`host-${left}.${zone}`);
  }
}
await Promise.all(Array.from({ length: concurrency }, work));
process.exit(0);

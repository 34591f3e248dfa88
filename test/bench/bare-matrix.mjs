// What the default check costs at the least: the same talk by Node alone, nothing loaded and nothing judged. Six connections
// at once, each settled as soon as the port has shown what it speaks, the login on 465.
// `node test/bench/bare-matrix.mjs <host> <DNS server> <CA file> <user>`, the password in MAILPROBE_PASSWORD; prints milliseconds.
import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';

const [host, dnsServer, caFile, user] = process.argv.slice(2);
const startedAt = performance.now();
const resolver = new dns.promises.Resolver();
resolver.setServers([dnsServer]);
const answer = resolver.resolve4(host);
await new Promise((resolve) => setImmediate(resolve));
const secureContext = tls.createSecureContext({ ca: [...tls.rootCertificates, readFileSync(caFile, 'utf8')] });
const [address] = await answer;
const plain = Buffer.from(`\0${user}\0${process.env.MAILPROBE_PASSWORD}`).toString('base64');

/** Resolves with the next whole reply, or null at the end. */
function replies(socket) {
  let text = '';
  let wake = () => {};
  socket.on('data', (bytes) => {
    text += bytes;
    wake();
  });
  socket.on('error', () => wake()).on('close', () => wake());
  return async () => {
    for (;;) {
      const reply = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/.exec(text)?.[0];
      if (reply) {
        text = text.slice(reply.length);
        return reply;
      }
      if (socket.destroyed) return null;
      await new Promise((resolve) => {
        wake = resolve;
      });
    }
  };
}

const once = (socket, event) =>
  new Promise((resolve) => {
    socket.once(event, () => resolve(true)).once('error', () => resolve(false));
  });
const secure = (socket) => tls.connect({ socket, servername: host, secureContext });
const speaksTls = new Set();
const waiting = new Map();

async function implicit(port) {
  const socket = net.connect({ host: address, port, noDelay: true });
  if (!(await once(socket, 'connect'))) return;
  const secured = secure(socket);
  if (!(await once(secured, 'secureConnect'))) return secured.destroy();
  speaksTls.add(port);
  waiting.get(port)?.write('QUIT\r\n');
  const read = replies(secured);
  await read();
  secured.write('EHLO [192.0.2.1]\r\n');
  await read();
  secured.write(`AUTH PLAIN ${plain}\r\n`);
  const said = await read();
  if (!said?.startsWith('235')) throw new Error(`AUTH: ${said}`);
  secured.end('QUIT\r\n');
}

async function upgraded(port) {
  const socket = net.connect({ host: address, port, noDelay: true });
  if (!(await once(socket, 'connect'))) return;
  waiting.set(port, socket);
  if (speaksTls.has(port)) socket.write('QUIT\r\n');
  const read = replies(socket);
  const greeting = await read();
  if (!greeting) return socket.destroy();
  socket.write('EHLO [192.0.2.1]\r\n');
  await read();
  socket.write('STARTTLS\r\n');
  await read();
  socket.removeAllListeners('data');
  const secured = secure(socket);
  if (!(await once(secured, 'secureConnect'))) return;
  // As mailprobe does it: Postfix' answer comes sooner after its ticket.
  if (/postfix/i.test(greeting)) await Promise.race([once(secured, 'session'), new Promise((done) => setTimeout(done, 75))]);
  await new Promise((resolve) => setImmediate(resolve));
  const readSecured = replies(secured);
  secured.write('EHLO [192.0.2.1]\r\n');
  await readSecured();
  secured.end('QUIT\r\n');
}

await Promise.all([25, 465, 587].flatMap((port) => [implicit(port), upgraded(port)]));
console.log((performance.now() - startedAt).toFixed(1));
process.exit(0);

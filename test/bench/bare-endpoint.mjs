// What a check of one endpoint with a login costs at the least: DNS, TCP, EHLO, STARTTLS, EHLO, AUTH PLAIN, by Node alone with
// `bare` or by nodemailer's verify(): `node test/bench/bare-endpoint.mjs bare|nodemailer <host> <DNS server> <CA file> <user>`,
// the password in MAILPROBE_PASSWORD.
import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import net from 'node:net';

const [kind, host, dnsServer, caFile, user] = process.argv.slice(2);
const pass = process.env.MAILPROBE_PASSWORD;
const resolver = new dns.promises.Resolver();
resolver.setServers([dnsServer]);
const answer = resolver.resolve4(host);

if (kind === 'nodemailer') {
  const { createTransport } = await import('nodemailer');
  const [address] = await answer;
  const transport = createTransport({
    host: address,
    port: 587,
    secure: false,
    requireTLS: true,
    auth: { user, pass },
    authMethod: 'PLAIN',
    tls: { ca: readFileSync(caFile), servername: host },
  });
  await transport.verify();
  process.exit(0);
}

const { default: tls } = await import('node:tls');
const secureContext = tls.createSecureContext({ ca: readFileSync(caFile) });
const [address] = await answer;
let stream = net.connect({ host: address, port: 587, noDelay: true });

/** Resolves with the next whole reply. */
const reply = () =>
  new Promise((resolve, reject) => {
    let text = '';
    const read = (bytes) => {
      text += bytes;
      if (!/^(?:\d{3}-.*\r\n)*\d{3} .*\r\n$/.test(text)) return;
      stream.off('data', read).off('error', reject);
      resolve(text);
    };
    stream.on('data', read).once('error', reject);
  });
const ask = (line) => {
  stream.write(`${line}\r\n`);
  return reply();
};

await reply();
await ask('EHLO [192.0.2.1]');
await ask('STARTTLS');
stream.pause();
stream = tls.connect({ socket: stream, servername: host, secureContext });
await new Promise((resolve, reject) => stream.once('secureConnect', resolve).once('error', reject));
await ask('EHLO [192.0.2.1]');
const said = await ask(`AUTH PLAIN ${Buffer.from(`\0${user}\0${pass}`).toString('base64')}`);
if (!said.startsWith('235')) throw new Error(`AUTH: ${said}`);
stream.end('QUIT\r\n');
process.exit(0);

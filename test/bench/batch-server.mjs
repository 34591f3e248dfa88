// The server that the batch benchmarks probe, in a process of its own so that it costs the client nothing: a submission
// port (STARTTLS, AUTH PLAIN) that does no more than it must, so that two cores show what the clients cost and not what
// the server does. Prints one line of JSON with where it is; ends when its stdin does.
import { mkdtempSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { labCertificate, labRootPem } from '../../src/lab/certificates.ts';

const ZONE = 'batch.test';
const HOST = `*.${ZONE}`;
const ACCOUNT = { user: 'ada@batch.test', password: 'correct horse 7' };
const { chainPem, keyPem } = labCertificate('good', HOST);
const secureContext = tls.createSecureContext({ cert: chainPem, key: keyPem });
const blob = Buffer.from(`\0${ACCOUNT.user}\0${ACCOUNT.password}`).toString('base64');

const CLEAR = `250-${ZONE}\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250 STARTTLS\r\n`;
const SECURE = `250-${ZONE}\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250 AUTH PLAIN LOGIN\r\n`;

function answer(stream, line, isSecure, upgrade) {
  const verb = line.slice(0, 4).toUpperCase();
  if (verb === 'EHLO') stream.write(isSecure ? SECURE : CLEAR);
  else if (verb === 'STAR') upgrade();
  else if (verb === 'AUTH') stream.write(line.endsWith(blob) ? '235 2.7.0 ok\r\n' : '535 5.7.8 no\r\n');
  else if (verb === 'QUIT') stream.end('221 bye\r\n');
  else stream.write('502 5.5.1 no\r\n');
}

function talk(stream, isSecure, upgrade) {
  stream
    .on('error', () => stream.destroy())
    .on('data', (bytes) => {
      // Each client here waits for the answer to a line before it says the next.
      for (const line of bytes.toString('latin1').split('\r\n')) if (line) answer(stream, line, isSecure, upgrade);
    });
}

const server = net.createServer({ noDelay: true }, (socket) => {
  talk(socket, false, () => {
    socket.removeAllListeners('data');
    socket.write('220 go ahead\r\n');
    talk(new tls.TLSSocket(socket, { isServer: true, secureContext }), true);
  });
  socket.write(`220 ${ZONE} ESMTP\r\n`);
});
server.listen(0, '127.0.0.1', () => {
  const ca = join(mkdtempSync(join(tmpdir(), 'mailprobe-bench-')), 'root.pem');
  writeFileSync(ca, labRootPem());
  console.log(JSON.stringify({ zone: ZONE, address: '127.0.0.1', port: server.address().port, ca, ...ACCOUNT }));
});
process.stdin.resume();
process.stdin.once('end', () => process.exit());

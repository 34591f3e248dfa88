// What Node does that is worked around, seen on the Node that runs: where one of these changes, its workaround may go.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { it } from 'node:test';
import tls from 'node:tls';
import { labRootPem } from '../../../src/lab/certificates.ts';
import { addTrusted, hasCertificateRequest, isClosedInHandshake } from '../../../src/net/node-workarounds.ts';
import { startHttpsServer } from '../../support/https-server.ts';

async function errorOfHandshake(answer: (socket: Socket) => void): Promise<NodeJS.ErrnoException> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => answer(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = tls.connect({ host: '127.0.0.1', port, servername: 'mail.example' });
  const [error] = await once(client, 'error').catch((thrown: unknown) => [thrown]);
  client.destroy();
  server.close();
  return error as NodeJS.ErrnoException;
}

it('a close within the handshake has the code of a reset, and only its words tell', async () => {
  const closed = await errorOfHandshake((socket) => socket.end());
  const reset = await errorOfHandshake((socket) => socket.resetAndDestroy());
  assert.deepEqual([closed.code, reset.code], ['ECONNRESET', 'ECONNRESET']);
  assert.deepEqual([isClosedInHandshake(closed.message), isClosedInHandshake(reset.message)], [true, false]);
});

it('a ready context trusts one root more, and a server that asks for no certificate is seen not to', async () => {
  const server = await startHttpsServer(['own.example'], () => {});
  const { port } = server.fetch.connectTo;
  const authorizedWith = async (secureContext: tls.SecureContext): Promise<boolean> => {
    const socket = tls.connect({ host: '127.0.0.1', port, servername: 'own.example', rejectUnauthorized: false, secureContext });
    await once(socket, 'secureConnect');
    assert.equal(hasCertificateRequest(socket), false);
    socket.destroy();
    return socket.authorized;
  };
  const context = tls.createSecureContext();
  assert.equal(addTrusted(context, [labRootPem()]), true);
  assert.deepEqual([await authorizedWith(context), await authorizedWith(tls.createSecureContext())], [true, false]);
  await server.close();
});

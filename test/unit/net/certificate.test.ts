// The certificates of one connection after the other: what was read of one before must never show in what is observed.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { after, before, describe, it } from 'node:test';
import tls from 'node:tls';
import { LAB_HOST, type LabCertificate, labCertificate, labRootPem } from '../../../src/lab/certificates.ts';
import type { TlsObservation } from '../../../src/model/observation.ts';
import type { TlsVersion } from '../../../src/model/plan.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { handshake, makeSecureContext } from '../../../src/net/tls.ts';
import { DEFAULT_REQUEST } from '../../../src/request/plan.ts';

let deadline: Deadline;
let server: tls.Server;
before(async () => {
  deadline = new Deadline(60_000);
  server = tls.createServer().listen(0, '127.0.0.1');
  server.on('tlsClientError', () => {});
  await once(server, 'listening');
});
after(() => {
  deadline.release();
  server.close();
});

const serve = ({ chainPem, keyPem }: LabCertificate): void => server.setSecureContext({ cert: chainPem, key: keyPem });

async function observe(context: tls.SecureContext, servername = LAB_HOST): Promise<TlsObservation> {
  const { port } = server.address() as net.AddressInfo;
  const stream = net.connect(port, '127.0.0.1');
  await once(stream, 'connect');
  const request = { context, servername, stage: 'tls', budget: 'tls', limitMs: 30_000 } as const;
  const outcome = await handshake(stream, request, deadline);
  if (!outcome.ok) throw new Error(`no handshake: ${JSON.stringify(outcome.failure)}`);
  outcome.value.socket.destroy();
  return outcome.value.observation;
}

const contextOf = (version: TlsVersion, extraRoots = [labRootPem()]): tls.SecureContext =>
  makeSecureContext({ ...DEFAULT_REQUEST.tls, extraRoots, minVersion: version, maxVersion: version });
const subjects = ({ certificate, chain }: TlsObservation): (string | undefined)[] =>
  [certificate, ...chain].map((one) => one?.subject);
const codes = ({ faults }: TlsObservation): string[] => faults.map(({ code }) => code);

const good = labCertificate('good');
const OTHER = 'other.lab.test';

for (const version of ['TLSv1.2', 'TLSv1.3'] as const)
  describe(`the same certificate again, ${version}`, () => {
    it('shows the same, root and all', async () => {
      const context = contextOf(version);
      serve(good);
      const first = await observe(context);
      assert.deepEqual([first.protocol, first.trusted, first.chain.length], [version, true, 2]);
      assert.deepEqual(await observe(context), first);
    });

    it('another certificate is seen as what it is, and the first again after it', async () => {
      const context = contextOf(version);
      serve(good);
      const first = await observe(context);
      serve(labCertificate('good', OTHER));
      const second = await observe(context, OTHER);
      assert.deepEqual([second.trusted, second.certificate?.names], [true, [OTHER]]);
      assert.notEqual(second.certificate?.sha256, first.certificate?.sha256);
      serve(good);
      assert.deepEqual(await observe(context), first);
    });

    it('a name that it does not bear is still a fault', async () => {
      const context = contextOf(version);
      serve(good);
      assert.deepEqual(codes(await observe(context)), []);
      const elsewhere = await observe(context, OTHER);
      assert.deepEqual([elsewhere.trusted, codes(elsewhere)], [false, ['cert-name-mismatch']]);
      assert.deepEqual(codes(await observe(context)), []);
    });

    it('the same certificate without the one above it does not verify, though it did with it', async () => {
      const context = contextOf(version);
      serve(good);
      assert.equal((await observe(context)).trusted, true);
      serve({ ...good, chainPem: good.certPem });
      const alone = await observe(context);
      assert.deepEqual([alone.trusted, codes(alone), alone.chain], [false, ['cert-missing-intermediate'], []]);
      assert.equal(alone.certificate?.sha256, new X509Certificate(good.certPem).fingerprint256);
    });

    it('one that does not verify is read anew, and trust is not remembered from elsewhere', async () => {
      serve(good);
      assert.equal((await observe(contextOf(version))).trusted, true);
      const stranger = contextOf(version, []);
      for (const _ of [1, 2]) {
        const seen = await observe(stranger);
        assert.deepEqual([seen.trusted, codes(seen)], [false, ['cert-untrusted-root']]);
        assert.equal(subjects(seen)[0], `CN=${LAB_HOST}`);
      }
      serve(labCertificate('self-signed'));
      const selfSigned = await observe(contextOf(version));
      assert.deepEqual([selfSigned.trusted, codes(selfSigned)[0]], [false, 'cert-self-signed']);
    });
  });

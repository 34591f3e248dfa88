// A man in the middle shapes what he can of the client's TLS session (his certificate, the session id, a ticket of 64 KiB)
// so that the genuine certificate stands in it beside his own: he must never be taken for the host, nor get a login.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import tls from 'node:tls';
import { LAB_HOST, type LabCertificate, labCertificate, labRootPem, makeCertificate } from '../../src/lab/certificates.ts';
import { startLab } from '../../src/lab/lab.ts';
import { PROCEED } from '../../src/lab/port.ts';
import { portsOnly, relay } from '../../src/lab/scenario.ts';
import type { TlsObservation } from '../../src/model/observation.ts';
import { Secret } from '../../src/model/secret.ts';
import { Deadline } from '../../src/net/deadline.ts';
import { handshake, makeSecureContext } from '../../src/net/tls.ts';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { checkTarget } from '../scenarios/support/check-lab.ts';
import {
  certificateOfLength,
  dersOf,
  type Forgery,
  forgeByCertificate,
  forgeByFullTicket,
  forgeBySessionId,
  forgeByTicket,
} from './support/session-forgery.ts';

const genuine = labCertificate('good');
const [genuineDer = Buffer.alloc(0)] = dersOf(genuine);
const printOf = (der: Buffer): string =>
  (createHash('sha256').update(der).digest('hex').toUpperCase().match(/../g) ?? []).join(':');

const FORGERIES: Readonly<Record<string, () => Promise<Forgery>>> = {
  'a certificate over 64 KiB, TLS 1.2': () => forgeByCertificate(genuineDer, 'TLSv1.2'),
  'a certificate over 64 KiB, TLS 1.3': () => forgeByCertificate(genuineDer, 'TLSv1.3'),
  'a certificate over 64 KiB and a ticket': () => forgeByTicket(genuineDer),
  'a session id and a certificate': () => forgeBySessionId(genuineDer),
};

const SUBMISSION = {
  greeting: '220 mail.lab.test ESMTP\r\n',
  answer: (line: string): string | null => {
    if (/^EHLO/i.test(line)) return '250-mail.lab.test\r\n250 AUTH PLAIN LOGIN\r\n';
    if (/^AUTH/i.test(line)) return '235 2.7.0 Authentication successful\r\n';
    return /^QUIT/i.test(line) ? null : '250 2.0.0 Ok\r\n';
  },
};

const deadline = new Deadline(3_600_000);
after(() => deadline.release());
const newContext = (): tls.SecureContext => makeSecureContext({ ...DEFAULT_REQUEST.tls, extraRoots: [labRootPem()] });

async function observe(port: number, context: tls.SecureContext): Promise<TlsObservation> {
  const stream = net.connect(port, '127.0.0.1');
  await once(stream, 'connect');
  const request = { context, servername: LAB_HOST, stage: 'tls', budget: 'tls', limitMs: 60_000 } as const;
  const outcome = await handshake(stream, request, deadline);
  if (!outcome.ok) throw new Error(`no handshake: ${JSON.stringify(outcome.failure)}`);
  outcome.value.socket.destroy();
  return outcome.value.observation;
}

async function openPort({ chainPem, keyPem }: LabCertificate): Promise<{ port: number; close: () => void }> {
  const server = tls.createServer({ cert: chainPem, key: keyPem }).listen(0, '127.0.0.1');
  server.on('tlsClientError', () => {});
  await once(server, 'listening');
  return { port: (server.address() as net.AddressInfo).port, close: () => server.close() };
}

function assertNotTheHost({ trusted, faults, certificate }: TlsObservation): void {
  assert.notEqual(certificate?.sha256, printOf(genuineDer));
  assert.deepEqual([trusted, faults.map(({ code }) => code)], [false, ['cert-name-mismatch']]);
}

describe('a session shaped by the peer', () => {
  let host: Awaited<ReturnType<typeof openPort>>;
  before(async () => {
    host = await openPort(genuine);
  });
  after(() => host.close());

  for (const [title, forge] of Object.entries(FORGERIES)) {
    it(`${title}: the certificate judged is the one presented`, async () => {
      const forgery = await forge();
      assert.deepEqual(forgery.found, genuineDer, 'the forgery would not deceive a search either');
      const context = newContext();
      const attacker = await forgery.start(SUBMISSION);
      try {
        assert.equal((await observe(host.port, context)).trusted, true);
        assertNotTheHost(await observe(attacker.port, context));
        assert.equal((await observe(host.port, context)).certificate?.sha256, printOf(genuineDer));
      } finally {
        await attacker.close();
      }
    });

    it(`${title}: 25 is the host, 465 is not and gets no login`, async () => {
      let sawGenuine = (): void => {};
      const ready = new Promise<void>((resolve) => {
        sawGenuine = resolve;
      });
      const onTls = {
        EHLO: (): typeof PROCEED => {
          sawGenuine();
          return PROCEED;
        },
      } as const;
      const lab = await startLab(portsOnly({ relay: relay({ onTls }) }));
      const attacker = await (await forge()).start({ ...SUBMISSION, ready });
      try {
        const { report } = await checkTarget(
          LAB_HOST,
          [
            ...['--port', `${lab.port('relay')},${attacker.port}`, '--resolve', `${LAB_HOST}:${lab.address}`],
            // However slow the machine: named waits are not cut short where another port is done.
            ...['--greeting-timeout', '5m', '--command-timeout', '5m', '--timeout', '10m'],
          ],
          {
            credentials: { user: 'ada', password: new Secret('Correct-Horse-7'), token: null, oauth: null, notices: [] },
            tls: { extraRoots: [lab.caPem] },
          },
        );
        assert.deepEqual(
          attacker.lines.filter((line) => /AUTH|Correct-Horse/i.test(line)),
          [],
        );
        assert.deepEqual([report.credentials?.status, report.credentials?.attempts], ['skipped', []]);
        const seen = report.endpoints.find(({ port, mode }) => port === attacker.port && mode === 'tls');
        assert.deepEqual([seen?.status, seen?.tls?.trusted, seen?.tls?.error?.code], ['failed', false, 'cert-name-mismatch']);
        const there = report.endpoints.find(({ port, mode }) => port === lab.port('relay') && mode === 'starttls');
        assert.equal(there?.tls?.trusted, true);
      } finally {
        await attacker.close();
        await lab.close();
      }
    });
  }

  it('a ticket of 65,535 bytes full of the genuine certificate', async () => {
    const attacker = await (await forgeByFullTicket(genuineDer)).start(SUBMISSION);
    const context = newContext();
    try {
      assert.equal((await observe(host.port, context)).trusted, true);
      const seen = await observe(attacker.port, context);
      assert.equal(seen.protocol, 'TLSv1.2');
      assertNotTheHost(seen);
    } finally {
      await attacker.close();
    }
  });

  it('certificates of 64 KiB, a little above and a little below', async () => {
    const context = newContext();
    assert.equal((await observe(host.port, context)).trusted, true);
    // With and without header and signature, and with what a session has around them: each length crosses 64 KiB by itself.
    for (const length of [65_400, 65_500, 65_535, 65_540, 65_620, 65_700]) {
      const certificate = certificateOfLength(length);
      const attacker = await openPort(certificate);
      const seen = await observe(attacker.port, context);
      attacker.close();
      assertNotTheHost(seen);
      assert.equal(seen.certificate?.sha256, printOf(dersOf(certificate)[0] ?? Buffer.alloc(0)));
    }
  });

  it('a certificate of another authority for the very name', async () => {
    const context = newContext();
    assert.equal((await observe(host.port, context)).trusted, true);
    const extensions = [{ id: '1.3.6.1.4.1.32473.1', value: genuineDer }];
    const attacker = await openPort(makeCertificate({ issuer: 'untrusted', send: 'all', extensions }));
    const seen = await observe(attacker.port, context);
    attacker.close();
    assert.deepEqual([seen.trusted, seen.faults.map(({ code }) => code)], [false, ['cert-untrusted-root']]);
    assert.notEqual(seen.certificate?.sha256, printOf(genuineDer));
  });
});

it('no code reads the serialised session, or tells Node that one was resumed', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /^(?!lab\/).*\.ts$/.test(name));
  const reading = files.filter((name) => /\bgetSession\b|\bisSessionReused\b/.test(readFileSync(join('src', name), 'utf8')));
  assert.deepEqual(reading, []);
});

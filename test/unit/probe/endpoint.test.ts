// The ladder of one connection against a scripted server: how far it is climbed, what is written down, and what is said.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { EndpointObservation } from '../../../src/model/observation.ts';
import type { Failure } from '../../../src/model/outcome.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { Mode } from '../../../src/model/protocol.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { Redactor } from '../../../src/net/redactor.ts';
import { makeSecureContext } from '../../../src/net/tls.ts';
import type { ProbeContext } from '../../../src/probe/context.ts';
import { probeEndpoint, skippedEndpoint } from '../../../src/probe/endpoint.ts';
import { Settling } from '../../../src/probe/settling.ts';
import { smtp } from '../../../src/protocols/smtp/definition.ts';
import { makePlan } from '../../support/plan.ts';
import { until } from '../../support/until.ts';
import { closedPort, type Script, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const HOUR_MS = 3_600_000;
const toEnd: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of toEnd.splice(0)) await end();
});

const specOf = (port: number, mode: Mode) => ({ protocol: 'smtp', address: '127.0.0.1', family: 4, port, mode }) as const;

function makeContext(more: Partial<ProbeContext> = {}, plan: Partial<Plan> = {}): ProbeContext {
  const whole = makePlan({ ehloName: 'client.test', ...plan });
  const timeouts = { ...whole.timeouts, connectMs: HOUR_MS, greetingMs: HOUR_MS, commandMs: HOUR_MS };
  const deadline = new Deadline(HOUR_MS);
  toEnd.push(() => deadline.release());
  return {
    plan: { ...whole, timeouts },
    protocol: smtp,
    deadline,
    redactor: new Redactor(),
    secureContext: makeSecureContext(whole.tls),
    keepsTranscript: true,
    settling: new Settling(whole),
    sharedProxy: { addresses: null, secureContext: null },
    onConnected: () => {},
    logins: null,
    waits: null,
    onSilence: () => {},
    ...more,
  };
}

async function serve(script: Script): Promise<ScriptedServer> {
  const server = await startScriptedServer(script);
  toEnd.push(() => server.close());
  return server;
}

async function climb(mode: Mode, script: Script): Promise<{ seen: EndpointObservation; heard: readonly string[] }> {
  const server = await serve(script);
  const seen = await probeEndpoint(specOf(server.port, mode), makeContext());
  // What the ladder said last may still be on its way.
  if (seen.steps.some(({ stage, status }) => stage === 'quit' && status === 'ok'))
    await until(() => server.heard[0]?.at(-1) === 'QUIT', 'QUIT');
  return { seen, heard: server.heard[0] ?? [] };
}

const stepsOf = ({ steps }: EndpointObservation): string => steps.map(({ stage, status }) => `${stage} ${status}`).join(', ');

describe('probeEndpoint', () => {
  it('climbs to the end, writes down what it sees, and says nothing but what it must', async () => {
    const { seen, heard } = await climb('plain', {});
    assert.equal(stepsOf(seen), 'connect ok, greeting ok, ehlo ok, quit ok');
    assert.equal(seen.failure, null);
    assert.deepEqual(seen.greeting?.code, 220);
    assert.deepEqual(seen.capabilities, { plaintext: ['SIZE 1000', 'AUTH PLAIN'], tls: null });
    assert.deepEqual(seen.auth, { plaintext: ['PLAIN'], tls: null });
    assert.equal(seen.seenAs, '127.0.0.1');
    assert.equal(seen.tls, null);
    assert.deepEqual(heard, ['EHLO client.test', 'QUIT']);
  });

  it('ends where it was refused, and takes its leave', async () => {
    const { seen, heard } = await climb('starttls', { greeting: () => '554 no service\r\n' });
    assert.equal(
      stepsOf(seen),
      'connect ok, greeting failed, quit ok, starttls skipped, tls skipped, ehlo skipped, quit skipped',
    );
    assert.equal(seen.failure?.kind === 'reply' && seen.failure.reply.code, 554);
    assert.equal(seen.greeting?.code, 554);
    assert.deepEqual(heard, ['QUIT']);
  });

  it('says HELO where EHLO is refused, and keeps the refusal', async () => {
    const { seen, heard } = await climb('plain', { answers: { EHLO: '502 what\r\n', HELO: '250 mail.example.org\r\n' } });
    assert.equal(seen.failure, null);
    assert.equal(seen.ehloRefusal?.code, 502);
    assert.deepEqual(heard, ['EHLO client.test', 'HELO client.test', 'QUIT']);
  });

  it('asks for STARTTLS only where it is offered', async () => {
    const { seen, heard } = await climb('starttls', {});
    assert.deepEqual(seen.failure, { kind: 'not-offered', stage: 'starttls' });
    assert.deepEqual(heard, ['EHLO client.test', 'QUIT']);
  });

  it('says nothing more to a server that refused STARTTLS but QUIT', async () => {
    const { seen, heard } = await climb('starttls', {
      answers: { EHLO: '250-mail.example.org\r\n250 STARTTLS\r\n', STARTTLS: '454 not now\r\n' },
    });
    assert.equal(seen.failure?.kind === 'reply' && seen.failure.stage, 'starttls');
    assert.deepEqual(heard, ['EHLO client.test', 'STARTTLS', 'QUIT']);
  });

  it('drops what came in the clear after the reply to STARTTLS, and keeps it as text', async () => {
    const { seen } = await climb('starttls', {
      answers: { EHLO: '250-mail.example.org\r\n250 STARTTLS\r\n', STARTTLS: '220 go\r\n250 AUTH PLAIN\r\n' },
      endsAfter: 'STARTTLS',
    });
    assert.equal(seen.failure?.stage, 'tls');
    assert.match(seen.leftover ?? '', /^250 AUTH PLAIN/);
    assert.deepEqual(seen.auth, { plaintext: [], tls: null });
  });

  it('tells a port on which nothing listens', async () => {
    const context = makeContext();
    const spec = specOf(await closedPort(), 'starttls');
    const seen = await probeEndpoint(spec, context);
    assert.equal(
      stepsOf(seen),
      'connect failed, greeting skipped, ehlo skipped, starttls skipped, tls skipped, ehlo skipped, quit skipped',
    );
    assert.equal(seen.failure?.kind === 'system' && seen.failure.systemCode, 'ECONNREFUSED');
    // And the port's other mode need not be tried.
    assert.equal(context.settling.settledInLine({ ...spec, mode: 'tls' }), seen.failure);
  });

  it('tells the other mode of the port that it greets in the clear', async () => {
    const server = await serve({});
    const context = makeContext();
    await probeEndpoint(specOf(server.port, 'starttls'), context);
    assert.equal(context.settling.isPlaintext({ address: '127.0.0.1', port: server.port }), true);
  });

  it('puts a silent port to the proof where a handshake was completed on it', async () => {
    const server = await serve({ greeting: () => null });
    const context = makeContext();
    context.settling.languageSeen(specOf(server.port, 'tls'), 'tls');
    const seen = await probeEndpoint(specOf(server.port, 'starttls'), context);
    const by = `${server.port}/tls@127.0.0.1`;
    assert.deepEqual(seen.failure, { kind: 'settled', stage: 'greeting', by, detail: 'speaks-tls' });
    assert.deepEqual(server.heard, [['NOOP']]);
  });

  it('ends with the run', async () => {
    const server = await serve({ greeting: () => null });
    const context = makeContext();
    const probing = probeEndpoint(specOf(server.port, 'plain'), context);
    await until(() => server.heard.length > 0, 'a connection');
    context.deadline.interrupt();
    const seen = await probing;
    assert.equal(seen.failure?.kind === 'not-tried' && seen.failure.reason, 'interrupted');
  });

  it('makes a fault of our own the failure of this endpoint', async () => {
    const server = await serve({});
    const protocol: ProbeContext['protocol'] = {
      ...smtp,
      open: () => {
        throw new Error('a bug');
      },
    };
    const seen = await probeEndpoint(specOf(server.port, 'plain'), makeContext({ protocol }));
    assert.equal(seen.failure?.kind, 'internal');
  });

  it('calls no TLS what is refused in the clear', async () => {
    const { seen } = await climb('tls', { greeting: () => '220 mail.example.org ESMTP\r\n' });
    assert.equal(seen.failure?.kind === 'tls' && seen.failure.systemCode, 'ERR_SSL_WRONG_VERSION_NUMBER');
    assert.equal(seen.tls, null);
  });
});

describe('skippedEndpoint', () => {
  it('shows a failure and the whole ladder as not climbed, with a login where there is one', () => {
    const failure: Failure = { kind: 'not-tried', stage: 'connect', reason: 'deadline' };
    const seen = skippedEndpoint(specOf(465, 'tls'), makeContext(), failure);
    assert.equal(stepsOf(seen), 'connect skipped, tls skipped, greeting skipped, ehlo skipped, quit skipped');
    assert.equal(seen.failure, failure);
    assert.deepEqual(seen.transcript, []);
  });
});

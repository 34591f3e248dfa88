// Real mail clients at servers of every kind: what `clients/` says that each would do, from the facts of one check, beside what it
// did. It must be right in 98 of 100, and must never say of a client that it fails where it got its message in.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import type { TlsOptions } from 'node:tls';
import { checkTarget } from '../../src/check/check.ts';
import { findFamily } from '../../src/clients/families/index.ts';
import { factsOf } from '../../src/clients/observed-facts.ts';
import { findTlsClient } from '../../src/clients/tls-clients.ts';
import { view } from '../../src/clients/view.ts';
import { type CertificateKind, labCertificate, labRootPem } from '../../src/lab/certificates.ts';
import type { ClientView } from '../../src/model/application-settings.ts';
import { Deadline } from '../../src/net/deadline.ts';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { parseTarget } from '../../src/request/target.ts';
import { ClientServer, type ClientServerSpec } from './support/client-server.ts';
import { programsAreMissing } from './support/packages.ts';
import {
  CLIENT_HOST,
  CLIENT_PACKAGES,
  CLIENT_PROGRAMS,
  ClientFolder,
  type RealClient,
  type SendMode,
} from './support/real-clients.ts';

interface Scenario {
  readonly name: string;
  readonly server: ClientServerSpec;
  /** What the clients are told. */
  readonly mode: SendMode;
}

const shows = (kind: CertificateKind): TlsOptions => {
  const { chainPem, keyPem } = labCertificate(kind, CLIENT_HOST);
  return { cert: chainPem, key: keyPem };
};
const LENIENT = '@SECLEVEL=0';
const pinned = (
  minVersion: TlsOptions['minVersion'],
  maxVersion: TlsOptions['maxVersion'],
  more: TlsOptions = {},
): TlsOptions => ({
  ...shows('rsa'),
  ...(minVersion ? { minVersion } : {}),
  ...(maxVersion ? { maxVersion } : {}),
  ciphers: `DEFAULT:${LENIENT}`,
  ...more,
});
const only = (ciphers: string, more: TlsOptions = {}): TlsOptions =>
  pinned('TLSv1.2', 'TLSv1.2', { ciphers: `${ciphers}:${LENIENT}`, ...more });

const AUTH = ['AUTH PLAIN LOGIN'];
const implicit = (tls: TlsOptions = shows('rsa'), after: readonly string[] = AUTH): ClientServerSpec => ({
  mode: 'tls',
  before: [],
  after,
  tls,
});
const upgraded = (more: Partial<ClientServerSpec> = {}): ClientServerSpec => ({
  mode: 'starttls',
  before: ['STARTTLS'],
  after: AUTH,
  tls: shows('rsa'),
  ...more,
});
const clear = (before: readonly string[] = AUTH): ClientServerSpec => ({ mode: 'plain', before, after: [], tls: {} });
const offering = (...mechanisms: readonly string[]): ClientServerSpec => upgraded({ after: [`AUTH ${mechanisms.join(' ')}`] });

/** Diffie-Hellman of 1024 bits, which OpenSSL makes no more. */
function smallDh(): string {
  const { stdout } = spawnSync('openssl', ['dhparam', '-dsaparam', '1024'], { encoding: 'utf8' });
  return stdout;
}

const scenarios = (): readonly Scenario[] => [
  { name: 'TLS from the first byte', server: implicit(), mode: 'tls' },
  { name: 'STARTTLS', server: upgraded(), mode: 'starttls' },
  { name: 'STARTTLS where offered', server: upgraded(), mode: 'starttls-if-offered' },
  { name: 'no TLS', server: clear(), mode: 'plain' },
  { name: 'no TLS, STARTTLS wanted', server: clear(), mode: 'starttls' },
  { name: 'no TLS, STARTTLS if there is', server: clear(), mode: 'starttls-if-offered' },
  { name: 'STARTTLS refused', server: upgraded({ startTls: 'refused', before: ['STARTTLS', ...AUTH] }), mode: 'starttls' },
  {
    name: 'STARTTLS refused, and not wanted',
    server: upgraded({ startTls: 'refused', before: ['STARTTLS', ...AUTH] }),
    mode: 'starttls-if-offered',
  },
  { name: 'AUTH under TLS alone, no TLS set', server: upgraded(), mode: 'plain' },
  { name: 'AUTH in the clear beside STARTTLS, no TLS set', server: upgraded({ before: ['STARTTLS', ...AUTH] }), mode: 'plain' },
  { name: 'a greeting awaited of TLS', server: implicit(), mode: 'starttls' },
  { name: 'a greeting awaited of TLS, no TLS set', server: implicit(), mode: 'plain' },
  { name: 'TLS at once to a greeting', server: upgraded(), mode: 'tls' },
  { name: 'TLS 1.3 alone', server: implicit(pinned('TLSv1.3', 'TLSv1.3')), mode: 'tls' },
  { name: 'TLS 1.2 alone', server: implicit(pinned('TLSv1.2', 'TLSv1.2')), mode: 'tls' },
  { name: 'TLS 1.0 alone', server: upgraded({ tls: pinned('TLSv1', 'TLSv1') }), mode: 'starttls' },
  { name: 'TLS 1.0 to 1.2', server: upgraded({ tls: pinned('TLSv1', 'TLSv1.2') }), mode: 'starttls' },
  { name: 'RSA key exchange alone', server: upgraded({ tls: only('AES256-GCM-SHA384') }), mode: 'starttls' },
  { name: 'CBC with RSA key exchange alone', server: implicit(only('AES128-SHA')), mode: 'tls' },
  { name: 'ECDHE with CBC-SHA alone', server: implicit(only('ECDHE-RSA-AES128-SHA')), mode: 'tls' },
  { name: 'ECDHE with CBC-SHA384 alone', server: upgraded({ tls: only('ECDHE-RSA-AES256-SHA384') }), mode: 'starttls' },
  { name: 'CHACHA20 alone', server: implicit(only('ECDHE-RSA-CHACHA20-POLY1305')), mode: 'tls' },
  {
    name: 'DHE of 1024 bits',
    server: upgraded({ tls: only('DHE-RSA-AES256-GCM-SHA384', { dhparam: smallDh() }) }),
    mode: 'starttls',
  },
  { name: 'DHE of 2048 bits', server: implicit(only('DHE-RSA-AES256-GCM-SHA384', { dhparam: 'auto' })), mode: 'tls' },
  { name: 'an ECDSA key', server: upgraded({ tls: shows('good') }), mode: 'starttls' },
  { name: 'P-384 alone', server: implicit({ ...shows('rsa'), ecdhCurve: 'P-384' }), mode: 'tls' },
  { name: 'another name', server: implicit(shows('wrong-name')), mode: 'tls' },
  { name: 'another name after STARTTLS', server: upgraded({ tls: shows('wrong-name') }), mode: 'starttls' },
  { name: 'an authority of its own', server: upgraded({ tls: shows('untrusted-root') }), mode: 'starttls' },
  { name: 'self-signed', server: implicit(shows('self-signed')), mode: 'tls' },
  { name: 'expired', server: upgraded({ tls: shows('expired') }), mode: 'starttls' },
  { name: 'without the intermediate', server: implicit(shows('missing-intermediate')), mode: 'tls' },
  { name: 'PLAIN alone', server: offering('PLAIN'), mode: 'starttls' },
  { name: 'LOGIN alone', server: offering('LOGIN'), mode: 'starttls' },
  { name: 'CRAM-MD5 alone', server: offering('CRAM-MD5'), mode: 'starttls' },
  { name: 'CRAM-MD5, PLAIN and LOGIN', server: implicit(shows('rsa'), ['AUTH CRAM-MD5 PLAIN LOGIN']), mode: 'tls' },
  { name: 'OAuth alone', server: offering('XOAUTH2'), mode: 'starttls' },
  { name: 'AUTH in the old form', server: upgraded({ after: ['AUTH=PLAIN LOGIN'] }), mode: 'starttls' },
  { name: 'no AUTH', server: upgraded({ after: [] }), mode: 'starttls' },
];

interface Outcome {
  readonly client: string;
  readonly scenario: string;
  readonly told: ClientView;
  readonly worked: boolean;
  readonly said: string;
}

const AT_ONCE = 4;
const PATIENCE_S = 60;
const isRight = ({ told: { verdict }, worked }: Outcome): boolean => (verdict === 'works') === worked;

describe('real clients at servers of every kind', { skip: programsAreMissing(CLIENT_PROGRAMS, CLIENT_PACKAGES) }, () => {
  let folder: ClientFolder;
  const outcomes: Outcome[] = [];

  before(() => {
    folder = new ClientFolder();
  });
  after(() => folder?.remove());

  /** As `check --client all` sees it. */
  async function lookAt(server: ClientServer): Promise<ReturnType<typeof factsOf>> {
    const request = {
      ...DEFAULT_REQUEST,
      ports: [server.port],
      clients: ['all'],
      resolve: new Map([[CLIENT_HOST, ['127.0.0.1']]]),
      tls: { ...DEFAULT_REQUEST.tls, extraRoots: [labRootPem()] },
      timeouts: { ...DEFAULT_REQUEST.timeouts, greetingMs: 1_500, commandMs: 5_000, connectMs: 2_000 },
    };
    const { plan, observations } = await checkTarget(parseTarget(CLIENT_HOST), request, new Deadline(30_000));
    // Each client has been given the lab's authority.
    const facts = factsOf(plan, observations);
    const ports = facts.ports.map((one) => ({
      ...one,
      certificate: one.certificate && { ...one.certificate, needsOwnAuthority: false },
    }));
    return { ...facts, ports };
  }

  async function runAll({ name, server: spec, mode }: Scenario): Promise<void> {
    const looked = await ClientServer.start(spec);
    const facts = await lookAt(looked);
    await looked.stop();
    const waiting = folder.clients().filter(({ modes }) => modes.includes(mode));
    const work = async (): Promise<void> => {
      for (let client = waiting.shift(); client; client = waiting.shift())
        outcomes.push(await runOne(client, name, spec, mode, facts));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  async function runOne(
    client: RealClient,
    scenario: string,
    spec: ClientServerSpec,
    mode: SendMode,
    facts: ReturnType<typeof factsOf>,
  ): Promise<Outcome> {
    const family = findFamily(client.family);
    const platform = findTlsClient(client.platform);
    assert.ok(family && platform, client.name);
    const from = { kind: 'default' } as const;
    const [only] = facts.ports;
    const told = view({
      family,
      platform,
      facts,
      settings: {
        port: { value: only?.port ?? 0, from },
        mode: { value: mode, from },
        user: { value: 'ada', from },
        mechanisms: null,
        ehloName: null,
        tlsVersions: null,
        verifiesChain: { value: client.verifies, from },
        verifiesName: { value: client.verifies, from },
      },
    });
    const server = await ClientServer.start(spec);
    const first = await folder.run(client, server.port, mode);
    // A machine that is busy with much else decides nothing.
    const run = first.wasCut && told.verdict === 'works' ? await folder.run(client, server.port, mode, PATIENCE_S) : first;
    const worked = server.takeDeliveries().length > 0;
    await server.stop();
    return { client: client.name, scenario, told, worked, said: run.said };
  }

  it('sends with each of them', { timeout: 900_000 }, async () => {
    const chosen = scenarios().filter(({ name }) => name.includes(process.env.MAILPROBE_CLIENT_SCENARIO ?? ''));
    for (const scenario of chosen) await runAll(scenario);
    assert.ok(outcomes.length > 0);
  });

  const describeOutcome = ({ client, scenario, told, worked, said }: Outcome): string =>
    `${client} / ${scenario}: said ${told.verdict}${told.stage === null ? '' : ` at ${told.stage} (${told.why})`}, ${worked ? 'worked' : `did not: ${said.slice(-200)}`}`;

  it('never says that a client fails which got its message in', () => {
    assert.deepEqual(outcomes.filter(({ told, worked }) => told.verdict === 'fails' && worked).map(describeOutcome), []);
  });

  it('is right in 98 of 100, and judges nearly all', (t) => {
    const judged = outcomes.filter(({ told }) => told.verdict !== 'not-judged');
    const wrong = judged.filter((outcome) => !isRight(outcome));
    t.diagnostic(`${outcomes.length} runs, ${judged.length} judged, ${wrong.length} of them wrongly`);
    for (const outcome of wrong) t.diagnostic(describeOutcome(outcome));
    for (const outcome of outcomes.filter(({ told }) => told.verdict === 'not-judged')) t.diagnostic(describeOutcome(outcome));
    assert.ok(wrong.length <= judged.length * 0.02, wrong.map(describeOutcome).join('\n'));
    assert.ok(judged.length >= outcomes.length * 0.9);
  });
});

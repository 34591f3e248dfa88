// A scrape a minute must not lock an account. However a login ends, and whoever has stopped waiting for it: what was sent
// counts, and the server's side counts it. Scrapes end by events and the back-off by a clock of the test's own.
// Alone in its process: it waits for half a minute, which others would wait with it.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { close, hang, inTurn, reset } from '../../src/lab/actions.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import type { Action, LabStep } from '../../src/lab/port.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { imaps, portsOnly, type ScenarioPorts, submission, submissions } from '../../src/lab/scenario.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import { Secret } from '../../src/model/secret.ts';
import { DEFAULT_REQUEST, type PlanRequest } from '../../src/request/plan.ts';
import { parseTargetList } from '../../src/request/target-list.ts';
import type { Configuration, Module } from '../../src/serve/module.ts';
import { type Answer, fetchFrom, type RunningExporter, sampleOf, startExporter } from '../support/exporter.ts';
import { until } from '../support/until.ts';

const MINUTE_MS = 60_000;
const SCRAPES = 6;
const ALIASES = ['smtp.lab.test', 'imap.lab.test', 'MAIL.lab.test', '127.0.0.1'];

const closers: (() => Promise<unknown>)[] = [];
after(async () => {
  for (const end of closers.reverse()) await end();
});

/** A step that waits for the test's word, and says when it was reached. */
class Gate {
  reached = 0;
  #open: () => void = () => {};
  readonly #opened = new Promise<void>((resolve) => {
    this.#open = resolve;
  });

  open(): void {
    this.#open();
  }

  before(step: LabStep): Action {
    return async (session) => {
      this.reached += 1;
      await Promise.race([this.#opened, session.gone()]);
      if (!session.ended) await session.perform(step);
      return undefined;
    };
  }
}

interface Setting {
  readonly lab: Lab;
  readonly served: RunningExporter;
  readonly configuration: Configuration;
  readonly clock: { now: number };
  scrape(module?: string, host?: string, headers?: Record<string, string>, signal?: AbortSignal): Promise<Answer>;
  logins(): number;
  withheld(): Promise<number | null>;
}

interface Wanted {
  readonly password?: string;
  /** Replaces what a module asks for. */
  readonly request?: Partial<PlanRequest>;
}

const MODULES: Readonly<Record<string, { protocol: Protocol; role: string; modes: PlanRequest['modes'] }>> = {
  submission: { protocol: 'smtp', role: 'submission', modes: ['starttls'] },
  submissions: { protocol: 'smtp', role: 'submissions', modes: ['tls'] },
  imaps: { protocol: 'imap', role: 'imaps', modes: ['tls'] },
};

async function start(ports: ScenarioPorts, { password = 'wrong', request = {} }: Wanted = {}): Promise<Setting> {
  const lab = await startLab(portsOnly(ports));
  const base: PlanRequest = {
    ...DEFAULT_REQUEST,
    resolve: new Map([lab.host, ...ALIASES].map((name) => [name.toLowerCase(), [lab.address]])),
    servername: lab.host,
    // For as long as the test takes.
    timeouts: { ...DEFAULT_REQUEST.timeouts, authMs: 600_000 },
    tls: { ...DEFAULT_REQUEST.tls, extraRoots: [lab.caPem] },
  };
  const credentials = { user: lab.account.user, password: new Secret(password), token: null, oauth: null, notices: [] };
  const modules = Object.entries(MODULES).map(([name, { protocol, modes }]): [string, Module] => [
    name,
    {
      name,
      request: { ...base, protocol, modes, ports: null, ...request },
      login: { user: credentials.user, credentials: async () => credentials },
      allowedTargets: parseTargetList(['*.lab.test', '127.0.0.0/8']),
    },
  ]);
  const configuration: Configuration = { modules: new Map(modules), allowedTargets: null, notices: [] };
  const clock = { now: 0 };
  const served = await startExporter(configuration, { now: () => clock.now });
  closers.push(
    () => lab.close(),
    () => served.exporter.close(0),
  );
  return {
    lab,
    served,
    configuration,
    clock,
    scrape: (module = 'submission', host = lab.host, headers = {}, signal) => {
      const role = MODULES[module]?.role ?? '';
      const path = `/probe?module=${module}&target=${host}${request.ports ? '' : `:${lab.port(role)}`}`;
      return fetchFrom(served.base, path, { headers, ...(signal && { signal }) });
    },
    logins: () => loginsOf(lab.record).length,
    withheld: async () => sampleOf((await fetchFrom(served.base, '/metrics')).body, 'mailprobe_exporter_logins_withheld'),
  };
}

async function scrapeOften(setting: Setting, module?: string, host?: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let count = 0; count < SCRAPES; count++) answers.push(await setting.scrape(module, host));
  return answers;
}

const notTriedAgain = ({ body }: Answer): number | null => sampleOf(body, 'mailprobe_credentials_not_tried_again');
const reasonGiven = ({ body }: Answer, reason: string): number | null =>
  sampleOf(body, `mailprobe_credentials_withheld{reason="${reason}"}`);

const ANSWERS: readonly (readonly [name: string, answer: LabStep])[] = [
  ['a close without reply', close],
  ['a reset', reset],
  ['421', inTurn('421 4.3.2 Service shutting down', close)],
  ['454', '454 4.7.0 Temporary authentication failure'],
  ['432', '432 4.7.12 A password transition is needed'],
  ['a malformed reply', 'no code at all'],
  ['a half reply', inTurn(Buffer.from('535 5.7'), close)],
  ['a challenge that is no Base64', '334 !!!'],
];

describe('serve sends a login once that ended in no verdict, and backs off, doubling', () => {
  for (const [name, answer] of ANSWERS) {
    it(name, async () => {
      const setting = await start({ submission: submission({ auth: { mechanisms: ['PLAIN'], deny: answer } }) });
      const { clock, logins, scrape } = setting;
      const [first, ...rest] = await scrapeOften(setting);
      assert.ok(first);
      assert.equal(logins(), 1);
      assert.equal(notTriedAgain(first), 0);
      for (const one of rest) {
        assert.equal(one.status, 200);
        assert.equal(notTriedAgain(one), 1, one.body);
        assert.equal(reasonGiven(one, 'no_verdict'), 1);
        assert.equal(sampleOf(one.body, 'probe_success'), 0);
        assert.equal(sampleOf(one.body, 'mailprobe_credentials_accepted'), 0);
      }
      // 5 minutes, then 10, then 20.
      const waits: readonly (readonly [minutes: number, logins: number])[] = [
        [4, 1],
        [1, 2],
        [9, 2],
        [1, 3],
        [19, 3],
        [1, 4],
      ];
      for (const [minutes, wanted] of waits) {
        clock.now += minutes * MINUTE_MS;
        for (let count = 0; count < 3; count++) await scrape();
        assert.equal(logins(), wanted, `${minutes} minutes later`);
      }
    });
  }

  it('never more often than every few hours, and never less than twice a day', async () => {
    const setting = await start({ submission: submission({ auth: { mechanisms: ['PLAIN'], deny: close } }) });
    const day = async (): Promise<number> => {
      const before = setting.logins();
      for (let minute = 0; minute < 24 * 60; minute += 60) {
        setting.clock.now += 60 * MINUTE_MS;
        await setting.scrape();
      }
      return setting.logins() - before;
    };
    await day();
    const second = await day();
    assert.ok(second >= 2 && second <= 8, `${second} logins`);
  });

  it('and at once after a reload', async () => {
    const setting = await start({ submission: submission({ auth: { mechanisms: ['PLAIN'], deny: close } }) });
    await scrapeOften(setting);
    setting.served.exporter.use(setting.configuration);
    await scrapeOften(setting);
    assert.equal(setting.logins(), 2);
  });
});

describe('serve learns what came after everybody had gone', () => {
  const LATE: readonly (readonly [name: string, answer: LabStep, inTheEnd: string])[] = [
    ['535', '535 5.7.8 Authentication failed', 'refused'],
    ['454', '454 4.7.0 Temporary authentication failure', 'no_verdict'],
    ['a close', close, 'no_verdict'],
  ];

  for (const [name, answer, inTheEnd] of LATE) {
    it(`${name} later than the scrape's own timeout`, async () => {
      const gate = new Gate();
      const ports = { submission: submission({ auth: { mechanisms: ['PLAIN'], deny: gate.before(answer) } }) };
      const { lab, served, scrape, logins, clock } = await start(ports);
      // A slow machine may not get as far as AUTH at first: then with more time.
      for (let seconds = 0.5; gate.reached === 0; seconds *= 1.5) {
        const { status, body } = await scrape('submission', lab.host, { 'X-Prometheus-Scrape-Timeout-Seconds': String(seconds) });
        assert.equal(status, 200);
        // All else that was learned is in the answer.
        if (gate.reached > 0) assert.match(body, /^mailprobe_tls_trusted\{.*\} 1$/m);
      }
      for (let count = 0; count < SCRAPES; count++) {
        const one = await scrape();
        assert.equal(notTriedAgain(one), 1, one.body);
        assert.equal(reasonGiven(one, 'under_way'), 1);
      }
      // However long it takes: nobody knows what became of it, so another is not sent beside it.
      clock.now += 24 * 60 * MINUTE_MS;
      await scrape();
      assert.equal(logins(), 1);
      gate.open();
      await until(() => served.log.some((line) => line.startsWith('warn login')), 'it learned the answer');
      for (let count = 0; count < SCRAPES; count++) assert.equal(reasonGiven(await scrape(), inTheEnd), 1);
      assert.equal(logins(), 1);
    });

    it(`${name} after the scraper hung up`, async () => {
      const gate = new Gate();
      const ports = { submission: submission({ auth: { mechanisms: ['PLAIN'], deny: gate.before(answer) } }) };
      const { lab, served, scrape, logins } = await start(ports);
      for (let count = 0; count < 10; count++) {
        const leaves = new AbortController();
        const asked = scrape('submission', lab.host, {}, leaves.signal).catch(() => null);
        await until(() => gate.reached > 0, 'AUTH was said');
        leaves.abort();
        await asked;
      }
      assert.equal(logins(), 1);
      gate.open();
      await until(() => served.log.some((line) => line.startsWith('warn login')), 'it learned the answer');
      for (let count = 0; count < SCRAPES; count++) assert.equal(reasonGiven(await scrape(), inTheEnd), 1);
      assert.equal(logins(), 1);
    });
  }

  it('an acceptance after the scraper hung up: the next scrape logs in again', async () => {
    const gate = new Gate();
    const ports = { submission: submission({ auth: { mechanisms: ['PLAIN'], deny: gate.before('235 2.7.0 Accepted') } }) };
    const { lab, scrape, logins, withheld } = await start(ports);
    const leaves = new AbortController();
    const asked = scrape('submission', lab.host, {}, leaves.signal).catch(() => null);
    await until(() => gate.reached > 0, 'AUTH was said');
    leaves.abort();
    await asked;
    assert.equal(notTriedAgain(await scrape()), 1);
    gate.open();
    await until(async () => (await withheld()) === 0, 'it learned the answer');
    const next = await scrape();
    assert.equal(sampleOf(next.body, 'mailprobe_credentials_accepted'), 1, next.body);
    assert.equal(logins(), 2);
  });

  it('an answer that never comes, when the service ends', async () => {
    const ports = { submission: submission({ auth: { mechanisms: ['PLAIN'], deny: hang } }) };
    const { lab, scrape, served } = await start(ports);
    const leaves = new AbortController();
    const asked = scrape('submission', lab.host, {}, leaves.signal).catch(() => null);
    await until(() => loginsOf(lab.record).length > 0, 'AUTH was said');
    leaves.abort();
    await asked;
    await served.exporter.close(0);
    await until(() => lab.record.connections.every(({ closedMs }) => closedMs !== null), 'no connection is left');
  });

  it('a scraper that hangs up before AUTH: nothing was sent, nothing is withheld', async () => {
    const gate = new Gate();
    const ports = { submission: submission({ greeting: gate.before('220 mail.lab.test ESMTP') }) };
    const { lab, scrape, logins, withheld } = await start(ports);
    const leaves = new AbortController();
    const asked = scrape('submission', lab.host, {}, leaves.signal).catch(() => null);
    await until(() => gate.reached > 0, 'the greeting is waited for');
    leaves.abort();
    await asked;
    await until(() => lab.record.connections.every(({ closedMs }) => closedMs !== null), 'the probe was ended');
    assert.equal(logins(), 0);
    assert.equal(await withheld(), 0);
  });
});

describe('serve counts by the credential', () => {
  const deny = '535 5.7.8 Authentication failed';

  it('whatever alias of the host is asked for', async () => {
    const setting = await start({ submission: submission({ auth: { deny } }) });
    for (const alias of [...ALIASES, ...ALIASES]) await setting.scrape('submission', alias);
    assert.equal(setting.logins(), 1);
  });

  it('whichever module has it', async () => {
    const setting = await start({ submission: submission({ auth: { deny } }), submissions: submissions(), imaps: imaps() });
    for (const module of ['submission', 'submissions', 'imaps', 'submission', 'imaps']) await setting.scrape(module);
    assert.equal(setting.logins(), 1);
  });

  it('however many ask at the same time', async () => {
    const setting = await start({ submission: submission({ auth: { deny } }), submissions: submissions({ auth: { deny } }) });
    const answers = await Promise.all(
      ['submission', 'submissions', 'submission', 'submissions'].map((module) => setting.scrape(module)),
    );
    assert.deepEqual(answers.map(notTriedAgain).sort(), [0, 1, 1, 1]);
    assert.equal(setting.logins(), 1);
  });

  it('and leaves one that is accepted to every scrape', async () => {
    const lab = { submission: submission(), submissions: submissions() };
    const setting = await start(lab, { password: 'correct horse 7' });
    for (const one of await scrapeOften(setting)) {
      assert.equal(sampleOf(one.body, 'mailprobe_credentials_accepted'), 1, one.body);
      assert.equal(notTriedAgain(one), 0);
    }
    await setting.scrape('submissions');
    assert.equal(setting.logins(), SCRAPES + 1);
    const answers = await Promise.all([setting.scrape('submission'), setting.scrape('submissions')]);
    assert.deepEqual(answers.map(notTriedAgain), [0, 0]);
    assert.equal(setting.logins(), SCRAPES + 3);
  });
});

describe('serve sends no login when its time is over', () => {
  it('at a port that has waited to the end for a better one', async () => {
    const lab = { submissions: submissions({ accept: hang }), submission: submission() };
    const setting = await start(lab, { request: { ports: [1], modes: ['tls', 'starttls'] } });
    const module = setting.configuration.modules.get('submission');
    assert.ok(module);
    const ports = [setting.lab.port('submissions'), setting.lab.port('submission')];
    const configuration = {
      ...setting.configuration,
      modules: new Map([['submission', { ...module, request: { ...module.request, ports } }]]),
    };
    setting.served.exporter.use(configuration);
    const reached = (): boolean => setting.lab.record.connections.some(({ commands, tls }) => tls && commands.length > 1);
    for (let seconds = 0.5; !reached(); seconds *= 1.5)
      await setting.scrape('submission', setting.lab.host, { 'X-Prometheus-Scrape-Timeout-Seconds': String(seconds) });
    await until(() => setting.lab.record.connections.every(({ closedMs }) => closedMs !== null), 'all is over');
    assert.equal(setting.logins(), 0);
  });
});

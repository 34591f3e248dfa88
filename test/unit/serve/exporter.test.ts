// The exporter over HTTP, against the lab on loopback: answers, limits, clients that leave, logins that are refused, the end.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { type Lab, startLab } from '../../../src/lab/lab.ts';
import { Secret } from '../../../src/model/secret.ts';
import { DEFAULT_REQUEST, type PlanRequest } from '../../../src/request/plan.ts';
import { parseTargetList } from '../../../src/request/target-list.ts';
import { defaultConfiguration } from '../../../src/serve/default-modules.ts';
import type { Exporter, ExporterOptions } from '../../../src/serve/exporter.ts';
import type { Configuration, Module, ModuleLogin } from '../../../src/serve/module.ts';
import { fetchFrom, sampleOf, startExporter } from '../../support/exporter.ts';
import { until } from '../../support/until.ts';

/** Takes connections, says nothing, and knows which of them stand. */
class SilentHost {
  readonly sockets = new Set<Socket>();
  readonly #server: Server = createServer((socket) => {
    this.sockets.add(socket);
    // Reads what comes (a second connection greets in TLS where the first hears nothing): unread bytes would hold back its end.
    socket
      .resume()
      .on('error', () => {})
      .on('close', () => this.sockets.delete(socket));
  });
  port = 0;

  async open(): Promise<this> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    const bound = this.#server.address();
    this.port = typeof bound === 'object' && bound ? bound.port : 0;
    return this;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.#server.close();
  }
}

const running: Exporter[] = [];
const log: string[] = [];

async function start(
  configuration: Configuration,
  more: Partial<ExporterOptions> = {},
): Promise<{ base: string; exporter: Exporter }> {
  const served = await startExporter(configuration, more, log);
  running.push(served.exporter);
  return served;
}

after(() => Promise.all(running.map((exporter) => exporter.close(0))));

const labRequest = (lab: Lab): PlanRequest => ({
  ...DEFAULT_REQUEST,
  resolve: new Map([[lab.host, [lab.address]]]),
  tls: { ...DEFAULT_REQUEST.tls, extraRoots: [lab.caPem] },
});

/** What a module says of its own time, so that nothing but the scrape's ends a probe: an hour is no part of any test. */
const ENDLESS: PlanRequest['timeouts'] = {
  ...DEFAULT_REQUEST.timeouts,
  totalMs: 3_600_000,
  connectMs: 3_600_000,
  greetingMs: 3_600_000,
  commandMs: 3_600_000,
};

describe('the exporter', () => {
  let lab: Lab;
  let silent: SilentHost;
  let base: string;
  before(async () => {
    lab = await startLab('healthy');
    silent = await new SilentHost().open();
    ({ base } = await start(defaultConfiguration(labRequest(lab))));
  });
  after(async () => {
    silent.close();
    await lab.close();
  });

  it('probes, and answers in the prometheus format', async () => {
    const target = `${lab.host}:${lab.port('submission')}`;
    const { status, headers, body } = await fetchFrom(base, `/probe?module=submission&target=${target}`);
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
    assert.equal(headers.connection, 'close');
    assert.equal(sampleOf(body, 'probe_success'), 1, body);
    const port = lab.port('submission');
    assert.equal(sampleOf(body, `mailprobe_endpoint_ok{port="${port}",mode="starttls",address="127.0.0.1"}`), 1);
    assert.equal(sampleOf(body, 'mailprobe_credentials_accepted'), null);
  });

  it('answers 200 and probe_success 0 where the host fails', async () => {
    const { status, body } = await fetchFrom(base, `/probe?module=submissions&target=${lab.host}:${lab.port('submission')}`);
    assert.equal(status, 200);
    assert.equal(sampleOf(body, 'probe_success'), 0);
  });

  it('counts its probes, and logs a verdict when it changes', async () => {
    const path = `/probe?module=submissions&target=${lab.host}:${lab.port('submissions')}`;
    await fetchFrom(base, path);
    await fetchFrom(base, path);
    const { body } = await fetchFrom(base, '/metrics');
    assert.equal(sampleOf(body, 'mailprobe_exporter_probes_total{module="submissions",verdict="ok"}'), 2);
    assert.equal(log.filter((line) => line.includes(`:${lab.port('submissions')}"`)).length, 1, log.join('\n'));
    assert.equal(sampleOf(body, `mailprobe_build_info{version="1.2.3",node="${process.version}"}`), 1);
    assert.ok((sampleOf(body, 'process_resident_memory_bytes') ?? 0) > 1_000_000);
  });

  it('refuses with one line', async () => {
    const { status, body } = await fetchFrom(base, '/probe?target=a.example&target=b.example');
    assert.equal(status, 400);
    assert.equal(body, 'target is given 2 times: once is enough\n');
    const { body: metrics } = await fetchFrom(base, '/metrics');
    assert.equal(sampleOf(metrics, 'mailprobe_exporter_requests_rejected_total{reason="bad_request"}'), 1);
  });

  const paths: readonly (readonly [method: string, path: string, status: number])[] = [
    ['GET', '/-/healthy', 200],
    ['GET', '/-/ready', 200],
    ['GET', '/', 200],
    ['HEAD', '/metrics', 200],
    ['GET', '/nowhere', 404],
    ['GET', '/probe/', 404],
    ['POST', '/probe?target=a.example', 405],
    ['PUT', '/metrics', 405],
    ['OPTIONS', '/', 405],
  ];
  for (const [method, path, wanted] of paths) {
    it(`${method} ${path} gives ${wanted}`, async () => {
      const { status, body } = await fetchFrom(base, path, { method });
      assert.equal(status, wanted);
      if (method === 'HEAD') assert.equal(body, '');
    });
  }

  it('shows a page without script', async () => {
    const { headers, body } = await fetchFrom(base, '/');
    assert.match(body, /<option>submissions<\/option>/);
    assert.doesNotMatch(body, /<script/);
    assert.match(String(headers['content-security-policy']), /default-src 'none'/);
  });

  it('refuses headers without end', async () => {
    const { status } = await fetchFrom(base, '/-/healthy', { headers: { 'X-Long': 'a'.repeat(20_000) } });
    assert.equal(status, 431);
  });

  it('ends with the time that the scrape has', async () => {
    const request = { ...labRequest(lab), timeouts: ENDLESS };
    const { base: patient } = await start(defaultConfiguration(request));
    const { status, body } = await fetchFrom(patient, `/probe?module=submission&target=127.0.0.1:${silent.port}`, {
      headers: { 'X-Prometheus-Scrape-Timeout-Seconds': '1.2' },
    });
    assert.equal(status, 200);
    assert.equal(sampleOf(body, 'probe_success'), 0);
    assert.equal(sampleOf(body, 'mailprobe_finding{id="deadline-exceeded",severity="error"}'), 1, body);
    await until(() => silent.sockets.size === 0, 'the connection to the silent host is closed');
  });

  it('ends the probe of a client that leaves', async () => {
    const sent = get(`${base}/probe?module=submission&target=127.0.0.1:${silent.port}`, { agent: false }).on('error', () => {});
    await until(() => silent.sockets.size > 0, 'the probe has begun');
    sent.destroy();
    await until(() => silent.sockets.size === 0, 'the probe was ended');
    const inFlight = async (): Promise<number | null> =>
      sampleOf((await fetchFrom(base, '/metrics')).body, 'mailprobe_exporter_probes_in_flight');
    await until(async () => (await inFlight()) === 0, 'its place is free');
    const { body } = await fetchFrom(base, '/metrics');
    assert.equal(sampleOf(body, 'mailprobe_exporter_probes_interrupted_total'), 1);
  });

  it('has so many wait, turns the rest away, and lets go of who waits too long', async () => {
    const { base: small } = await start(defaultConfiguration(labRequest(lab)), { maxProbes: 1 });
    const path = `/probe?module=submission&target=127.0.0.1:${silent.port}`;
    const leave: (() => void)[] = [];
    const ask = (): void => {
      const sent = get(`${small}${path}`, { agent: false }).on('error', () => {});
      leave.push(() => sent.destroy());
    };
    const lengthOf = async (): Promise<number | null> =>
      sampleOf((await fetchFrom(small, '/metrics')).body, 'mailprobe_exporter_queue_length');
    ask();
    await until(() => silent.sockets.size > 0, 'the first is inside');
    const waited = await fetchFrom(small, path, { headers: { 'X-Prometheus-Scrape-Timeout-Seconds': '0.8' } });
    assert.equal(waited.status, 503);
    assert.match(waited.body, /no place became free in time/);
    for (let count = 0; count < 5; count++) ask();
    await until(async () => (await lengthOf()) === 5, 'five wait');
    const full = await fetchFrom(small, path);
    assert.equal(full.status, 503);
    assert.match(full.body, /too many probes wait already/);
    assert.ok(Number(full.headers['retry-after']) > 0);
    for (const go of leave) go();
    await until(async () => (await lengthOf()) === 0, 'nobody waits');
    await until(() => silent.sockets.size === 0, 'all probes are ended');
  });

  it('lets go of a client that never finishes its request', async () => {
    const { base: strict } = await start(defaultConfiguration(DEFAULT_REQUEST), { headersMs: 200 });
    const socket = connect(Number(new URL(strict).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('GET /-/healthy HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    await once(socket, 'close');
    assert.match(answer, /^HTTP\/1\.1 408 /);
  });

  it('survives garbage', async () => {
    for (const bytes of [
      '\u0000\u0001\u0002\r\n\r\n',
      'GET\r\n\r\n',
      'GET //x?%zz HTTP/1.1\r\nHost: x\r\n\r\n',
      'CONNECT a:1 HTTP/1.1\r\n\r\n',
    ]) {
      const socket = connect(Number(new URL(base).port), '127.0.0.1');
      socket.on('error', () => {}).resume();
      socket.end(bytes);
      await once(socket, 'close');
    }
    assert.equal((await fetchFrom(base, '/-/healthy')).status, 200);
  });
});

describe('a login', () => {
  const loginOf = (user: string, password: () => string): ModuleLogin => ({
    user,
    credentials: async () => ({ user, password: new Secret(password()), token: null, oauth: null, notices: [] }),
  });

  function withLogin(lab: Lab, password: () => string): Configuration {
    const plain = defaultConfiguration(labRequest(lab));
    const submission = plain.modules.get('submission');
    assert.ok(submission);
    const module: Module = {
      ...submission,
      login: loginOf(lab.account.user, password),
      allowedTargets: parseTargetList([lab.host]),
    };
    return { ...plain, modules: new Map([['submission', module]]) };
  }

  /** How often AUTH was said. */
  const loginsAt = (lab: Lab): number => lab.record.connections.reduce((sum, { auth }) => sum + auth.length, 0);

  it('is sent with each probe as long as it is taken', async () => {
    const lab = await startLab('healthy');
    try {
      const { base } = await start(withLogin(lab, () => lab.account.password));
      const path = `/probe?module=submission&target=${lab.host}:${lab.port('submission')}`;
      for (let count = 0; count < 2; count++) {
        const { body } = await fetchFrom(base, path);
        assert.equal(sampleOf(body, 'mailprobe_credentials_status{status="accepted"}'), 1, body);
        assert.equal(sampleOf(body, 'mailprobe_credentials_not_tried_again'), 0);
      }
      assert.equal(loginsAt(lab), 2);
    } finally {
      await lab.close();
    }
  });

  it('that was refused is not sent again until the configuration is loaded anew, or the secret is another', async () => {
    const lab = await startLab('healthy');
    try {
      let password = 'wrong';
      const configuration = withLogin(lab, () => password);
      const { base, exporter } = await start(configuration);
      const path = `/probe?module=submission&target=${lab.host}:${lab.port('submission')}`;
      // At once: the second waits for what the first learns.
      const answers = await Promise.all([fetchFrom(base, path), fetchFrom(base, path)]);
      answers.push(await fetchFrom(base, path));
      for (const { status, body } of answers) {
        assert.equal(status, 200);
        assert.equal(sampleOf(body, 'probe_success'), 0);
        assert.equal(sampleOf(body, 'mailprobe_verdict{verdict="fail"}'), 1);
        assert.equal(sampleOf(body, 'mailprobe_credentials_accepted'), 0);
        assert.equal(sampleOf(body, 'mailprobe_credentials_status{status="rejected"}'), 1);
        assert.equal(sampleOf(body, 'mailprobe_finding{id="auth-rejected",severity="error"}'), 1, body);
      }
      assert.deepEqual(answers.map(({ body }) => sampleOf(body, 'mailprobe_credentials_not_tried_again')).sort(), [0, 1, 1]);
      assert.equal(loginsAt(lab), 1);
      assert.equal(sampleOf((await fetchFrom(base, '/metrics')).body, 'mailprobe_exporter_logins_withheld'), 1);

      exporter.use(configuration);
      await fetchFrom(base, path);
      assert.equal(loginsAt(lab), 2, 'once more after a reload');
      await fetchFrom(base, path);
      assert.equal(loginsAt(lab), 2);

      password = lab.account.password;
      const { body } = await fetchFrom(base, path);
      assert.equal(sampleOf(body, 'probe_success'), 1);
      assert.equal(loginsAt(lab), 3);
      assert.doesNotMatch(log.join('\n'), /correct horse/);
    } finally {
      await lab.close();
    }
  });

  it('that the server could not judge just now is tried again, after a while', async () => {
    const lab = await startLab('auth-temporary-failure');
    try {
      const clock = { now: 0 };
      const { base } = await start(
        withLogin(lab, () => lab.account.password),
        { now: () => clock.now },
      );
      const path = `/probe?module=submission&target=${lab.host}:${lab.port('submission')}`;
      for (let count = 0; count < 3; count++) await fetchFrom(base, path);
      assert.equal(loginsAt(lab), 1);
      clock.now += 300_000;
      for (let count = 0; count < 3; count++) await fetchFrom(base, path);
      assert.equal(loginsAt(lab), 2);
    } finally {
      await lab.close();
    }
  });

  it('goes to no host that is not on the list', async () => {
    const lab = await startLab('healthy');
    try {
      const { base } = await start(withLogin(lab, () => lab.account.password));
      const { status } = await fetchFrom(base, `/probe?module=submission&target=127.0.0.1:${lab.port('submission')}`);
      assert.equal(status, 403);
      assert.equal(lab.record.connections.length, 0);
    } finally {
      await lab.close();
    }
  });
});

describe('the end', () => {
  it('lets a probe finish with what it has, and takes no new one', async () => {
    const silent = await new SilentHost().open();
    try {
      const { base, exporter } = await start(defaultConfiguration(DEFAULT_REQUEST));
      const underWay = fetchFrom(base, `/probe?module=submission&target=127.0.0.1:${silent.port}`);
      await until(() => silent.sockets.size > 0, 'the probe has begun');
      const closed = exporter.close(50);
      const { status, body } = await underWay;
      assert.equal(status, 200);
      assert.equal(sampleOf(body, 'probe_success'), 0);
      await closed;
      await assert.rejects(fetchFrom(base, '/-/healthy'), { code: 'ECONNREFUSED' });
    } finally {
      silent.close();
    }
  });
});

// A real Prometheus scrapes `mailprobe serve`, which probes a lab server; promtool judges what both formats of metrics,
// the example configuration and the example alerts look like. The examples are those of the README.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { programPath, programsAreMissing } from './support/packages.ts';
import { runProgram } from './support/program.ts';
import { Sandbox, type ServerProcess } from './support/sandbox.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const PROGRAM = join(import.meta.dirname, '../../bin/mailprobe.js');
const PATIENCE_MS = 300_000;

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, text: string];
}

async function until<T>(attempt: () => Promise<T | null>, what: () => string): Promise<T> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await attempt().catch(() => null);
    if (found !== null) return found;
    if (performance.now() > giveUpAt) throw new Error(`it never came to ${what()}`);
    await sleep(100);
  }
}

function promtool(args: readonly string[], input = ''): void {
  const { status, stdout, stderr } = spawnSync(programPath('promtool'), args, {
    input,
    encoding: 'utf8',
    cwd: join(FIXTURES, 'prometheus'),
  });
  assert.equal(status, 0, `promtool ${args.join(' ')}:\n${stdout}${stderr}\n${input}`);
  // What it only advises (a name without its unit) it says with status 0 or 3, by version.
  assert.doesNotMatch(`${stdout}${stderr}`, /error|warning/i);
}

describe('Prometheus', { skip: programsAreMissing(['prometheus', 'promtool'], ['prometheus']) }, () => {
  let lab: Lab;
  let failing: Lab;
  let sandbox: Sandbox;
  let exporter: ServerProcess;
  let prometheus: ServerProcess;
  let exporterUrl: string;
  let prometheusUrl: string;

  before(async () => {
    sandbox = new Sandbox();
    lab = await startLab('healthy');
    failing = await startLab('expired-certificate');
    sandbox.writeFile('password', 'not the password');
    const modules = {
      allowed_targets: [lab.host, '127.0.0.0/8'],
      modules: {
        submission: {
          modes: 'starttls',
          protocol: 'smtp',
          resolve: `${lab.host}:${lab.address}`,
          tls: { ca_file: sandbox.writeFile('root.pem', lab.caPem) },
        },
        login: {
          modes: 'tls',
          protocol: 'smtp',
          resolve: `${lab.host}:${lab.address}`,
          tls: { ca_file: 'root.pem' },
          credentials: { user: lab.account.user, password_file: 'password' },
        },
      },
    };
    const config = sandbox.writeFile('modules.yml', stringify(modules));
    exporter = sandbox.start(process.execPath, [
      PROGRAM,
      'serve',
      '--config',
      config,
      '--listen',
      `${sandbox.address}:0`,
      '--verbose',
    ]);
    exporterUrl = await until(
      async () => /url=(http:\S+)\//.exec(exporter.output())?.[1] ?? null,
      () => `a listening exporter: ${exporter.output()}`,
    );
    const [port = 0] = await sandbox.freePorts(1);
    prometheusUrl = `http://${sandbox.address}:${port}`;
    cpSync(join(FIXTURES, 'prometheus/mailprobe-alerts.yml'), sandbox.path('mailprobe-alerts.yml'));
    prometheus = sandbox.start(programPath('prometheus'), [
      `--config.file=${sandbox.writeFile('prometheus.yml', stringify(scrapeConfig()))}`,
      `--storage.tsdb.path=${sandbox.makeFolder('data')}`,
      `--web.listen-address=${sandbox.address}:${port}`,
      '--log.level=warn',
    ]);
  });
  after(async () => {
    await sandbox?.close();
    await lab?.close();
    await failing?.close();
  });

  /** The README's own, with the addresses and the haste of a test. */
  function scrapeConfig(): unknown {
    const config = parse(readFileSync(join(FIXTURES, 'prometheus/prometheus.yml'), 'utf8'));
    const [probes, own] = config.scrape_configs;
    const at = exporterUrl.replace('http://', '');
    probes.scrape_interval = '2s';
    probes.scrape_timeout = '2s';
    probes.static_configs = [
      {
        targets: [`${lab.host}:${lab.port('submission')}`, `${lab.host}:${failing.port('submission')}`],
        labels: { module: 'submission' },
      },
      { targets: [`${lab.host}:${lab.port('submissions')}`], labels: { module: 'login' } },
    ];
    probes.relabel_configs.at(-1).replacement = at;
    own.scrape_interval = '2s';
    own.static_configs = [{ targets: [at] }];
    return { global: { evaluation_interval: '2s' }, ...config };
  }

  async function query(expression: string): Promise<readonly Sample[]> {
    const answer = await fetch(`${prometheusUrl}/api/v1/query?query=${encodeURIComponent(expression)}`);
    const body = (await answer.json()) as { status: string; data: { result: readonly Sample[] } };
    assert.equal(body.status, 'success', JSON.stringify(body));
    return body.data.result;
  }

  /** Waits for a series, and gives its value. */
  const sampleOf = async (expression: string): Promise<number> =>
    Number(
      await until(
        async () => (await query(expression))[0]?.value[1] ?? null,
        () => `${expression}\n${prometheus.output()}\n${exporter.output()}`,
      ),
    );

  it('scrapes probes by target and module', async () => {
    const instance = `${lab.host}:${lab.port('submission')}`;
    assert.equal(
      await sampleOf(`probe_success{job="mailprobe",module="submission",instance="${instance}"}`),
      1,
      exporter.output(),
    );
    assert.equal(await sampleOf(`mailprobe_endpoint_ok{instance="${instance}",mode="starttls"}`), 1);
    assert.ok((await sampleOf(`probe_ssl_earliest_cert_expiry{instance="${instance}"} - time()`)) > 0);
    assert.equal(await sampleOf(`probe_tls_version_info{instance="${instance}",version="TLS 1.3"}`), 1);
  });

  it('sees a host that fails, and why', async () => {
    const instance = `${lab.host}:${failing.port('submission')}`;
    assert.equal(await sampleOf(`probe_success{instance="${instance}"}`), 0);
    assert.equal(await sampleOf(`mailprobe_finding{instance="${instance}",id="cert-expired",severity="error"}`), 1);
    assert.equal(await sampleOf(`up{job="mailprobe",instance="${instance}"}`), 1);
  });

  it('sees a refused login, which is sent once for all scrapes', async () => {
    assert.equal(await sampleOf('mailprobe_credentials_status{module="login",status="rejected"}'), 1);
    await until(
      async () => ((await query('mailprobe_credentials_not_tried_again{module="login"} == 1')).length > 0 ? true : null),
      () => `a second scrape: ${exporter.output()}`,
    );
    const logins = lab.record.connections.filter(({ auth }) => auth.length > 0);
    assert.equal(logins.length, 1);
    assert.equal(await sampleOf('ALERTS{alertname="MailLoginRefused",alertstate="firing"}'), 1);
  });

  it('scrapes the exporter itself', async () => {
    assert.ok(
      (await sampleOf('mailprobe_exporter_probes_total{job="mailprobe-exporter",module="submission",verdict="ok"} > 0')) > 0,
    );
    assert.ok((await sampleOf('process_resident_memory_bytes{job="mailprobe-exporter"}')) > 1_000_000);
  });

  it('has nothing to say against the metrics of reports, of probes and of the exporter', async () => {
    promtool(['check', 'metrics'], await (await fetch(`${exporterUrl}/metrics`)).text());
    const probe = `/probe?module=login&target=${lab.host}:${lab.port('submissions')}`;
    promtool(['check', 'metrics'], await (await fetch(`${exporterUrl}${probe}`)).text());
    const common = [
      'check',
      lab.host,
      '--resolve',
      `${lab.host}:127.0.0.1`,
      '--ca',
      sandbox.path('root.pem'),
      '--format',
      'prometheus',
    ];
    const ports = Object.values(lab.ports).join(',');
    for (const args of [
      ['--port', ports],
      ['--port', `${failing.port('relay')},${failing.port('submission')}`],
      ['--port', ports, '--user', lab.account.user, '--password-file', sandbox.path('password')],
      ['--port', '1', '--mode', 'tls'],
    ]) {
      const { stdout, stderr } = await runProgram([...common, ...args]);
      assert.match(stdout, /^probe_success [01]$/m, stderr);
      promtool(['check', 'metrics'], stdout);
    }
  });
});

describe('the examples of the README', { skip: programsAreMissing(['promtool'], ['prometheus']) }, () => {
  it('are a configuration and rules that Prometheus takes, and alerts that fire when they should', () => {
    promtool(['check', 'config', 'prometheus.yml']);
    promtool(['check', 'rules', 'mailprobe-alerts.yml']);
    promtool(['test', 'rules', 'alerts-test.yml']);
  });

  it('are modules that the exporter takes', async () => {
    const args = ['serve', '--config', join(FIXTURES, 'prometheus/modules.yml'), '--check-config'];
    const { code, stdout, stderr } = await runProgram(args, { env: { MAIL_MONITOR_PASSWORD: 'x' } });
    assert.deepEqual([code, stdout, stderr], [0, 'OK: smtp, submission, imaps, submission-login\n', '']);
  });
});

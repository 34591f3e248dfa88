// A page in somebody's browser must not drive the exporter, nor read it: by a name that resolves to it (DNS rebinding), by a
// request across sites, by a frame. Here at the level of HTTP; in a real Chromium: test/interop/serve-web-pages.test.ts.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { defaultConfiguration } from '../../src/serve/default-modules.ts';
import { type Answer, fetchFrom, type RunningExporter, sampleOf, startExporter } from '../support/exporter.ts';

describe('a web page', () => {
  let lab: Lab;
  let served: RunningExporter;
  let probe: string;
  let paths: readonly string[];
  before(async () => {
    lab = await startLab('healthy');
    const resolve = new Map([[lab.host, [lab.address]]]);
    const tls = { ...DEFAULT_REQUEST.tls, extraRoots: [lab.caPem] };
    served = await startExporter(defaultConfiguration({ ...DEFAULT_REQUEST, resolve, tls }), { webHosts: ['exporter.lab.test'] });
    probe = `/probe?module=submission&target=${lab.host}:${lab.port('submission')}`;
    paths = [probe, '/probe', '/metrics', '/', '/-/healthy', '/-/ready', '/-/reload', '/nowhere'];
  });
  after(async () => {
    await served.exporter.close(0);
    await lab.close();
  });

  const foreign: readonly (readonly [name: string, headers: () => Record<string, string>])[] = [
    ['by a name of its own', () => ({ Host: 'rebound.evil.example' })],
    ['by a name of its own, with the port', () => ({ Host: `rebound.evil.example:${new URL(served.base).port}` })],
    [
      'by a name of its own, as its own origin',
      () => ({ Host: 'evil.example', Origin: 'http://evil.example', 'Sec-Fetch-Site': 'same-origin' }),
    ],
    ['fetch', () => ({ Origin: 'http://evil.example', 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'cors' })],
    ['img', () => ({ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' })],
    ['iframe', () => ({ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' })],
    ['a link', () => ({ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-User': '?1' })],
    ['a page on another port', () => ({ 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'navigate' })],
    ['a sandboxed frame', () => ({ Origin: 'null' })],
  ];
  for (const [name, headers] of foreign) {
    it(`neither drives nor reads: ${name}`, async () => {
      for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT']) {
        for (const path of paths) {
          const { status, body } = await fetchFrom(served.base, path, { method, headers: headers() });
          assert.equal(status, 403, `${method} ${path}`);
          assert.doesNotMatch(body, /mailprobe_|healthy|<form/);
        }
      }
      assert.equal(lab.record.connections.length, 0);
    });
  }

  it('does not by two hosts, or by none', async () => {
    for (const hosts of ['Host: evil.example\r\nHost: localhost\r\n', 'Host: localhost\r\nHost: evil.example\r\n', 'Host:\r\n']) {
      const socket = connect(Number(new URL(served.base).port), '127.0.0.1');
      let answer = '';
      socket.setEncoding('utf8').on('data', (text: string) => {
        answer += text;
      });
      socket.write(`GET ${probe} HTTP/1.1\r\n${hosts}\r\n`);
      await once(socket, 'close');
      assert.match(answer, /^HTTP\/1\.1 40[03] /, hosts);
    }
    assert.equal(lab.record.connections.length, 0);
  });

  it('is counted', async () => {
    const { body } = await fetchFrom(served.base, '/metrics');
    for (const reason of ['foreign_host', 'cross_site'])
      assert.ok((sampleOf(body, `mailprobe_exporter_requests_rejected_total{reason="${reason}"}`) ?? 0) > 0, reason);
  });

  it('may be in no frame, and be no part of another page, whatever the answer', async () => {
    const answers: Answer[] = [];
    for (const path of paths) answers.push(await fetchFrom(served.base, path));
    answers.push(await fetchFrom(served.base, '/metrics', { method: 'POST' }));
    answers.push(await fetchFrom(served.base, '/metrics', { headers: { Host: 'evil.example' } }));
    assert.deepEqual(
      [...new Set(answers.map(({ status }) => status))].sort(),
      [200, 400, 403, 404, 405],
      'every kind of answer is here',
    );
    for (const { status, headers } of answers) {
      assert.equal(headers['x-frame-options'], 'DENY', String(status));
      assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
      assert.equal(headers['referrer-policy'], 'same-origin');
      assert.equal(headers['access-control-allow-origin'], undefined);
    }
  });

  it('but a scraper does, by address, as localhost and by a name given', async () => {
    const before = lab.record.connections.length;
    const { port } = new URL(served.base);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `exporter.lab.test:${port}`, 'EXPORTER.lab.test', '192.0.2.7'])
      assert.equal((await fetchFrom(served.base, probe, { headers: { Host: host } })).status, 200, host);
    assert.ok(lab.record.connections.length > before);
  });
});

// A real Chromium on hostile pages, with the exporter on loopback: whatever a page tries, by its own origin or by a name that
// resolves to the exporter (DNS rebinding), no probe runs and nothing is read. The exporter's own page works all the same.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { defaultConfiguration } from '../../src/serve/default-modules.ts';
import { fetchFrom, type RunningExporter, sampleOf, startExporter } from '../support/exporter.ts';
import { programPath, programsAreMissing } from './support/packages.ts';

/** Resolves to loopback in this browser: the second half of a rebinding, in which the page's own name leads to its victim. */
const REBOUND = 'rebound.evil.example';
/** What the exporter is told that it is called; in the clear and not on loopback by name, where browsers send no Sec-Fetch-Site. */
const NAME = 'exporter.lab.test';

/** Each way resolves to what the page could read by it, when the request is over. */
const ATTACK = `async (base, path, names) => {
  const [place, search = ''] = path.split('?');
  // The exporter takes no parameters that it does not know; a server that only counts is told the way.
  const queryOf = (way) => search + (names ? '&way=' + way : '');
  const url = (way) => base + place + '?' + queryOf(way);
  const ended = (element, way, set) => new Promise((resolve) => {
    element.onload = () => resolve('loaded');
    element.onerror = () => resolve('failed');
    set(element);
    document.body.append(element);
  });
  const text = async (way, options) => {
    try {
      const response = await fetch(url(way), options);
      return await response.text();
    } catch (error) { return String(error); }
  };
  const frame = async (way, set) => {
    const element = document.createElement('iframe');
    element.name = 'frame' + document.querySelectorAll('iframe').length;
    const loaded = ended(element, way, (one) => { one.src = 'about:blank'; });
    await loaded;
    const again = new Promise((resolve) => { element.onload = () => resolve(); });
    set(element);
    await again;
    try { return element.contentDocument ? element.contentDocument.documentElement.outerHTML : 'sealed'; } catch { return 'sealed'; }
  };
  const form = (way, method) => frame(way, ({ name }) => {
    const element = Object.assign(document.createElement('form'), { method, action: base + place, target: name });
    for (const [key, value] of new URLSearchParams(queryOf(way)))
      element.append(Object.assign(document.createElement('input'), { type: 'hidden', name: key, value }));
    document.body.append(element);
    element.submit();
  });
  const made = (way, name, set) => ended(document.createElement(name), way, set);
  return {
    fetch: await text('fetch', {}),
    nocors: await text('nocors', { mode: 'no-cors', credentials: 'include' }),
    post: await text('post', { method: 'POST', mode: 'no-cors', body: 'x=1' }),
    noreferrer: await text('noreferrer', { mode: 'no-cors', referrerPolicy: 'no-referrer' }),
    img: await made('img', 'img', (one) => { one.src = url('img'); }),
    script: await made('script', 'script', (one) => { one.src = url('script'); }),
    style: await made('style', 'link', (one) => { one.rel = 'stylesheet'; one.href = url('style'); }),
    iframe: await frame('iframe', (one) => { one.src = url('iframe'); }),
    formGet: await form('formGet', 'get'),
    formPost: await form('formPost', 'post'),
  };
}`;
const WAYS = ['fetch', 'nocors', 'post', 'noreferrer', 'img', 'script', 'style', 'iframe', 'formGet', 'formPost'];
const READABLE = /mailprobe_|probe_success|<option>/;

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describe('a web page in Chromium, and the exporter', { skip: programsAreMissing(['chromium'], ['chromium']) }, () => {
  let browser: Browser;
  let lab: Lab;
  let served: RunningExporter;
  let elsewhere: Server;
  let open: Server;
  let port: string;
  let probe: string;
  /** The ways by which the open server was asked. */
  const reached = new Set<string>();

  before(async () => {
    lab = await startLab('healthy');
    const resolve = new Map([[lab.host, [lab.address]]]);
    const tls = { ...DEFAULT_REQUEST.tls, extraRoots: [lab.caPem] };
    served = await startExporter(defaultConfiguration({ ...DEFAULT_REQUEST, resolve, tls }), { webHosts: [NAME] });
    ({ port } = new URL(served.base));
    probe = `/probe?module=submission&target=${encodeURIComponent(`${lab.host}:${lab.port('submission')}`)}`;
    elsewhere = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<body>hostile</body>'));
    await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
    open = createServer((request, response) => {
      request.resume().once('end', () => {
        // A posted form has its fields in the body.
        reached.add(new URL(request.url ?? '', 'http://x').searchParams.get('way') ?? 'formPost');
        response.setHeader('Access-Control-Allow-Origin', '*').end('mailprobe_open 1');
      });
    });
    await once(open.listen(0, '127.0.0.1'), 'listening');
    browser = await chromium.launch({
      executablePath: programPath('chromium'),
      args: [
        // Root has no sandbox to give; the pages are ours.
        '--no-sandbox',
        '--disable-dev-shm-usage',
        `--host-resolver-rules=MAP ${REBOUND} 127.0.0.1,MAP ${NAME} 127.0.0.1`,
        // What browsers may do against this some day is not what is tested.
        '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessSendPreflights',
      ],
    });
  });
  after(async () => {
    await browser?.close();
    await served?.exporter.close(0);
    await lab?.close();
    elsewhere?.close();
    open?.close();
  });

  const rejections = async (): Promise<number> => {
    const { body } = await fetchFrom(served.base, '/metrics');
    const of = (reason: string): number => sampleOf(body, `mailprobe_exporter_requests_rejected_total{reason="${reason}"}`) ?? 0;
    return of('foreign_host') + of('cross_site');
  };

  /** What the page could read, by the way in which it tried. */
  async function attackFrom(page: Page, base: string, path: string, names = false): Promise<Record<string, string>> {
    const given = [base, path, names].map((value) => JSON.stringify(value)).join(', ');
    return (await page.evaluate(`(${ATTACK})(${given})`)) as Record<string, string>;
  }

  async function hostilePage(): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`http://127.0.0.1:${portOf(elsewhere)}/`);
    return page;
  }

  it('would notice (a server that is open to it)', async () => {
    const page = await hostilePage();
    const read = await attackFrom(page, `http://127.0.0.1:${portOf(open)}`, probe, true);
    assert.deepEqual([...reached].sort(), [...WAYS].sort());
    assert.match(read.fetch ?? '', READABLE);
    await page.context().close();
  });

  for (const name of ['127.0.0.1', 'localhost', REBOUND, NAME]) {
    it(`is not driven and not read from another origin, as ${name}`, async () => {
      const page = await hostilePage();
      const before = await rejections();
      for (const path of [probe, '/metrics', '/']) {
        const read = await attackFrom(page, `http://${name}:${port}`, path);
        assert.deepEqual(Object.keys(read).sort(), [...WAYS].sort());
        assert.doesNotMatch(JSON.stringify(read), READABLE);
      }
      assert.equal(lab.record.connections.length, 0);
      assert.ok((await rejections()) >= before + WAYS.length, 'the requests came, and were refused');
      await page.context().close();
    });
  }

  it('is not driven by a link, nor by a page that sends the whole window there', async () => {
    for (const name of ['127.0.0.1', 'localhost', REBOUND, NAME]) {
      const page = await hostilePage();
      await page.setContent(`<a href="http://${name}:${port}${probe}">here</a>`);
      await Promise.all([page.waitForNavigation(), page.click('a')]);
      assert.doesNotMatch(await page.content(), READABLE, name);
      await page.context().close();
    }
    assert.equal(lab.record.connections.length, 0);
  });

  it('is not driven and not read by a page whose name has come to mean the exporter', async () => {
    const page = await (await browser.newContext()).newPage();
    const own = `http://${REBOUND}:${port}`;
    // The first answer is the attacker's; from then on the name leads to the exporter.
    await page.route(`${own}/start`, (route) => route.fulfill({ contentType: 'text/html', body: '<body>hostile</body>' }));
    await page.goto(`${own}/start`);
    const before = await rejections();
    for (const path of [probe, '/metrics', '/', '/-/reload', '/-/healthy']) {
      const read = await attackFrom(page, own, path);
      assert.doesNotMatch(JSON.stringify(read), READABLE);
      assert.doesNotMatch(JSON.stringify(read), /"healthy/);
    }
    assert.equal(lab.record.connections.length, 0);
    assert.ok((await rejections()) >= before + 5 * WAYS.length, 'the requests came, and were refused');
    await page.context().close();
  });

  it('lets no page frame it, not even one of its own origin', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.route(`${served.base}/start`, (route) => route.fulfill({ contentType: 'text/html', body: '<body>own</body>' }));
    await page.goto(`${served.base}/start`);
    const { iframe = '' } = await attackFrom(page, served.base, '/metrics');
    assert.doesNotMatch(iframe, READABLE);
    await page.context().close();
  });

  for (const name of ['127.0.0.1', 'localhost', NAME]) {
    it(`is of use to somebody who opens its own page, as ${name}`, async () => {
      const page = await (await browser.newContext()).newPage();
      const before = lab.record.connections.length;
      await page.goto(`http://${name}:${port}/`);
      await page.fill('input[name=target]', `${lab.host}:${lab.port('submission')}`);
      await page.selectOption('select', 'submission');
      await Promise.all([page.waitForNavigation(), page.click('button')]);
      assert.match(await page.content(), /probe_success 1/, name);
      assert.ok(lab.record.connections.length > before);
      await page.goto(`http://${name}:${port}/`);
      await Promise.all([page.waitForNavigation(), page.click('a[href="/metrics"]')]);
      assert.match(await page.content(), /mailprobe_build_info/);
      await page.context().close();
    });
  }
});

// The HTML report in a real Chromium: whatever a server said, no script runs, no dialog opens, nothing is fetched, and the
// page fits a telephone. JavaScript is on, so that what gets through would be seen.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startLab } from '../../src/lab/lab.ts';
import { portsOnly, submission } from '../../src/lab/scenario.ts';
import { html } from '../../src/report/formats/html.ts';
import { makeReport, OPTIONS, poison, REPORT_NAMES } from '../unit/report/fixtures.ts';
import { programPath, programsAreMissing } from './support/packages.ts';
import { runProgram } from './support/program.ts';
import { Sandbox } from './support/sandbox.ts';

/** Each would set `owned`, open a dialog, fetch something or hide the page, where it became markup. */
const ATTACK = [
  '<script>window.owned="script";alert(1)</script>',
  '"><img src="http://evil.invalid/x.png" onerror="window.owned=`img`">',
  "'><svg/onload=window.owned='svg'>",
  '<a href="javascript:window.owned=`link`">here</a>',
  '</style><style>body{display:none;background:url(http://evil.invalid/s)}</style>',
  '</code></p></div><iframe src="http://evil.invalid/f" srcdoc="<script>parent.owned=1</script>"></iframe>',
  '<meta http-equiv="refresh" content="0;url=http://evil.invalid/r"><base href="http://evil.invalid/">',
  '<form action="http://evil.invalid/p"><input autofocus onfocus="window.owned=`focus`">',
  '--><![CDATA[ &lt;script&gt; &#60;script&#62; http://evil.invalid/ \u202egnp.exe\u202c',
].join(' ');

interface Seen {
  readonly page: Page;
  /** Everything that a harmless page has none of. */
  readonly trouble: string[];
}

describe('the HTML report in a browser', { skip: programsAreMissing(['chromium'], ['chromium']) }, () => {
  let sandbox: Sandbox;
  let browser: Browser;
  before(async () => {
    sandbox = new Sandbox();
    // Without its own sandbox, since root has none to give; the pages are ours.
    browser = await chromium.launch({
      executablePath: programPath('chromium'),
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
  });
  after(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  async function open(text: string, viewport = { width: 1_000, height: 800 }): Promise<Seen> {
    const path = sandbox.path('report.html');
    writeFileSync(path, text);
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    const trouble: string[] = [];
    const own = pathToFileURL(path).href;
    page.on('dialog', (dialog) => {
      trouble.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => trouble.push(`console ${message.text()}`));
    page.on('pageerror', (error) => trouble.push(`error ${error.message}`));
    page.on('popup', () => trouble.push('popup'));
    await page.route('**/*', (route) => {
      const url = route.request().url();
      if (url === own) return route.continue();
      trouble.push(`request ${url}`);
      return route.abort();
    });
    await page.goto(own, { waitUntil: 'load' });
    return { page, trouble };
  }

  /** What the page turned out to be: elements that no report has, attributes that act, the mark of a script that ran. */
  async function judge({ page, trouble }: Seen): Promise<void> {
    await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
    for (const element of await page.locator('summary').all()) await element.hover().catch(() => undefined);
    const found = (await page.evaluate(`({
      owned: String(window.owned),
      elements: [...new Set([...document.querySelectorAll('*')].map((one) => one.localName))],
      attributes: [...new Set([...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()))],
      links: [...document.querySelectorAll('[href]')].map((one) => one.localName + ' ' + one.getAttribute('href')),
      visible: document.body.getBoundingClientRect().height > 100,
      overrides: /[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.documentElement.outerHTML),
    })`)) as { owned: string; elements: string[]; attributes: string[]; links: string[]; visible: boolean; overrides: boolean };
    assert.equal(found.owned, 'undefined');
    const foreign = ['script', 'img', 'iframe', 'form', 'input', 'base', 'object', 'embed', 'link', 'foreignObject'];
    assert.deepEqual(
      found.elements.filter((name) => foreign.includes(name)),
      [],
    );
    assert.deepEqual(
      found.attributes.filter((name) => /^on|^(src|srcdoc|style|action)$/.test(name)),
      [],
    );
    // RFCs and vendors' pages that the program itself names; nothing that a server said.
    for (const link of found.links) assert.match(link, /^a https:\/\/(?!.*evil)/);
    assert.ok(found.visible, 'the page is hidden');
    assert.equal(found.overrides, false, 'a direction override got through');
    assert.deepEqual(trouble, []);
    await page.context().close();
  }

  it('would notice (a page that is open to it)', async () => {
    const seen = await open(`<!doctype html><html><body style="height:200px">${ATTACK}</body></html>`);
    assert.ok(
      seen.trouble.some((line) => line.startsWith('dialog')),
      seen.trouble.join('\n'),
    );
    assert.ok(
      seen.trouble.some((line) => line.startsWith('request')),
      seen.trouble.join('\n'),
    );
    await seen.page.context().close();
  });

  for (const name of REPORT_NAMES) {
    it(`is inert with hostile text in every place: ${name}`, async () => {
      await judge(await open(html(poison(makeReport(name), ATTACK), { ...OPTIONS, verbose: true })));
    });
  }

  it('is inert when a server says it', async () => {
    const hostile = ATTACK;
    const lab = await startLab(
      portsOnly({
        submission: submission({
          greeting: `220 mail.lab.test ${hostile}`,
          keywords: {
            plaintext: ['mail.lab.test', 'STARTTLS', `X-${hostile}`],
            tls: ['mail.lab.test', 'AUTH PLAIN', `X-${hostile}`],
          },
          auth: { failure: `535 5.7.8 ${hostile}` },
        }),
      }),
    );
    try {
      const port = String(lab.port('submission'));
      const root = sandbox.writeFile('root.pem', lab.caPem);
      const args = [
        'check',
        lab.host,
        '--port',
        port,
        '--resolve',
        `${lab.host}:${lab.address}`,
        '--ca',
        root,
        '--format',
        'html',
        '-v',
      ];
      const env = { MAILPROBE_PASSWORD: 'wrong password' };
      const { stdout, stderr } = await runProgram([...args, '--user', lab.account.user], { env });
      assert.match(stdout, /evil\.invalid/, `the attack is not in the page: ${stderr}`);
      await judge(await open(stdout));
    } finally {
      await lab.close();
    }
  });

  it('fits a telephone, in every kind of report', async () => {
    for (const name of REPORT_NAMES) {
      const { page, trouble } = await open(html(makeReport(name), { ...OPTIONS, verbose: true }), { width: 390, height: 844 });
      await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
      const width = await page.evaluate('document.documentElement.scrollWidth');
      assert.ok(Number(width) <= 390, `${name} is ${width} px wide`);
      assert.deepEqual(trouble, []);
      await page.context().close();
    }
  });
});

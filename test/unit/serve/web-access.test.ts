// Whose requests the exporter takes: by the name it is called by, and by what a browser says of the page that asks.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultOfAccess, parseWebHost } from '../../../src/serve/web-access.ts';

const NAMES = new Set(['exporter.example.net', 'xn--bcher-kva.example']);
type Headers = Readonly<Record<string, string | readonly string[]>>;

const reasonOf = (headers: Headers, path = '/probe'): string | null => {
  const distinct = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()]));
  return faultOfAccess(path, distinct, NAMES)?.reason ?? null;
};

describe('the Host of a request', () => {
  const good = [
    '127.0.0.1',
    '127.0.0.1:9725',
    '192.0.2.10:80',
    '[::1]:9725',
    '[::1]',
    '[2001:db8::1]:9725',
    '[::ffff:127.0.0.1]',
    'localhost',
    'LOCALHOST:9725',
    'localhost.:9725',
    'exporter.example.net',
    'Exporter.Example.NET:9725',
    'exporter.example.net.',
    'xn--bcher-kva.example:80',
  ];
  for (const host of good) it(`takes ${host}`, () => assert.equal(reasonOf({ host }), null));

  const bad: readonly (string | readonly string[])[] = [
    '',
    'evil.example',
    'evil.example:9725',
    '127.0.0.1.evil.example',
    '127.0.0.1.nip.io:9725',
    'localhost.evil.example',
    'a.localhost',
    'notlocalhost',
    'exporter.example.net.evil.example',
    'a.exporter.example.net',
    'exporter.example.net@evil.example',
    'evil.example#exporter.example.net',
    'exporter.example.net/..',
    'exporter.example.net:9725:9725',
    'exporter.example.net:x',
    'exporter.example.net:',
    'exporter.example.net..',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.0.0.1.',
    '::1',
    '[::1',
    '[::1]x',
    '[evil.example]',
    '[fe80::1%25eth0]',
    'localhost evil.example',
    'localhost,evil.example',
    ['localhost', 'localhost'],
    ['localhost', 'evil.example'],
    [],
  ];
  for (const host of bad) it(`refuses ${JSON.stringify(host)}`, () => assert.equal(reasonOf({ host }), 'foreign_host'));
});

describe('the page that asks', () => {
  const own = { host: '127.0.0.1:9725' };
  const named = { host: 'exporter.example.net' };
  const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
  const rows: readonly (readonly [headers: Headers, reason: string | null])[] = [
    // No browser: a scraper, curl.
    [own, null],
    [{ ...own, 'user-agent': 'Prometheus/3.0.0' }, null],
    [{ ...own, 'user-agent': 'curl/8.5.0', referer: 'http://evil.example/' }, null],
    // The address bar, and our own page.
    [{ ...own, 'sec-fetch-site': 'none' }, null],
    [{ ...own, 'sec-fetch-site': 'same-origin' }, null],
    [{ ...own, 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:9725' }, null],
    [{ ...named, origin: 'http://exporter.example.net' }, null],
    [{ host: 'Exporter.example.net:80', origin: 'http://exporter.example.net' }, null],
    // TLS is some reverse proxy's business.
    [{ ...named, origin: 'https://exporter.example.net', 'sec-fetch-site': 'same-origin' }, null],
    // Others, however they ask.
    [{ ...own, 'sec-fetch-site': 'cross-site' }, 'cross_site'],
    [{ ...own, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-user': '?1' }, 'cross_site'],
    [{ ...own, 'sec-fetch-site': 'same-site' }, 'cross_site'],
    [{ ...own, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' }, 'cross_site'],
    [{ ...own, 'sec-fetch-site': '' }, 'cross_site'],
    [{ ...own, 'sec-fetch-site': 'Same-Origin' }, 'cross_site'],
    [{ ...own, 'sec-fetch-site': ['same-origin', 'cross-site'] }, 'cross_site'],
    [{ ...own, origin: 'http://127.0.0.1:8080' }, 'cross_site'],
    [{ ...own, origin: 'http://127.0.0.1' }, 'cross_site'],
    [{ ...own, origin: 'http://localhost:9725' }, 'cross_site'],
    [{ ...own, origin: 'http://evil.example' }, 'cross_site'],
    [{ ...own, origin: 'https://127.0.0.1.evil.example:9725' }, 'cross_site'],
    [{ ...own, origin: 'null' }, 'cross_site'],
    [{ ...own, origin: '' }, 'cross_site'],
    [{ ...own, origin: 'file://' }, 'cross_site'],
    [{ ...own, origin: 'chrome-extension://abcdef' }, 'cross_site'],
    [{ ...own, origin: ['http://127.0.0.1:9725', 'http://evil.example'] }, 'cross_site'],
    [{ ...own, origin: 'http://127.0.0.1:9725/ http://evil.example' }, 'cross_site'],
    [{ ...own, origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' }, 'cross_site'],
    // Browsers say nothing of the page to a server in the clear elsewhere than on loopback: our own page names itself.
    [{ ...named, 'user-agent': browser }, 'cross_site'],
    [{ ...named, 'user-agent': browser, referer: 'http://evil.example/' }, 'cross_site'],
    [{ ...named, 'user-agent': browser, referer: 'nonsense' }, 'cross_site'],
    [{ ...named, 'user-agent': browser, referer: 'http://exporter.example.net/' }, null],
    [{ ...named, 'user-agent': browser, referer: 'https://exporter.example.net/' }, null],
    [{ ...named, 'user-agent': browser, 'sec-fetch-site': 'none' }, null],
  ];
  for (const [headers, reason] of rows)
    it(`${reason ?? 'is welcome'}: ${JSON.stringify(headers)}`, () => assert.equal(reasonOf(headers), reason));

  it('may be any where nothing is done and nothing is to be read by others', () => {
    for (const path of ['/', '/metrics', '/-/healthy', '/nowhere'])
      assert.equal(reasonOf({ ...named, 'user-agent': browser }, path), null, path);
  });
});

describe('--web-host', () => {
  for (const [text, name] of [
    ['exporter.example.net', 'exporter.example.net'],
    ['Exporter.Example.NET.', 'exporter.example.net'],
    ['exporter', 'exporter'],
    ['bücher.example', 'xn--bcher-kva.example'],
  ] as const)
    it(`takes ${text}`, () => assert.equal(parseWebHost(text), name));
  for (const text of ['', '*', '*.example.net', 'exporter:9725', 'http://exporter/', 'a b', '[::1]', '192.0.2.1'])
    it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => parseWebHost(text), { name: 'UsageError' }));
});

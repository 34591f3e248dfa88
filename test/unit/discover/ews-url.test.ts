// Which EWS URL is read out of Autodiscover's JSON and plain XML, and what is no such URL, whoever wrote it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAutodiscover } from '../../../src/discover/autodiscover.ts';
import { parseAutodiscoverJson, parseEwsUrl } from '../../../src/discover/ews-url.ts';

const URL_OF = 'https://mail.contoso.example/EWS/Exchange.asmx';
const json = (url: unknown, protocol: unknown = 'Ews'): string => JSON.stringify({ Protocol: protocol, Url: url });
const read = (text: string): string => {
  const parsed = parseAutodiscoverJson(text);
  return parsed.ok ? `${parsed.value.host} ${parsed.value.path}` : `no: ${parsed.why}`;
};

for (const [title, text, expected] of [
  ['as Exchange answers', json(URL_OF), 'mail.contoso.example /EWS/Exchange.asmx'],
  [
    'in other cases',
    json('HTTPS://Mail.Contoso.Example:443/ews/exchange.ASMX', 'EWS'),
    'mail.contoso.example /ews/exchange.ASMX',
  ],
  ['in A-labels', json('https://xn--mller-kva.example/EWS/Exchange.asmx'), 'xn--mller-kva.example /EWS/Exchange.asmx'],
] as const)
  test(`read: ${title}`, () => assert.equal(read(text), expected));

const REFUSED: readonly (readonly [title: string, text: string, why: RegExp])[] = [
  ['nothing', '', /no: it is not well-formed JSON/],
  ['a web page', '\n<!DOCTYPE html><html>', /a web page/],
  ['half of it', json(URL_OF).slice(0, 30), /not well-formed/],
  ['null', 'null', /no object/],
  ['a number', '7', /no object/],
  ['a list', `[${json(URL_OF)}]`, /names no URL/],
  ['deep nesting', '['.repeat(16_000), /not well-formed/],
  ['another protocol', json(URL_OF, 'ActiveSync'), /names no URL/],
  ['a protocol that is none', json(URL_OF, ['Ews']), /names no URL/],
  ['no URL', '{"Protocol":"Ews"}', /names no URL/],
  ['a URL that is a list', json([URL_OF]), /names no URL/],
  ['a prototype', `{"Protocol":"Ews","__proto__":{"Url":"${URL_OF}"}}`, /names no URL/],
  [
    'an error',
    '{"ErrorCode":"ProtocolNotSupported\\u001b[2J","ErrorMessage":"x"}',
    /it answers with error ProtocolNotSupported[^\u001b]*$/,
  ],
  ...[
    '',
    'http://mail.contoso.example/EWS/Exchange.asmx',
    '//mail.contoso.example/EWS/Exchange.asmx',
    '/EWS/Exchange.asmx',
    'https:mail.contoso.example/EWS/Exchange.asmx',
    'https:\\\\mail.contoso.example\\EWS\\Exchange.asmx',
    'https://mail.contoso.example:444/EWS/Exchange.asmx',
    'https://alice:secret@mail.contoso.example/EWS/Exchange.asmx',
    'https://mail.contoso.example@attacker.example/EWS/Exchange.asmx',
    'https://localhost/EWS/Exchange.asmx',
    'https://exch01/EWS/Exchange.asmx',
    'https://exch01.local/EWS/Exchange.asmx',
    'https://127.0.0.1/EWS/Exchange.asmx',
    'https://0x7f.1/EWS/Exchange.asmx',
    'https://[::1]/EWS/Exchange.asmx',
    'https://m\u00fcller.example/EWS/Exchange.asmx',
    'https://mail.contoso.example/EWS/Exchange.asmx?x=1',
    'https://mail.contoso.example/EWS/Exchange.asmx#x',
    'https://mail.contoso.example/EWS/%2e%2e/Exchange.asmx',
    'https://mail.contoso.example/EWS/Ex change.asmx',
    'https://mail.contoso.example/EWS/Exchange.asmx\r\nX-Injected: 1',
    ` ${URL_OF}`,
    `${URL_OF}\n`,
    `https://mail.contoso.example/${'a'.repeat(600)}.asmx`,
  ].map((url) => [`the URL ${JSON.stringify(url.slice(0, 70))}`, json(url), /is no https: URL of a public host/] as const),
  ...[
    'https://mail.contoso.example/',
    'https://mail.contoso.example/EWS/Exchange.php',
    'https://mail.contoso.example/EWS/../owa/Exchange.asmx',
    'https://mail.contoso.example//EWS/Exchange.asmx',
    `https://mail.contoso.example/${'a/'.repeat(9)}Exchange.asmx`,
  ].map((url) => [`the path of ${url}`, json(url), /no https: URL|has no path of EWS/] as const),
];
for (const [title, text, why] of REFUSED) test(`refused: ${title}`, () => assert.match(read(text), why));

test('what is refused is shown without what would move a terminal', () => {
  const parsed = parseEwsUrl('https://a.example/\u001b]0;x\u0007\u202e');
  assert.ok(!parsed.ok);
  assert.doesNotMatch(parsed.why, /[\u0000-\u001f\u202e]/);
});

const pox = (protocols: string): readonly string[] => {
  const parsed = parseAutodiscover(
    `<Autodiscover><Response><Account><AccountType>email</AccountType><Action>settings</Action>${protocols}</Account></Response></Autodiscover>`,
  );
  assert.ok(parsed.ok && parsed.value.kind === 'settings');
  return parsed.value.settings.ewsUrls;
};
const block = (type: string, inner: string): string => `<Protocol><Type>${type}</Type>${inner}</Protocol>`;

for (const [title, protocols, expected] of [
  ['none', block('IMAP', '<Server>imap.contoso.example</Server><Port>993</Port><EwsUrl>https://x.example</EwsUrl>'), []],
  [
    'what is meant for the outside first',
    `${block('EXCH', '<EwsUrl>inside</EwsUrl>')}${block('expr', '<EwsUrl>outside</EwsUrl>')}`,
    ['outside', 'inside'],
  ],
  ['EXHTTP before both', `${block('EXPR', '<EwsUrl>b</EwsUrl>')}${block('EXHTTP', '<EwsUrl>a</EwsUrl>')}`, ['a', 'b']],
  ['the URLs that stand for it', block('EXCH', '<OOFUrl>oof</OOFUrl><ASUrl>as</ASUrl>'), ['as', 'oof']],
  ['one URL once', block('EXCH', '<EwsUrl>a</EwsUrl><ASUrl>a</ASUrl><OOFUrl>a</OOFUrl>'), ['a']],
  [
    'within WEB, of the outside first',
    block(
      'WEB',
      `<Internal>${block('EXCH', '<ASUrl>inside</ASUrl>')}</Internal><External><OWAUrl>owa</OWAUrl>${block('EXPR', '<ASUrl>outside</ASUrl>')}</External>`,
    ),
    ['outside', 'inside'],
  ],
] as const)
  test(`plain XML: ${title}`, () => assert.deepEqual(pox(protocols), expected));

test('plain XML: eight at most', () =>
  assert.equal(pox(Array.from({ length: 40 }, (_, at) => block('EXCH', `<EwsUrl>u${at}</EwsUrl>`)).join('')).length, 8));

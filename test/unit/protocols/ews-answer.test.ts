// What Exchange answers, element by element: codes, words, times to wait, versions; and what is none of its.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAnswer } from '../../../src/protocols/ews/answer.ts';
import type { HttpAnswer } from '../../../src/protocols/http-door.ts';
import { backOff, inboxFound, responseError, soapFault, versionHeader } from '../../support/ews-server.ts';
import type { GraphAnswer } from '../../support/graph-server.ts';

const asked = { stage: 'auth', purpose: 'inbox', receivedAt: Date.parse('2026-11-27T12:00:00Z') } as const;

function read({ status, headers = {}, body = '' }: GraphAnswer) {
  const header = (name: string): string | null => headers[name] ?? null;
  const answer: HttpAnswer = {
    ...{ request: 'POST /EWS/Exchange.asmx', status, header, body, challenge: header('www-authenticate') },
    ...{ contentType: header('content-type') ?? '', location: header('location') ?? '' },
  };
  return readAnswer(answer, asked, (text) => text.slice(0, 40));
}

/** `code|message|wait|version`, and what stands in its place. */
function shown(answer: GraphAnswer): string {
  const { seen, foreign } = read(answer);
  const words = [seen.errorCode, seen.message, seen.retryAfterSeconds, seen.server?.version ?? null].join('|');
  return foreign === null ? words : `${foreign.kind}: ${words}`;
}

const xml = (body: string, status = 200): GraphAnswer => ({ status, headers: { 'content-type': 'text/xml' }, body });
const soap = (header: string, body = ''): string =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
const page = (status: number, headers: Readonly<Record<string, string>> = {}): GraphAnswer => ({
  ...{ status, headers, body: '<html>x</html>' },
});

const CASES: Readonly<Record<string, readonly [GraphAnswer, string]>> = {
  'an inbox': [inboxFound(), '|||15.2.1748.10'],
  'a response error': [
    responseError('ErrorAccessDenied', 'Access is denied.'),
    'ErrorAccessDenied|Access is denied.||15.2.1748.10',
  ],
  'a fault': [soapFault('ErrorImpersonateUserDenied', 'No.'), 'ErrorImpersonateUserDenied|No.||'],
  'a fault without a response code': [
    xml(soap('', '<s:Fault><faultcode>a:ErrorSchemaValidation</faultcode><faultstring>Bad.</faultstring></s:Fault>'), 500),
    'ErrorSchemaValidation|Bad.||',
  ],
  'a time to wait': [soapFault('ErrorServerBusy', 'Busy.', backOff(297_749)), 'ErrorServerBusy|Busy.|298|'],
  'a time to wait that is none': [
    soapFault('ErrorServerBusy', 'Busy.', '<t:Value Name="BackOffMilliseconds">-1e9</t:Value>'),
    'ErrorServerBusy|Busy.||',
  ],
  'a header with a time': [{ status: 503, headers: { 'retry-after': '30' } }, '||30|'],
  'a version in attributes': [xml(soap(versionHeader('14.3.123.4'))), '|||14.3.123.4'],
  'a version in elements (Exchange 2007)': [
    xml(
      soap(
        '<t:ServerVersionInfo><t:MajorVersion>8</t:MajorVersion><t:MinorVersion>1</t:MinorVersion><t:MajorBuildNumber>240</t:MajorBuildNumber><t:MinorBuildNumber>5</t:MinorBuildNumber></t:ServerVersionInfo>',
      ),
    ),
    '|||8.1.240.5',
  ],
  'a version that is none': [xml(soap('<t:ServerVersionInfo MajorVersion="15; rm" MinorVersion="1"/>')), '|||'],
  'a version in a header': [{ status: 401, headers: { 'x-owa-version': '15.2.2562.35' } }, '|||15.2.2562.35'],
  'what the diagnostics say': [
    {
      status: 401,
      headers: { 'x-ms-diagnostics': '2000003;reason="The audience is wrong.";error_category="invalid_resource"' },
    },
    'invalid_resource|The audience is wrong.||',
  ],
  'diagnostics with a number alone': [{ status: 401, headers: { 'x-ms-diagnostics': '2000008' } }, '2000008|||'],
  'a page with 200': [page(200), 'malformed: |||'],
  'a page with 200 from Exchange': [page(200, { 'x-feserver': 'EXCH01' }), 'malformed: |||'],
  'a page with 404': [page(404), '|||'],
  'a page with 403': [page(403), 'malformed: |||'],
  'a page with 403 from Exchange': [page(403, { 'x-feserver': 'EXCH01' }), '|||'],
  'nothing with 403': [{ status: 403 }, '|||'],
  'nothing with 200': [{ status: 200 }, 'malformed: |||'],
  'other XML': [xml('<feed/>'), 'malformed: |||'],
  'an entity': [xml('<!DOCTYPE a [<!ENTITY b "c">]><s:Envelope/>'), 'malformed: |||'],
  'a redirect': [page(302, { location: '/owa/' }), 'reply: |||'],
  'a proxy': [page(407), 'proxy: |||'],
};

describe('an answer of Exchange Web Services', () => {
  for (const [name, [answer, expected]] of Object.entries(CASES)) it(name, () => assert.equal(shown(answer), expected));

  it('names the machines, and no sentence', () => {
    const headers = { 'x-feserver': 'EXCH02, PROXY1', 'x-diaginfo': 'EXCH02', 'x-calculatedbetarget': 'a b; c' };
    assert.deepEqual(read({ status: 401, headers }).seen.server?.machines, ['EXCH02', 'PROXY1']);
  });
});

// Promise 1 over HTTP: nothing but reading is ever asked of a service. All requests go through one door, which knows the few that
// are harmless by name, and makes them itself; and no other file can ask anything of a host.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Secret } from '../../src/model/secret.ts';
import { Deadline } from '../../src/net/deadline.ts';
import { parseXml, type XmlElement } from '../../src/net/xml.ts';
import type { HarmlessRequest } from '../../src/protocols/harmless-requests.ts';
import { bearer } from '../../src/protocols/http-auth/bearer.ts';
import { HttpDoor } from '../../src/protocols/http-door.ts';

const SRC = 'src';
/** The rooms that may reach a host. */
const SPEAKING = /^(?:net|oauth|protocols|probe|discover|request|check)\/.*\.ts$/;
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => SPEAKING.test(name));
const textOf = (file: string): string => readFileSync(join(SRC, file), 'utf8');
const filesWith = (pattern: RegExp): string[] => files.filter((file) => pattern.test(textOf(file))).sort();

/** Keeps what would go out. */
async function written(ask: (door: HttpDoor) => Promise<unknown>): Promise<string> {
  const { Duplex } = await import('node:stream');
  let sent = '';
  const socket = new Duplex({
    read() {},
    write(chunk, _encoding, done) {
      sent += String(chunk);
      done();
    },
  });
  const deadline = new Deadline(60_000);
  const door = new HttpDoor(socket, {
    authority: 'graph.microsoft.com',
    deadline,
    transcript: { client() {}, server() {} },
    maxBodyBytes: 1_000,
    reconnect: () => assert.fail('there is another connection'),
  });
  const asked = ask(door);
  asked.catch(() => {});
  await new Promise((resolve) => setImmediate(resolve));
  deadline.interrupt();
  door.close();
  await asked;
  deadline.release();
  return sent;
}

const limits = { stage: 'permission', limitMs: 1_000 } as const;
const authorization = {
  scheme: bearer,
  exchange: bearer.start({ user: '', secret: new Secret('a-token-of-nobody'), onSent() {} }),
};

const textsOf = (element: XmlElement, name: string): string[] =>
  element.children.flatMap((child) => [...(child.name === name ? [child.text] : []), ...textsOf(child, name)]);

describe('a service over HTTP is only read', () => {
  const harmless: readonly HarmlessRequest[] = [
    { name: 'graph-door' },
    { name: 'graph-user', id: 'alice@contoso.example' },
    { name: 'graph-inbox', id: 'alice@contoso.example' },
    { name: 'graph-user', id: null },
    { name: 'graph-inbox', id: null },
  ];
  for (const request of harmless) {
    it(`${request.name} is a GET without a body`, async () => {
      const sent = await written((door) => door.ask(request, authorization, limits));
      assert.match(
        sent,
        /^GET \/v1\.0\/(?:me|users\/alice%40contoso\.example)(?:\/mailFolders\/inbox)?\?\$select=[A-Za-z,]+ HTTP\/1\.1\r\n/,
      );
      assert.ok(sent.endsWith('\r\n\r\n'), 'there is a body');
    });
  }

  // What a mailbox's address may hold (RFC 5321 atoms, RFC 6531), and more than that.
  for (const id of [
    'x/sendMail',
    'x/messages?$select=id#',
    '../me/sendMail',
    'x\r\nPOST /v1.0/me/sendMail HTTP/1.1',
    'x?y',
    '..',
    'ü@contoso.example',
  ]) {
    it(`${JSON.stringify(id)} stays the name of a mailbox`, async () => {
      const sent = await written((door) => door.ask({ name: 'graph-user', id }, authorization, limits)).catch(() => '');
      const [line = ''] = sent.split('\r\n');
      if (sent !== '') assert.match(line, /^GET \/v1\.0\/users\/[^/?#\s]+\?\$select=mail,userPrincipalName HTTP\/1\.1$/);
      assert.equal(sent.split('HTTP/1.1').length <= 2, true);
    });
  }

  const EWS = '/EWS/Exchange.asmx';
  const inbox = { name: 'ews-inbox', path: EWS, mailbox: null, impersonated: null, anchor: null } as const;
  const bodyOf = (sent: string): string => sent.slice(sent.indexOf('\r\n\r\n') + 4);

  for (const asksForTokens of [false, true]) {
    it(`the door of EWS is a GET without a body and without a login${asksForTokens ? ', be it with an empty Bearer' : ''}`, async () => {
      const sent = await written((door) => door.ask({ name: 'ews-door', path: EWS, asksForTokens }, null, limits));
      assert.match(sent, /^GET \/EWS\/Exchange\.asmx HTTP\/1\.1\r\n/);
      assert.ok(sent.endsWith('\r\n\r\n'), 'there is a body');
      assert.equal(/^authorization: (.*)\r$/im.exec(sent)?.[1]?.trim(), asksForTokens ? 'Bearer' : undefined);
    });
  }

  const CALLS: readonly HarmlessRequest[] = [
    inbox,
    { ...inbox, mailbox: 'alice@contoso.example', anchor: 'alice@contoso.example' },
    { ...inbox, impersonated: 'alice@contoso.example' },
    { ...inbox, mailbox: 'alice@contoso.example', impersonated: 'bob@contoso.example', path: '/x/y.asmx' },
  ];
  for (const request of CALLS) {
    it(`${JSON.stringify(request)} asks for the id of an inbox alone`, async () => {
      const sent = await written((door) => door.ask(request, authorization, limits));
      assert.match(sent, /^POST \/[A-Za-z/]+\.asmx HTTP\/1\.1\r\n/);
      const operations = [...bodyOf(sent).matchAll(/<m:(\w+)/g)].map(([, name]) => name);
      assert.deepEqual(operations, ['GetFolder', 'FolderShape', 'FolderIds']);
      assert.match(bodyOf(sent), /<t:BaseShape>IdOnly<\/t:BaseShape>/);
    });
  }

  // Each would add an element, an attribute, an entity, a header or a request, were it not a mailbox's address.
  for (const address of [
    '</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId></m:FolderIds></m:GetFolder><m:CreateItem MessageDisposition="SendOnly"/>',
    'a&lt;b',
    '&b;',
    '"\'<>&',
    ']]><!--',
    'x\r\nX-Evil: 1\r\n\r\nPOST /EWS/Exchange.asmx HTTP/1.1',
    'a\u0000b\u0008\ud800c',
    'ü@contoso.example',
  ]) {
    it(`${JSON.stringify(address)} stays the address of a mailbox`, async () => {
      const request = { ...inbox, mailbox: address, impersonated: address, anchor: address };
      const sent = await written((door) => door.ask(request, authorization, limits));
      assert.equal(sent.split(/^(?:GET|POST) /m).length, 2);
      const [head = ''] = sent.split('\r\n\r\n');
      for (const line of head.split('\r\n')) assert.match(line, /^(?!x-evil)[\x20-\x7e]+$/i);
      assert.deepEqual(
        [...bodyOf(sent).matchAll(/<m:(\w+)/g)].map(([, name]) => name),
        ['GetFolder', 'FolderShape', 'FolderIds'],
      );
      const parsed = parseXml(bodyOf(sent));
      assert.ok(parsed.ok);
      const kept = address.replace(/[\u0000-\u001f\ud800]/g, '');
      for (const name of ['EmailAddress', 'PrimarySmtpAddress']) assert.deepEqual(textsOf(parsed.root, name), [kept]);
    });
  }

  for (const path of [
    '/owa/x',
    '/EWS/Exchange.asmx?x=1',
    '/EWS/Exchange.asmx HTTP/1.1\r\nX: y',
    '//evil/..%2fx.asmx',
    'EWS.asmx',
    '',
  ])
    it(`nothing is asked at ${JSON.stringify(path)}`, async () => {
      await assert.rejects(written((door) => door.ask({ ...inbox, path }, authorization, limits)));
      await assert.rejects(written((door) => door.ask({ name: 'ews-door', path, asksForTokens: false }, null, limits)));
    });

  it('nothing else can be named', async () => {
    for (const name of ['graph-send', 'ews-send', 'CreateItem', 'sendMail', 'constructor', '__proto__', 'toString']) {
      const forged = { name, id: 'alice@contoso.example', path: '/EWS/Exchange.asmx' } as unknown as HarmlessRequest;
      await assert.rejects(written((door) => door.ask(forged, authorization, limits)));
    }
  });

  it('only the files of net/ speak HTTP', () => {
    assert.deepEqual(filesWith(/from 'node:https?'|import\('node:https?'\)/), [
      'net/crl-fetch.ts',
      'net/http-answer.ts',
      'net/http-connection.ts',
      'net/https.ts',
    ]);
  });

  it('only the door asks over a connection', () => {
    assert.deepEqual(filesWith(/\bnew HttpConnection\(/), ['protocols/http-door.ts']);
  });

  it('only the token endpoint, and Autodiscover, are sent a body', () => {
    const senders = filesWith(/\bexchangeOverHttps\(/).filter((file) => /\bmethod\b/.test(textOf(file)));
    assert.deepEqual(senders, ['discover/document.ts', 'net/https.ts', 'oauth/https-fetch.ts']);
  });

  it('no code names what sends, writes or makes a draft', () => {
    // The name of a namespace is no address.
    const verbs =
      /\/sendMail|(?<!services\/2006)\/messages\b|createReply|createForward|createUploadSession|CreateItem|SendItem|UpdateItem|DeleteItem|MoveItem|CopyItem|CreateAttachment|UploadItems|UpdateInboxRules/;
    assert.deepEqual(filesWith(verbs), []);
  });
});

// The lab's IMAP and POP3: the dialogue up to a login, in the clear and under TLS.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { type Lab, startLab } from '../../../src/lab/lab.ts';
import type { PortConfig } from '../../../src/lab/port.ts';
import { imapPorts, imaps, pop3Ports, pop3s, portsOnly } from '../../../src/lab/scenario.ts';
import { base64, dial, dialTls, type PlainClient } from './client.ts';

async function withPort(config: PortConfig, use: (client: PlainClient, lab: Lab) => Promise<void>): Promise<void> {
  const lab = await startLab(portsOnly({ port: config }));
  try {
    const client = await (config.tls === 'implicit' ? dialTls(lab, 'port') : dial(lab, 'port'));
    await use(client, lab);
    client.end();
  } finally {
    await lab.close();
  }
}

/** Sends a line, gives the lines up to one that begins with that. */
async function ask(client: PlainClient, line: string, until: string): Promise<string[]> {
  client.write(`${line}\r\n`);
  const lines: string[] = [];
  for (;;) {
    const next = await client.line();
    if (next === null) return lines;
    lines.push(next);
    if (next.startsWith(until)) return lines;
  }
}

test('IMAP by STARTTLS: no login before it, LOGIN after', () =>
  withPort(imapPorts(), async (client, lab) => {
    assert.match((await client.line()) ?? '', /^\* OK \[CAPABILITY IMAP4rev1 SASL-IR ID STARTTLS LOGINDISABLED\]/);
    const { user, password } = lab.account;
    assert.match((await ask(client, `a LOGIN "${user}" "${password}"`, 'a')).join(), /^a NO \[PRIVACYREQUIRED\]/);
    assert.deepEqual(await ask(client, 'b STARTTLS', 'b'), ['b OK Begin TLS negotiation now']);
    await client.upgrade();
    const [capabilities = ''] = await ask(client, 'c CAPABILITY', 'c');
    assert.equal(capabilities, '* CAPABILITY IMAP4rev1 SASL-IR ID AUTH=PLAIN AUTH=LOGIN');
    assert.deepEqual(await ask(client, `d LOGIN "${user}" "wrong \\" one"`, 'd'), [
      'd NO [AUTHENTICATIONFAILED] Authentication failed.',
    ]);
    assert.deepEqual(await ask(client, `e LOGIN "${user}" "${password}"`, 'e'), ['e OK Logged in']);
    assert.deepEqual(await ask(client, 'f LOGOUT', 'f'), ['* BYE Logging out', 'f OK Logout completed']);
    const logins = lab.record.connections[0]?.auth ?? [];
    assert.deepEqual(
      logins.map((login) => login.payloads.map(String)),
      [
        [user, 'wrong " one'],
        [user, password],
      ],
    );
    assert.equal(lab.record.connections[0]?.ended, 'quit');
  }));

test('IMAP: AUTHENTICATE with and without an initial response, a literal, ID', () =>
  withPort(imaps(), async (client, lab) => {
    await client.line();
    const { user, password } = lab.account;
    const response = base64(`\0${user}\0${password}`);
    assert.deepEqual(await ask(client, 'a ID NIL', 'a'), ['* ID ("name" "Lab")', 'a OK ID completed']);
    assert.deepEqual(await ask(client, 'b AUTHENTICATE PLAIN', '+'), ['+ ']);
    assert.deepEqual(await ask(client, response, 'b'), ['b OK Logged in']);
    assert.deepEqual(await ask(client, `c AUTHENTICATE PLAIN ${response}`, 'c'), ['c OK Logged in']);
    assert.deepEqual(await ask(client, `d LOGIN {${user.length}}`, '+'), ['+ OK']);
    client.write(`${user} {${password.length}+}\r\n`);
    assert.deepEqual(await ask(client, password, 'd'), ['d OK Logged in']);
  }));

test('IMAP: a reply by verb knows the tag, and SASL-IR can be missing', () =>
  withPort(imaps({ on: { LOGIN: '%t NO [UNAVAILABLE] Try later' }, auth: { noInitialResponse: true } }), async (client) => {
    assert.doesNotMatch((await client.line()) ?? '', /SASL-IR/);
    assert.deepEqual(await ask(client, 'x7 LOGIN a b', 'x7'), ['x7 NO [UNAVAILABLE] Try later']);
    assert.match((await ask(client, 'x8 AUTHENTICATE PLAIN AAAA', 'x8')).join(), /^x8 BAD/);
  }));

test('POP3 by STLS: capabilities, USER and PASS, a space at the end of a password', () =>
  withPort(pop3Ports(), async (client, lab) => {
    assert.match((await client.line()) ?? '', /^\+OK Lab ready\. <[0-9a-f]+@mail\.lab\.test>$/);
    assert.ok((await ask(client, 'CAPA', '.')).includes('STLS'));
    assert.match((await ask(client, 'USER x', '-ERR')).join(), /^-ERR \[AUTH\]/);
    await ask(client, 'STLS', '+OK');
    await client.upgrade();
    assert.deepEqual((await ask(client, 'CAPA', '.')).slice(-3), ['USER', 'SASL PLAIN LOGIN', '.']);
    const { user, password } = lab.account;
    await ask(client, `USER ${user}`, '+OK');
    assert.match((await ask(client, `PASS ${password} `, '-ERR')).join(), /Authentication failed/);
    await ask(client, `USER ${user}`, '+OK');
    assert.deepEqual(await ask(client, `PASS ${password}`, '+OK'), ['+OK Logged in.']);
    assert.equal(lab.record.connections[0]?.auth[0]?.payloads[1]?.toString(), `${password} `);
  }));

test('POP3: APOP by RFC 1939 §7, AUTH, and a bare AUTH', () =>
  withPort(pop3s({ greeting: '+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>' }), async (client, lab) => {
    await client.line();
    const digest = createHash('md5').update(`<1896.697170952@dbc.mtview.ca.us>${lab.account.password}`).digest('hex');
    assert.deepEqual(await ask(client, `APOP ${lab.account.user} ${digest}`, '+OK'), ['+OK Logged in.']);
    assert.deepEqual(await ask(client, 'AUTH', '.'), ['+OK', 'PLAIN', 'LOGIN', '.']);
    const response = base64(`\0${lab.account.user}\0${lab.account.password}`);
    assert.deepEqual(await ask(client, 'AUTH PLAIN', '+ '), ['+ ']);
    assert.deepEqual(await ask(client, response, '+OK'), ['+OK Logged in.']);
    assert.deepEqual(await ask(client, 'QUIT', '+OK'), ['+OK Logging out.']);
  }));

// Every scenario starts and ends, is listed once, and speaks the project's vocabulary.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startLab } from '../../../src/lab/lab.ts';
import { loginsOf, wasSent } from '../../../src/lab/record.ts';
import { SCENARIOS } from '../../../src/lab/scenarios/index.ts';
import { isFindingId } from '../../../src/model/finding.ts';
import { base64, dial, enter } from './client.ts';

test('each name stands once, as it would be typed', () => {
  const names = SCENARIOS.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const name of names) assert.match(name, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
});

test('titles are one plain line, findings are known', () => {
  for (const { name, title, expect } of SCENARIOS) {
    assert.match(title, /^[a-zA-Z0-9][^\n]*[^.\n]$/, name);
    assert.deepEqual(
      expect.filter((id) => !isFindingId(id)),
      [],
      name,
    );
  }
});

for (const { name } of SCENARIOS) {
  test(`${name} comes up and goes down`, async () => {
    const lab = await startLab(name);
    assert.ok(Object.values(lab.ports).every((port) => port > 0));
    await lab.close();
  });
}

async function firstReply(scenario: string, role = 'submission'): Promise<string[]> {
  const lab = await startLab(scenario);
  const client = await dial(lab, role);
  const reply = await client.reply();
  client.end();
  await lab.close();
  return reply;
}

test('what the first reply of some is', async () => {
  assert.deepEqual(await firstReply('refused-greeting'), ['554 mail.lab.test No SMTP service here']);
  assert.match((await firstReply('masked-by-firewall')).join(), /^220 \*{10}/);
  assert.match((await firstReply('imap-on-port')).join(), /^\* OK/);
  assert.match((await firstReply('terminal-escapes')).join(), /\x1b\[2J.*\x9b1m/);
});

test('an endless greeting stops when the client goes', async () => {
  const lab = await startLab('endless-greeting');
  const client = await dial(lab, 'submission');
  await client.line();
  client.end();
  await lab.close();
  assert.equal(lab.record.connections.length, 1);
});

test('the echo repeats the password in both forms', async () => {
  const lab = await startLab('echo-of-secrets');
  const client = await enter(lab);
  const { user, password } = lab.account;
  const said = base64(`\0${user}\0${password}`);
  const reply = (await client.ask(`AUTH PLAIN ${said}`)).join();
  assert.ok(reply.includes(password) && reply.includes(said));
  client.end();
  await lab.close();
  assert.equal(loginsOf(lab.record)[0]?.accepted, false);
  assert.ok(wasSent(lab.record, password));
});

test('challenges go on until the client gives up', async () => {
  const lab = await startLab('challenges-without-end');
  const client = await enter(lab);
  for (let round = 0; round < 5; round++)
    assert.deepEqual(await client.ask(round === 0 ? 'AUTH LOGIN' : ''), ['334 VXNlcm5hbWU6']);
  assert.match((await client.ask('*')).join(), /^501/);
  client.end();
  await lab.close();
});

test('a forged reply is glued to the one to STARTTLS, and TLS follows', async () => {
  const lab = await startLab('glued-starttls-reply');
  const client = await dial(lab, 'submission');
  await client.reply();
  assert.match((await client.ask('STARTTLS')).join(), /^220/);
  assert.deepEqual(await client.reply(), ['250-forged.test', '250 AUTH PLAIN']);
  await client.upgrade();
  assert.match((await client.ask('NOOP')).join(), /^250/);
  client.end();
  await lab.close();
});

// The lab as a whole: dialogues, the record, limits, and that it tells on a client that would send mail.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tlsAlert } from '../../../src/lab/actions.ts';
import { type Lab, startLab } from '../../../src/lab/lab.ts';
import { commandsOf } from '../../../src/lab/record.ts';
import { type LabScenario, mailHost, portsOnly, relay, submission, submissions } from '../../../src/lab/scenario.ts';
import { base64, dial, dialTls, enter } from './client.ts';

async function withLab(scenario: LabScenario, use: (lab: Lab) => Promise<void>): Promise<void> {
  const lab = await startLab(scenario);
  try {
    await use(lab);
  } finally {
    await lab.close();
  }
}

test('a healthy host: STARTTLS, login, goodbye, all of it on record', () =>
  withLab(portsOnly(mailHost()), async (lab) => {
    const client = await dial(lab, 'submission');
    assert.deepEqual(await client.reply(), ['220 mail.lab.test ESMTP Lab']);
    const clear = await client.ask('EHLO client.test');
    assert.ok(clear.includes('250-STARTTLS'));
    assert.ok(!clear.some((line) => line.includes('AUTH')));
    assert.match((await client.ask('AUTH PLAIN')).join(), /^530 /);
    assert.match((await client.ask('STARTTLS')).join(), /^220 /);
    await client.upgrade();
    assert.ok((await client.ask('EHLO client.test')).includes('250-AUTH PLAIN LOGIN'));
    const response = base64(`\0${lab.account.user}\0${lab.account.password}`);
    assert.match((await client.ask(`AUTH PLAIN ${response}`)).join(), /^235 /);
    assert.match((await client.ask('QUIT')).join(), /^221 /);
    await client.ending();

    const [connection] = lab.record.connections;
    assert.ok(connection);
    assert.deepEqual(
      connection.commands.map(({ line, secure }) => `${secure ? '~>' : '->'} ${line.split(' ')[0]}`),
      ['-> EHLO', '-> AUTH', '-> STARTTLS', '~> EHLO', '~> AUTH', '~> QUIT'],
    );
    assert.equal(connection.tls?.protocol, 'TLSv1.3');
    assert.equal(connection.tls?.servername, 'mail.lab.test');
    assert.equal(connection.auth[0]?.accepted, true);
    assert.equal(connection.ended, 'quit');
    assert.equal(connection.spokeFirst, false);
    assert.equal(connection.bareLf, false);
    assert.equal(connection.injected, null);
  }));

test('the relay port offers TLS and no logins', () =>
  withLab(portsOnly(mailHost()), async (lab) => {
    const client = await dial(lab, 'relay');
    await client.reply();
    await client.ask('EHLO client.test');
    await client.ask('STARTTLS');
    await client.upgrade();
    assert.ok(!(await client.ask('EHLO client.test')).some((line) => line.includes('AUTH')));
    client.end();
  }));

test('what a rude client does is on record', () =>
  withLab(
    portsOnly({ submission: submission({ greeting: async (session) => void (await session.firstBytes()) }) }),
    async (lab) => {
      const client = await dial(lab, 'submission');
      client.write('EHLO early.test\nNOOP\r\n');
      await client.reply();
      await client.reply();
      client.write('STARTTLS\r\nNOOP injected\r\n');
      await client.reply();
      await client.upgrade();
      assert.match((await client.ask('NOOP')).join(), /^250 /);
      client.end();
      const [connection] = lab.record.connections;
      assert.equal(connection?.spokeFirst, true);
      assert.equal(connection?.bareLf, true);
      assert.equal(connection?.commands[1]?.pipelined, true);
      assert.equal(connection?.injected, 'NOOP injected\r\n');
    },
  ));

test('a server that obeys injected commands answers them inside TLS', () =>
  withLab(portsOnly({ submission: submission({ obeysInjectedCommands: true }) }), async (lab) => {
    const client = await dial(lab, 'submission');
    await client.reply();
    client.write('STARTTLS\r\nHELP\r\n');
    await client.reply();
    await client.upgrade();
    assert.match((await client.reply()).join(), /^500 /);
    client.end();
  }));

for (const line of ['MAIL FROM:<>', 'rcpt to:<a@b.test>', 'DATA', 'BDAT 0 LAST']) {
  test(`${line} makes close() throw`, async () => {
    const lab = await startLab(portsOnly({ relay: relay() }));
    const client = await dial(lab, 'relay');
    await client.reply();
    await client.ask(line);
    client.end();
    await assert.rejects(lab.close(), /tried to send mail/);
  });
}

test('Base64 that happens to read DATA is no crime', () =>
  withLab(portsOnly({ submissions: submissions() }), async (lab) => {
    const client = await enter(lab);
    await client.ask('AUTH LOGIN');
    await client.ask('DATA');
    await client.ask('DATA');
    client.end();
    assert.deepEqual(lab.record.mailCommands, []);
  }));

test('a fault in an action fails the lab, not the process', async () => {
  const lab = await startLab(
    portsOnly({
      relay: relay({
        greeting: () => {
          throw new Error('in the test itself');
        },
      }),
    }),
  );
  const client = await dial(lab, 'relay');
  await client.ending();
  await assert.rejects(lab.close(), /failed in itself/);
});

test('connections over the limit are told so, or reset', async () => {
  const limited = (refusal: string) =>
    portsOnly({ relay: relay({ limit: { connections: 1, per: 'port', refusal } }), other: relay() });
  await withLab(limited('421 4.7.0 Too many connections'), async (lab) => {
    const one = await dial(lab, 'relay');
    await one.reply();
    const two = await dial(lab, 'relay');
    assert.deepEqual(await two.reply(), ['421 4.7.0 Too many connections']);
    await two.ending();
    const elsewhere = await dial(lab, 'other');
    assert.match((await elsewhere.reply()).join(), /^220 /);
    assert.ok(lab.record.mostAtOnce >= 2);
    for (const client of [one, two, elsewhere]) client.end();
    assert.equal(lab.record.connections[1]?.ended, 'refused');
  });
  await withLab(limited('reset'), async (lab) => {
    const one = await dial(lab, 'relay');
    await one.reply();
    // So quick that it may come before the client knows that it is connected.
    const two = await dial(lab, 'relay').then(
      (client) => client.rest(),
      (error: NodeJS.ErrnoException) => error.code,
    );
    assert.ok(two === '' || two === 'ECONNRESET', two);
    one.end();
  });
});

test('an alert in place of a handshake', () =>
  withLab(portsOnly({ submissions: submissions({ handshake: tlsAlert(40) }) }), async (lab) => {
    await assert.rejects(dialTls(lab, 'submissions'), /handshake failure/i);
  }));

test('plaintext on a TLS port is on record as a failed handshake', () =>
  withLab(portsOnly({ submissions: submissions() }), async (lab) => {
    const client = await dial(lab, 'submissions');
    client.write('EHLO client.test\r\n');
    await client.ending();
    assert.match(lab.record.connections[0]?.tlsError ?? '', /HTTP_REQUEST|WRONG_VERSION|wrong version/i);
    assert.deepEqual(commandsOf(lab.record), []);
  }));

test('a closed port refuses', () =>
  withLab(portsOnly({ relay: 'closed' }), async (lab) => {
    await assert.rejects(dial(lab, 'relay'), { code: 'ECONNREFUSED' });
  }));

test('a reset inside TLS arrives as one', () =>
  withLab(portsOnly({ submissions: submissions({ on: { EHLO: (session) => void session.reset() } }) }), async (lab) => {
    const client = await dialTls(lab, 'submissions');
    await client.reply();
    client.write('EHLO client.test\r\n');
    assert.equal(await client.rest(), '');
    assert.equal(lab.record.connections[0]?.ended, 'server-reset');
  }));

test('unknown scenarios and roles are named', async () => {
  await assert.rejects(startLab('no-such-scenario'), /no-such-scenario/);
  await withLab(portsOnly({ relay: relay() }), async (lab) => {
    assert.throws(() => lab.port('imaps'), /imaps/);
  });
});

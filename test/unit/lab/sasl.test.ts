// The server's mechanisms against the vectors of their RFCs, and one full login of each kind over a real connection.
import assert from 'node:assert/strict';
import { createHash, createHmac, pbkdf2Sync, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { clientCertificate, labCertificate } from '../../../src/lab/certificates.ts';
import { LAB_ACCOUNT, type Lab, startLab } from '../../../src/lab/lab.ts';
import { md4 } from '../../../src/lab/md4.ts';
import type { FixedNonces } from '../../../src/lab/port.ts';
import { SERVER_MECHANISMS } from '../../../src/lab/sasl.ts';
import { readDirectives } from '../../../src/lab/sasl-digest.ts';
import { type LabSaslExchange, SaslAborted } from '../../../src/lab/sasl-exchange.ts';
import { ntowfv2, verifyAuthenticate } from '../../../src/lab/sasl-ntlm.ts';
import { portsOnly, submissions } from '../../../src/lab/scenario.ts';
import { base64, enter, type PlainClient, unbase64 } from './client.ts';

interface Played {
  readonly accepted: boolean;
  readonly challenges: readonly string[];
}

/** Plays given responses against a mechanism. `initial`: null for none. */
async function play(
  mechanism: string,
  initial: string | null,
  responses: readonly (string | Buffer)[],
  more: { account?: Partial<LabSaslExchange['account']>; fixed?: FixedNonces; service?: 'smtp' | 'imap'; binding?: Buffer } = {},
): Promise<Played> {
  const challenges: string[] = [];
  const left = [...responses];
  const run = SERVER_MECHANISMS[mechanism];
  assert.ok(run);
  const accepted = await run({
    account: { ...LAB_ACCOUNT, ...more.account },
    host: 'mail.lab.test',
    service: more.service ?? 'smtp',
    fixed: more.fixed ?? {},
    prompts: ['Username:', 'Password:'],
    errorChallenge: '{"status":"401"}',
    falseServerSignature: false,
    certificateUser: null,
    initial: initial === null ? null : Buffer.from(initial),
    ask: async (challenge) => {
      challenges.push(challenge.toString());
      return Buffer.from(left.shift() ?? '');
    },
    channelBinding: () => more.binding ?? null,
  });
  return { accepted, challenges };
}

test('RFC 5802 §5: SCRAM-SHA-1', async () => {
  const { accepted, challenges } = await play(
    'SCRAM-SHA-1',
    'n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL',
    ['c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=', ''],
    {
      account: { user: 'user', password: 'pencil' },
      fixed: { nonce: '3rfcNHYJY1ZVvWVs7j', salt: Buffer.from('QSXCR+Q6sek8bf92', 'base64'), iterations: 4096 },
    },
  );
  assert.equal(accepted, true);
  assert.deepEqual(challenges, [
    'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096',
    'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=',
  ]);
});

test('RFC 7677 §3: SCRAM-SHA-256', async () => {
  const { accepted, challenges } = await play(
    'SCRAM-SHA-256',
    'n,,n=user,r=rOprNGfwEbeRWgbNEkqO',
    ['c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=', ''],
    {
      account: { user: 'user', password: 'pencil' },
      fixed: {
        nonce: '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
        salt: Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'),
        iterations: 4096,
      },
    },
  );
  assert.equal(accepted, true);
  assert.equal(challenges[1], 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
});

test('RFC 2195 §2: CRAM-MD5', async () => {
  const options = {
    account: { user: 'tim', password: 'tanstaaftanstaaf' },
    fixed: { cramChallenge: '<1896.697170952@postoffice.reston.mci.net>' },
  };
  assert.equal((await play('CRAM-MD5', null, ['tim b913a602c7eda7a495b4e6e7334d3890'], options)).accepted, true);
  assert.equal((await play('CRAM-MD5', null, ['tim b913a602c7eda7a495b4e6e7334d3891'], options)).accepted, false);
});

test('RFC 2831 §4: DIGEST-MD5', async () => {
  const response =
    'charset=utf-8,username="chris",realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",nc=00000001,cnonce="OA6MHXh6VqTrRk",' +
    'digest-uri="imap/elwood.innosoft.com",response=d388dad90d4bbd760a152321f2143af7,qop=auth';
  const options = {
    account: { user: 'chris', password: 'secret' },
    fixed: { realm: 'elwood.innosoft.com', nonce: 'OA6MG9tEQGm2hh' },
    service: 'imap' as const,
  };
  const { accepted, challenges } = await play('DIGEST-MD5', null, [response, ''], options);
  assert.equal(accepted, true);
  assert.equal(challenges[1], 'rspauth=ea40f60335c427b5527b84dbabcdfffd');
  assert.equal((await play('DIGEST-MD5', null, [response], { ...options, service: 'smtp' })).accepted, false);
});

test('DIGEST-MD5 directives: quoting, and a repeated one is refused', () => {
  assert.equal(readDirectives('a="x\\"y,z", b=1').get('a'), 'x"y,z');
  assert.throws(() => readDirectives('a=1,a=2'), SaslAborted);
});

test('RFC 1320 §A.5: MD4', () => {
  const digest = (text: string): string => md4(Buffer.from(text)).toString('hex');
  assert.equal(digest(''), '31d6cfe0d16ae931b73c59d7e0c089c0');
  assert.equal(digest('abc'), 'a448017aaf21d8525fc10ae87aa6729d');
  assert.equal(
    digest('12345678901234567890123456789012345678901234567890123456789012345678901234567890'),
    'e33b4ddc9c38f2199c3e7b164fcc0536',
  );
});

/** An AUTHENTICATE message that holds just these fields. */
function authenticateMessage(user: string, domain: string, response: Buffer): Buffer {
  const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
  const head = Buffer.alloc(64);
  head.write('NTLMSSP\0', 'latin1');
  head.writeUInt32LE(3, 8);
  let offset = 64;
  for (const [at, value] of [
    [20, response],
    [28, wide(domain)],
    [36, wide(user)],
  ] as const) {
    head.writeUInt16LE(value.length, at);
    head.writeUInt16LE(value.length, at + 2);
    head.writeUInt32LE(offset, at + 4);
    offset += value.length;
  }
  return Buffer.concat([head, response, wide(domain), wide(user)]);
}

test('MS-NLMP 4.2.4: NTLMv2', () => {
  assert.equal(ntowfv2('User', 'Password', 'Domain').toString('hex'), '0c868a403bfd7a93a3001ef22ef02e3f');
  const temp = Buffer.from(
    '01010000000000000000000000000000aaaaaaaaaaaaaaaa0000000002000c0044006f006d00610069006e0001000c005300650072007600650072000000000000000000',
    'hex',
  );
  const response = Buffer.concat([Buffer.from('68cd0ab851e51c96aabc927bebef6a1c', 'hex'), temp]);
  const message = authenticateMessage('User', 'Domain', response);
  const challenge = Buffer.from('0123456789abcdef', 'hex');
  assert.equal(verifyAuthenticate(message, challenge, 'Domain\\User', 'Password'), true);
  assert.equal(verifyAuthenticate(message, challenge, 'Domain\\User', 'password'), false);
  assert.equal(verifyAuthenticate(message, challenge, 'Domain\\Other', 'Password'), false);
  assert.throws(() => verifyAuthenticate(message.subarray(0, 40), challenge, 'User', 'Password'), SaslAborted);
});

const { user, password, token } = LAB_ACCOUNT;

test('XOAUTH2: right, and the error challenge comes before the refusal', async () => {
  const said = (secret: string) => `user=${user}\x01auth=Bearer ${secret}\x01\x01`;
  assert.deepEqual(await play('XOAUTH2', said(token), []), { accepted: true, challenges: [] });
  assert.deepEqual(await play('XOAUTH2', said('old'), ['']), { accepted: false, challenges: ['{"status":"401"}'] });
});

test('RFC 7628: OAUTHBEARER', async () => {
  const said = (header: string) => `${header}\x01host=mail.lab.test\x01port=587\x01auth=Bearer ${token}\x01\x01`;
  assert.equal((await play('OAUTHBEARER', said(`n,a=${user},`), [])).accepted, true);
  assert.equal((await play('OAUTHBEARER', said('n,,'), [])).accepted, true);
  assert.equal((await play('OAUTHBEARER', said('n,a=other@lab.test,'), ['\x01'])).accepted, false);
  await assert.rejects(play('OAUTHBEARER', 'auth=Bearer', []), SaslAborted);
});

test('PLAIN: another authorisation identity, a missing part', async () => {
  assert.equal((await play('PLAIN', `${user}\0${user}\0${password}`, [])).accepted, true);
  assert.equal((await play('PLAIN', `root\0${user}\0${password}`, [])).accepted, false);
  await assert.rejects(play('PLAIN', `${user}\0${password}`, []), SaslAborted);
});

test('SCRAM: a client that thinks -PLUS is not offered may not claim a binding', async () => {
  const nonce = { nonce: 'b', salt: Buffer.from('salt'), iterations: 4096 };
  const response = (header: string) => `c=${base64(header)},r=ab,p=${base64(Buffer.alloc(20))}`;
  assert.equal(
    (await play('SCRAM-SHA-1', 'p=tls-exporter,,n=x,r=a', [response('p=tls-exporter,,')], { fixed: nonce })).accepted,
    false,
  );
  await assert.rejects(play('SCRAM-SHA-1', 'nonsense', []), SaslAborted);
});

async function withMechanism(mechanism: string, use: (lab: Lab, client: PlainClient) => Promise<void>): Promise<void> {
  const pair = clientCertificate(user);
  const lab = await startLab(
    portsOnly({
      submissions: submissions({
        auth: { mechanisms: [mechanism] },
        tlsOptions: { requestCert: true, rejectUnauthorized: false },
      }),
    }),
  );
  try {
    const client = await enter(lab, 'submissions', { cert: pair.chainPem, key: pair.keyPem });
    await use(lab, client);
    client.end();
  } finally {
    await lab.close();
  }
}

const question = ([line]: string[]): string => unbase64(line?.slice(4) ?? '');

function scramFinal(first: string, serverFirst: string, binding: Buffer): string {
  const [, nonce = '', salt = '', rounds = ''] = /^r=([^,]*),s=([^,]*),i=(\d+)$/.exec(serverFirst) ?? [];
  const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(rounds), 32, 'sha256');
  const key = hmac(salted, 'Client Key');
  const withoutProof = `c=${base64(binding)},r=${nonce}`;
  const signature = hmac(createHash('sha256').update(key).digest(), `${first},${serverFirst},${withoutProof}`);
  return `${withoutProof},p=${base64(Buffer.from(key.map((byte, at) => byte ^ (signature[at] ?? 0))))}`;
}

for (const type of ['tls-exporter', 'tls-server-end-point']) {
  test(`SCRAM-SHA-256-PLUS over TLS, bound by ${type}`, () =>
    withMechanism('SCRAM-SHA-256-PLUS', async (lab, client) => {
      const binding =
        type === 'tls-exporter'
          ? client.tls.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0))
          : createHash('sha256')
              .update(new X509Certificate(labCertificate('good').certPem).raw)
              .digest();
      for (const [data, verdict] of [
        [Buffer.alloc(32), /^535/],
        [binding, /^334/],
      ] as const) {
        const bare = `n=${user},r=client`;
        const serverFirst = question(await client.ask(`AUTH SCRAM-SHA-256-PLUS ${base64(`p=${type},,${bare}`)}`));
        const final = scramFinal(bare, serverFirst, Buffer.concat([Buffer.from(`p=${type},,`), data]));
        assert.match((await client.ask(base64(final))).join(), verdict);
      }
      assert.match((await client.ask('')).join(), /^235/);
      assert.deepEqual(
        lab.record.connections[0]?.auth.map((login) => login.accepted),
        [false, true],
      );
    }));
}

test('LOGIN, its two questions, and the user name in the command', () =>
  withMechanism('LOGIN', async (lab, client) => {
    assert.equal(question(await client.ask('AUTH LOGIN')), 'Username:');
    assert.equal(question(await client.ask(base64(user))), 'Password:');
    assert.match((await client.ask(base64('wrong'))).join(), /^535/);
    assert.equal(question(await client.ask(`AUTH LOGIN ${base64(user)}`)), 'Password:');
    assert.match((await client.ask(base64(password))).join(), /^235/);
    const [first, second] = lab.record.connections[0]?.auth ?? [];
    assert.equal(first?.withInitialResponse, false);
    assert.deepEqual(first?.payloads.map(String), [user, 'wrong']);
    assert.equal(second?.withInitialResponse, true);
  }));

test('EXTERNAL: an empty response is not an absent one', () =>
  withMechanism('EXTERNAL', async (_lab, client) => {
    assert.deepEqual(await client.ask('AUTH EXTERNAL'), ['334 ']);
    assert.match((await client.ask('*')).join(), /^501 5.7.0/);
    assert.match((await client.ask(`AUTH EXTERNAL ${base64('other@lab.test')}`)).join(), /^535/);
    assert.match((await client.ask('AUTH EXTERNAL =')).join(), /^235/);
  }));

test('ANONYMOUS, an unknown mechanism, and what is no Base64', () =>
  withMechanism('ANONYMOUS', async (lab, client) => {
    assert.match((await client.ask('AUTH PLAIN')).join(), /^504/);
    assert.match((await client.ask('AUTH ANONYMOUS not!base64')).join(), /^501 5.5.2/);
    assert.match((await client.ask(`AUTH ANONYMOUS ${base64('trace')}`)).join(), /^235/);
    assert.equal(lab.record.connections[0]?.auth.at(-1)?.accepted, true);
  }));

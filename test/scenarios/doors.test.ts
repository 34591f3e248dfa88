// What stands at the door of real hosts: other services, refusals before any greeting, sessions that end in odd ways. Each
// row plays one, and says what the check must make of it.
// Alone in its process: it waits for half a minute, which others would wait with it.
import assert from 'node:assert/strict';
import net from 'node:net';
import { describe, it } from 'node:test';
import { LAB_HOST, labRootPem } from '../../src/lab/certificates.ts';
import type { Report } from '../../src/model/report.ts';
import { checkTarget, renderAll } from './support/check-lab.ts';
import { answers, openRawPort, secure, talk } from './support/raw-port.ts';
import { type OnConnection, openRegisteredPorts } from './support/registered-ports.ts';

const SAFE = ['--timeout', '60s'];

async function checkPort(onConnection: (socket: net.Socket, number: number) => void, argv: readonly string[]): Promise<Report> {
  const port = await openRawPort(onConnection);
  try {
    const options = ['-p', String(port.port), '--resolve', `${LAB_HOST}:127.0.0.1`, ...SAFE, ...argv];
    const { report } = await checkTarget(LAB_HOST, options, { tls: { extraRoots: [labRootPem()] } });
    return report;
  } finally {
    port.close();
  }
}

const textOf = ({ findings, summary }: Report): string =>
  [summary, ...findings.flatMap(({ title, detail, fix }) => [title, detail, fix])].join('\n');
const idsOf = ({ findings }: Report): string[] => findings.map(({ id }) => id);

/** Says its greeting and hears nothing. */
const greets = (bytes: string | Buffer) => (socket: net.Socket) => void socket.write(bytes);
/** Waits to be spoken to. */
const answersAnything = (bytes: string | Buffer) => (socket: net.Socket) => void socket.once('data', () => socket.end(bytes));
const MYSQL = Buffer.from('4a0000000a31312e382e332d4d617269614442002a000000', 'hex');

interface Service {
  readonly name: string;
  readonly is: string;
  readonly does: (socket: net.Socket) => void;
}

const SERVICES: readonly Service[] = [
  { name: 'MySQL', is: 'MySQL', does: (socket) => socket.end(MYSQL) },
  { name: 'SSH', is: 'SSH', does: greets('SSH-2.0-OpenSSH_9.9\r\n') },
  {
    name: 'FTP by its second line',
    is: 'FTP',
    does: (socket) => talk(socket, '220-Welcome\r\n220 ProFTPD Server ready\r\n', answers({})),
  },
  {
    name: 'FTP by its answer to EHLO',
    is: 'FTP',
    does: (socket) =>
      talk(socket, '220 Welcome to files.test\r\n', answers({ EHLO: '530 Please login with USER and PASS.\r\n' })),
  },
  {
    name: 'NNTP',
    is: 'NNTP',
    does: (socket) => talk(socket, '200 news.test Cyrus NNTP 3.10.2 server ready, posting allowed\r\n', answers({})),
  },
  {
    name: 'ManageSieve',
    is: 'ManageSieve',
    does: greets('"IMPLEMENTATION" "Dovecot Pigeonhole"\r\n"SIEVE" "fileinto"\r\nOK\r\n'),
  },
  { name: 'Redis', is: 'Redis', does: answersAnything("-ERR unknown command 'NOOP', with args beginning with: \r\n") },
  { name: 'memcached', is: 'memcached', does: answersAnything('ERROR\r\n') },
  { name: 'XMPP', is: 'XMPP', does: answersAnything("<?xml version='1.0'?><stream:stream xmlns='jabber:client'>") },
  { name: 'HTTP', is: 'HTTP', does: answersAnything('HTTP/1.1 400 Bad Request\r\n\r\n') },
  {
    name: 'LMTP by its greeting',
    is: 'LMTP',
    does: (socket) => talk(socket, '220 mail.test LMTP server ready\r\n', answers({ LHLO: '250 mail.test\r\n' })),
  },
  {
    name: 'LMTP by LHLO',
    is: 'LMTP',
    does: (socket) => talk(socket, '220 mail.test Dovecot ready.\r\n', answers({ LHLO: '250-mail.test\r\n250 PIPELINING\r\n' })),
  },
];

describe('another service is named, and nobody is sent to STARTTLS for it', () => {
  for (const { name, is, does } of SERVICES) {
    for (const argv of [[], ['-m', 'tls'], ['-m', 'starttls']]) {
      it(`${name} ${argv.join(' ')}`, async () => {
        const report = await checkPort(does, ['--greeting-timeout', '2s', ...argv]);
        assert.deepEqual(idsOf(report), ['not-smtp']);
        assert.match(report.findings[0]?.title ?? '', new RegExp(is, 'i'));
        assert.doesNotMatch(textOf(report), /must use STARTTLS|to STARTTLS/);
      });
    }
  }
});

it('a port without any TLS is not to be set to STARTTLS', async () => {
  const does = (socket: net.Socket): void =>
    talk(socket, '220 [127.0.0.1] ESMTP amavis service ready\r\n', answers({ EHLO: '250-[127.0.0.1]\r\n250 8BITMIME\r\n' }));
  const report = await checkPort(does, ['-m', 'tls']);
  assert.doesNotMatch(report.findings[0]?.fix ?? '', /to STARTTLS/);
  assert.match(textOf(report), /no TLS/);
});

describe('a refusal in plaintext says nothing of the mode', () => {
  const rows: readonly [string, string, string, readonly string[]][] = [
    ['421 4.7.0 Error: too many connections from 192.0.2.1\r\n', 'rate-limited', 'smtp', []],
    ['554 5.7.0 Too many concurrent SMTP connections\r\n', 'rate-limited', 'smtp', []],
    ['554 5.7.1 Your address 192.0.2.1 is blocked\r\n', 'server-blocks-ip', 'smtp', []],
    ['* BYE [ALERT] Too many connections from your address\r\n', 'rate-limited', 'imap', []],
    ['-ERR Too many connections\r\n', 'rate-limited', 'pop3', []],
    ['-ERR [SYS/TEMP] Too many POP3 sessions\r\n', 'rate-limited', 'pop3', []],
    ['-ERR POP3 server at maximum load\r\n', 'greeting-busy', 'pop3', []],
    ['* BYE Too many IMAP connections\r\n', 'rate-limited', 'imap', []],
    ['* BYE System load is too high\r\n', 'greeting-busy', 'imap', []],
    ['* BYE Access denied for your host.\r\n', 'server-blocks-ip', 'imap', []],
    ['-ERR Access denied from your IP\r\n', 'server-blocks-ip', 'pop3', []],
    ['-ERR Connection from 192.0.2.1 rejected\r\n', 'server-blocks-ip', 'pop3', []],
    ['421 #4.4.5 Too many TLS sessions at this time.\r\n', 'rate-limited', 'smtp', []],
  ];
  for (const [line, id, protocol] of rows) {
    for (const mode of ['tls', 'tls,starttls', 'starttls']) {
      it(`${line.trim()} ${mode}`, async () => {
        const report = await checkPort((socket) => void socket.end(line), ['-m', mode, '--protocol', protocol]);
        assert.deepEqual(idsOf(report), [id]);
      });
    }
  }
});

describe('a refusal that came of our number is repeated alone', () => {
  for (const refusal of ['554 5.7.0 Too many concurrent connections\r\n', '421 4.7.0 Error: too many connections\r\n']) {
    it(refusal.trim(), async () => {
      const known = answers({ EHLO: '250-x\r\n250 STARTTLS\r\n', STARTTLS: '220 go\r\n' });
      // Whoever comes while others are there: two connections to each port.
      const serve = (isImplicit: boolean, refused: number) => (socket: net.Socket, number: number) => {
        if (number < refused) return void socket.end(refusal);
        const greeting = '220 x ESMTP\r\n';
        const underTls = answers({ EHLO: '250-x\r\n250 AUTH PLAIN\r\n', NOOP: '250 ok\r\n' });
        if (isImplicit) talk(secure(socket), greeting, underTls);
        else talk(socket, greeting, known, underTls);
      };
      const ports = [await openRawPort(serve(false, 0)), await openRawPort(serve(true, 2)), await openRawPort(serve(false, 2))];
      try {
        const options = ['-p', ports.map(({ port }) => port).join(','), '--resolve', `${LAB_HOST}:127.0.0.1`, ...SAFE];
        const { report } = await checkTarget(LAB_HOST, options, { tls: { extraRoots: [labRootPem()] } });
        assert.deepEqual(idsOf(report), ['rate-limited']);
        assert.equal(report.findings[0]?.severity, 'info');
        for (const { port } of ports)
          assert.ok(
            report.endpoints.some((one) => one.port === port && one.status === 'ok'),
            String(port),
          );
      } finally {
        for (const port of ports) port.close();
      }
    });
  }
});

describe('a server that names its oddity', () => {
  const bare = '250-mail.test Hello\r\n250 ENHANCEDSTATUSCODES\r\n';
  const greeting = '220 mail.test ESMTP Sendmail\r\n';
  const rows: readonly [string, Record<string, string | null>, string, RegExp][] = [
    ['access map', { EHLO: bare, STARTTLS: '550 5.7.1 Access denied\r\n' }, 'server-blocks-ip', /Access denied/],
    ['reverse DNS', { EHLO: bare, STARTTLS: '550 5.7.1 Fix reverse DNS for 192.0.2.1\r\n' }, 'client-no-rdns', /reverse DNS/],
    ['nothing behind it', { EHLO: bare, STARTTLS: '500 5.5.1 Command unrecognized\r\n' }, 'starttls-not-offered', /STARTTLS/],
    [
      'milter (Postfix)',
      { EHLO: '250-x\r\n250 STARTTLS\r\n', STARTTLS: '454 4.3.0 Try again later\r\n' },
      'starttls-rejected',
      /milter/,
    ],
    [
      'policy',
      { EHLO: '250-x\r\n250 STARTTLS\r\n', STARTTLS: '550 TLS not permitted from here\r\n' },
      'starttls-rejected',
      /polic/,
    ],
    [
      'too many errors',
      { EHLO: '250-x\r\n250 STARTTLS\r\n', STARTTLS: '421 4.7.0 Error: too many errors\r\n' },
      'rate-limited',
      /./,
    ],
    ['EHLO by policy', { EHLO: '550 bad helo\r\n', HELO: '250 x\r\n' }, 'ehlo-name-rejected', /EHLO/],
    ['a name that is none (Sendmail)', { EHLO: '501 5.0.0 Invalid domain name\r\n' }, 'ehlo-name-rejected', /EHLO/],
    ['EHLO refused', { EHLO: '550 5.7.1 not for you\r\n', HELO: '250 x\r\n' }, 'ehlo-rejected', /EHLO/],
    ['EHLO unknown', { EHLO: '500 what\r\n', HELO: '250 x\r\n' }, 'esmtp-unsupported', /HELO/],
    ['PROXY header (Postfix)', { EHLO: '421 4.3.0 mail.test Server local error\r\n' }, 'server-fault', /PROXY/],
  ];
  for (const [name, known, id, words] of rows) {
    it(name, async () => {
      const report = await checkPort(
        (socket) => talk(socket, name.includes('Postfix') ? '220 mail.test ESMTP Postfix\r\n' : greeting, answers(known)),
        ['-m', 'starttls'],
      );
      assert.equal(report.findings[0]?.id, id);
      assert.match(`${textOf(report)} ${report.findings[0]?.evidence.join(' ')}`, words);
      if (id === 'starttls-rejected') assert.doesNotMatch(report.findings[0]?.detail ?? '', /key/);
    });
  }

  const reasons: readonly [string, Record<string, string>, string][] = [
    ['550 5.7.1 Access denied', {}, 'server-blocks-ip'],
    ['550 5.7.1 Mail from 192.0.2.1 refused, see our page', {}, 'server-blocks-ip'],
    ['550 5.7.1 Fix reverse DNS for 192.0.2.1', {}, 'client-no-rdns'],
    ['450 4.7.1 Please try again later', {}, 'greeting-busy'],
    // Nothing behind it.
    ['', { HELP: '214 2.0.0 This is sendmail\r\n' }, ''],
    ['', { HELP: '502 5.3.0 Sendmail -- HELP not implemented\r\n' }, ''],
  ];
  for (const [reason, more, id] of reasons)
    for (const mode of ['tls', 'plain'])
      it(`${mode}: ${reason || Object.values(more)[0]?.trim()}`, async () => {
        const known = answers({ EHLO: bare, NOOP: '250 2.0.0 OK\r\n', ...more });
        const answer = (line: string): string | null =>
          reason !== '' && !/^(?:EHLO|NOOP|QUIT)/.test(line) ? `${reason}\r\n` : known(line);
        const serve = (socket: net.Socket): void => talk(mode === 'tls' ? secure(socket) : socket, greeting, answer);
        const report = await checkPort(serve, ['-m', mode]);
        const [first] = report.findings;
        if (id === '') return assert.ok(report.endpoints.every(({ failure }) => failure === null));
        assert.equal(first?.id, id);
        assert.ok(report.endpoints.every(({ status }) => status === 'failed'));
        assert.match(JSON.stringify(first), new RegExp(reason.slice(10)));
      });

  it('a PROXY header is expected: silence, and an end at the first byte', async () => {
    const report = await checkPort((socket) => void socket.once('data', () => socket.end()), ['--greeting-timeout', '1s']);
    assert.deepEqual(idsOf(report), ['greeting-timeout']);
    assert.match(textOf(report), /PROXY protocol/);
  });

  it('a session that dies where AUTH would be listed', async () => {
    const known = { EHLO: '250-x\r\n250 STARTTLS\r\n', STARTTLS: '220 go\r\n' };
    const dies = (socket: net.Socket): void =>
      talk(socket, '220 mail.test ESMTP Postfix\r\n', answers(known), answers({ EHLO: null }));
    const report = await checkPort(dies, ['-m', 'starttls']);
    assert.equal(report.findings[0]?.id, 'connection-closed');
    assert.match(textOf(report), /SASL/);
    assert.doesNotMatch(textOf(report), /fail2ban/);
  });
});

describe('reply codes by their first digit', () => {
  it('2yz for a greeting, and for STARTTLS', async () => {
    const known = { EHLO: '250-x\r\n250 STARTTLS\r\n', STARTTLS: '250 go\r\n' };
    const underTls = answers({ EHLO: '250-x\r\n250 AUTH PLAIN\r\n' });
    const report = await checkPort(
      (socket) => talk(socket, '221 mail.test ESMTP\r\n', answers(known), underTls),
      ['-m', 'starttls'],
    );
    assert.equal(report.verdict, 'ok');
    const odd = report.findings.find(({ id }) => id === 'reply-malformed');
    assert.equal(odd?.severity, 'info');
    assert.match(odd?.evidence.join(' ') ?? '', /221 .*250/);
  });

  it('a tagged BAD ahead of the greeting', async () => {
    const report = await checkPort(
      (socket) => void socket.on('data', (bytes) => socket.write(`${String(bytes).split(' ')[0]} BAD no\r\n`)),
      ['-m', 'starttls', '--protocol', 'imap', '--greeting-timeout', '1s'],
    );
    assert.deepEqual(idsOf(report), ['greeting-timeout']);
  });
});

describe('without encryption', () => {
  const keywords = { EHLO: '250-x\r\n250 STARTTLS\r\n' };
  it('that STARTTLS is there is said', async () => {
    const report = await checkPort((socket) => talk(socket, '220 x ESMTP\r\n', answers(keywords)), ['-m', 'plain']);
    assert.deepEqual([report.verdict, ...idsOf(report)], ['fail', 'mode-mismatch']);
    assert.match(textOf(report), /STARTTLS/);
  });
  it('and so is that there is none', async () => {
    const report = await checkPort((socket) => talk(socket, '220 x ESMTP\r\n', answers({ EHLO: '250 x\r\n' })), ['-m', 'plain']);
    assert.deepEqual([report.verdict, ...idsOf(report)], ['fail', 'starttls-not-offered']);
  });
  it('PREAUTH under TLS', async () => {
    const does = (socket: net.Socket): void =>
      talk(secure(socket), '* PREAUTH ready\r\n', (line) => `* CAPABILITY IMAP4rev1\r\n${line.split(' ')[0]} OK\r\n`);
    const report = await checkPort(does, ['--protocol', 'imap', '-m', 'tls']);
    assert.deepEqual([report.verdict, ...idsOf(report)], ['warn', 'auth-not-advertised']);
    assert.match(report.summary, /PREAUTH/);
  });
  it('PREAUTH', async () => {
    const does = (socket: net.Socket): void =>
      talk(socket, '* PREAUTH ready\r\n', (line) => `* CAPABILITY IMAP4rev1\r\n${line.split(' ')[0]} OK\r\n`);
    for (const mode of ['plain', 'starttls']) {
      const report = await checkPort(does, ['--protocol', 'imap', '-m', mode]);
      assert.match(textOf(report), /PREAUTH/);
    }
  });
  it('IMAP LOGIN and POP3 USER', async () => {
    const imap = (socket: net.Socket): void =>
      talk(socket, '* OK ready\r\n', (line) =>
        /STARTTLS/.test(line)
          ? `${line.split(' ')[0]} OK go\r\n`
          : `* CAPABILITY IMAP4rev1 STARTTLS\r\n${line.split(' ')[0]} OK\r\n`,
      );
    const pop3 = (socket: net.Socket): void =>
      talk(socket, '+OK ready\r\n', (line) => (line === 'CAPA' ? '+OK\r\nUSER\r\nSTLS\r\n.\r\n' : '+OK go\r\n'));
    for (const [protocol, does, word] of [
      ['imap', imap, /LOGIN/],
      ['pop3', pop3, /USER/],
    ] as const) {
      const report = await checkPort(does, ['--protocol', protocol, '-m', 'starttls']);
      assert.deepEqual(idsOf(report), ['auth-over-plaintext']);
      assert.match(textOf(report), word);
    }
  });
});

it('a client certificate that is asked for and not missed is told', async () => {
  const keywords = answers({ EHLO: '250-x\r\n250 AUTH PLAIN\r\n' });
  const asks = (socket: net.Socket): void =>
    talk(secure(socket, { requestCert: true, rejectUnauthorized: false }), '220 x ESMTP\r\n', keywords);
  const report = await checkPort(asks, ['-m', 'tls']);
  assert.deepEqual([report.verdict, ...idsOf(report)], ['ok']);
  assert.equal(report.endpoints[0]?.tls?.clientCertificate, 'optional');
  const { text, html } = await renderAll(report, { strict: false, warnDays: 30 });
  for (const page of [text, html]) assert.match(page, /client certificate: asked for, and optional/);
});

describe('one cause, one error', () => {
  const BLOCKED = '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org\r\n';
  const ends: Readonly<Record<string, OnConnection>> = {
    'closed in the handshake': (socket) => void socket.once('data', () => socket.end()),
    'reset in the handshake': (socket) => void socket.once('data', () => socket.resetAndDestroy()),
    'closed at once': (socket) => void socket.end(),
  };
  for (const [name, end] of Object.entries(ends))
    it(`465 ${name}, beside a reason that 587 states`, async () => {
      const ports = await openRegisteredPorts({ 465: end, 587: (socket) => void socket.end(BLOCKED) });
      try {
        const options = ['-p', '465,587', ...ports.argv, '--resolve', `${LAB_HOST}:127.0.0.1`, ...SAFE];
        const { report } = await checkTarget(LAB_HOST, options, { tls: { extraRoots: [labRootPem()] } });
        const errors = report.findings.filter(({ severity }) => severity === 'error');
        assert.deepEqual(
          errors.map(({ id }) => id),
          ['server-blocks-ip'],
        );
        assert.doesNotMatch(textOf(report), /fail2ban/);
      } finally {
        ports.close();
      }
    });

  it('a PROXY header that every port of a host expects is one finding', async () => {
    const closes: OnConnection = (socket) => void socket.once('data', () => socket.end());
    const ports = await openRegisteredPorts({ 465: closes, 587: closes });
    try {
      const options = ['-p', '465,587', ...ports.argv, '--greeting-timeout', '2s', '--resolve', `${LAB_HOST}:127.0.0.1`, ...SAFE];
      const { report } = await checkTarget(LAB_HOST, options, { tls: { extraRoots: [labRootPem()] } });
      assert.deepEqual(idsOf(report), ['greeting-timeout']);
      assert.match(report.summary, /PROXY header/);
    } finally {
      ports.close();
    }
  });
});

/** A mail server under TLS whose first flight comes in two parts, `pauseMs` apart. */
async function openSlowTls(pauseMs: number): Promise<{ port: number; close: () => void }> {
  const keywords = answers({ EHLO: '250-x\r\n250 AUTH PLAIN\r\n', NOOP: '250 ok\r\n' });
  const inner = await openRawPort((socket) => talk(secure(socket), '220 x ESMTP\r\n', keywords));
  const outer = await openRawPort((socket) => {
    const behind = net.connect(inner.port, '127.0.0.1');
    behind.on('error', () => {}).on('close', () => socket.destroy());
    socket.on('close', () => behind.destroy());
    socket.pipe(behind);
    behind.once('data', (flight: Buffer) => {
      behind.pause();
      socket.write(flight.subarray(0, 20));
      setTimeout(() => {
        socket.write(flight.subarray(20));
        behind.pipe(socket);
      }, pauseMs);
    });
  });
  return {
    port: outer.port,
    close: () => {
      outer.close();
      inner.close();
    },
  };
}

it('a handshake that has begun is waited for, though all else is done', async () => {
  const slow = await openSlowTls(2000);
  const known = answers({ EHLO: '250-x\r\n250 STARTTLS\r\n', STARTTLS: '220 go\r\n', NOOP: '250 ok\r\n' });
  const quick = await openRawPort((socket) =>
    talk(socket, '220 x ESMTP\r\n', known, answers({ EHLO: '250-x\r\n250 AUTH PLAIN\r\n' })),
  );
  try {
    const options = ['-p', `${slow.port},${quick.port}`, '--resolve', `${LAB_HOST}:127.0.0.1`, ...SAFE];
    const { report } = await checkTarget(LAB_HOST, options, { tls: { extraRoots: [labRootPem()] } });
    assert.deepEqual([report.recommendation?.port, report.recommendation?.mode], [slow.port, 'tls']);
    assert.deepEqual(idsOf(report), []);
  } finally {
    slow.close();
    quick.close();
  }
});

it('--polite: one connection at a time, and a second between two', async () => {
  const begun: number[] = [];
  const known = answers({ EHLO: '250-x\r\n250 STARTTLS\r\n', STARTTLS: '220 go\r\n', NOOP: '250 ok\r\n' });
  const serve = (socket: net.Socket): void => {
    begun.push(performance.now());
    talk(socket, '220 x ESMTP\r\n', known, answers({ EHLO: '250-x\r\n250 AUTH PLAIN\r\n' }));
  };
  const ports = [await openRawPort(serve), await openRawPort(serve), await openRawPort(serve)];
  try {
    const options = ['-p', ports.map(({ port }) => port).join(','), '--resolve', `${LAB_HOST}:127.0.0.1`, '--polite', ...SAFE];
    const { report } = await checkTarget(LAB_HOST, options, { tls: { extraRoots: [labRootPem()] } });
    assert.equal(report.verdict, 'ok');
    assert.equal(begun.length, 3);
    for (const [at, one] of begun.slice(1).entries()) assert.ok(one - (begun[at] ?? 0) >= 990);
  } finally {
    for (const port of ports) port.close();
  }
});

// `--client`: few more connections, one at a time and after the check, on which nothing is said but what leads to TLS; whatever a
// peer does with a hello of ours, the check ends and its report is sound.
import assert from 'node:assert/strict';
import net from 'node:net';
import { describe, it } from 'node:test';
import { startLab } from '../../src/lab/lab.ts';
import { type Checked, checkLab, checkTarget } from './support/check-lab.ts';
import { assertSound } from './support/promises.ts';
import { openRawPort, type RawPort } from './support/raw-port.ts';

interface Relay extends RawPort {
  /** What the client sent over each connection, in order. */
  readonly sent: readonly Buffer[];
}

/** In front of a port: what goes by is written down. */
async function openRelay(port: number): Promise<Relay> {
  const sent: Buffer[] = [];
  const relay = await openRawPort((socket, number) => {
    sent[number] = Buffer.alloc(0);
    const beyond = net.connect(port, '127.0.0.1');
    beyond.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      sent[number] = Buffer.concat([sent[number] ?? Buffer.alloc(0), bytes]);
    });
    socket.pipe(beyond).pipe(socket);
    socket.on('close', () => beyond.destroy());
  });
  return { ...relay, sent };
}

const FAREWELL = Buffer.from([21, 3, 3, 0, 2, 1, 90, 21, 3, 3, 0, 2, 1, 0]);

describe('--client asks politely', () => {
  for (const [name, portName, mode, more, most] of [
    ['TLS from the first byte', 'submissions', 'tls', [], 4],
    ['STARTTLS', 'submission', 'starttls', [], 4],
    ['STARTTLS, --tls-scan', 'submission', 'starttls', ['--tls-scan'], 18],
  ] as const) {
    it(name, async () => {
      const lab = await startLab('healthy');
      const relay = await openRelay(lab.ports[portName] ?? 0);
      try {
        const check = (...options: readonly string[]): Promise<Checked> =>
          checkTarget(lab.host, ['-p', `${relay.port}`, '-m', mode, '--resolve', `${lab.host}:127.0.0.1`, ...options], {
            tls: { extraRoots: [lab.caPem] },
          });
        const plain = await check(...more);
        const before = relay.taken();
        assert.equal(plain.report.clients, undefined);
        const asked = await check('--client', 'all', ...more);
        const extra = relay.sent.slice(before * 2);
        assertSound(asked);
        assert.ok(extra.length >= 2 && extra.length <= most, `${extra.length} more connections`);
        // The one that is closing may still be there.
        if (more.length === 0) assert.ok(relay.most() <= 2, 'one at a time');
        for (const bytes of extra) {
          const text = bytes.toString('latin1');
          assert.doesNotMatch(text, /\r\n(MAIL|RCPT|DATA|AUTH)\b/);
          if (mode === 'starttls') assert.match(text, /^EHLO [^\r]*\r\nSTARTTLS\r\n\x16\x03/);
          else assert.match(text, /^\x16\x03/);
        }
        assert.ok(
          extra.some((bytes) => bytes.subarray(-FAREWELL.length).equals(FAREWELL)),
          'takes leave where the server answered',
        );
        const verdicts = new Set(asked.report.clients?.views.map(({ verdict }) => verdict));
        assert.ok(verdicts.has('works') && verdicts.has('fails'), [...verdicts].join());
        assert.ok(!verdicts.has('not-judged'), asked.texts.text);
      } finally {
        relay.close();
        await lab.close();
      }
    });
  }
});

describe('whatever a server answers to a hello', () => {
  const flood = Buffer.concat([Buffer.from([22, 3, 3, 0x40, 0]), Buffer.alloc(0x4000, 2)]);
  const answers: readonly (readonly [string, (socket: net.Socket) => void])[] = [
    ['nothing', () => undefined],
    ['a close', (socket) => socket.end()],
    ['a reset', (socket) => socket.resetAndDestroy()],
    ['text', (socket) => socket.write('220 mail.example.org ESMTP\r\n'.repeat(100))],
    [
      'records without end',
      (socket) => {
        const pour = (): void => {
          while (socket.writable && socket.write(flood));
        };
        socket.on('drain', pour);
        pour();
      },
    ],
    ['half a record', (socket) => socket.write(Buffer.from([22, 3, 3, 0x40, 0, 2, 0, 0]))],
    [
      'warnings without end',
      (socket) => {
        const timer = setInterval(() => socket.write(Buffer.from([21, 3, 3, 0, 2, 1, 112])), 5);
        socket.on('close', () => clearInterval(timer));
      },
    ],
    ['an alert', (socket) => socket.write(Buffer.from([21, 3, 3, 0, 2, 2, 40]))],
  ];
  for (const [name, answer] of answers) {
    it(`${name}: the check ends, and judges nothing that it did not see`, async () => {
      const port = await openRawPort((socket) => socket.once('data', () => answer(socket)));
      try {
        const checked = await checkTarget('mail.lab.test', [
          ...['-p', `${port.port}`, '-m', 'tls', '--resolve', 'mail.lab.test:127.0.0.1'],
          ...['--client', 'all', '--timeout', '4s', '--command-timeout', '500ms', '--greeting-timeout', '500ms'],
        ]);
        assertSound(checked);
        const verdicts = new Set(checked.report.clients?.views.map(({ verdict }) => verdict));
        assert.ok(!verdicts.has('works'), [...verdicts].join());
      } finally {
        port.close();
      }
    });
  }
});

describe('--client at servers with a fault', () => {
  const mailkit = 'mailkit@netfx47@win2022';
  const swaks = 'swaks@perl@debian-12';
  for (const [scenario, client, verdict, stage] of [
    // The lab's authority is one that a client has to be given.
    ['healthy', mailkit, 'works-if', 'certificate'],
    ['healthy', swaks, 'works', null],
    ['no-starttls', mailkit, 'works', null],
    ['starttls-refused', swaks, 'works', null],
    ['wrong-name', mailkit, 'fails', 'certificate'],
    ['untrusted-root', mailkit, 'works-if', 'certificate'],
    ['oauth-only', swaks, 'fails', 'oauth'],
  ] as const) {
    it(`${scenario}: ${client} ${verdict}`, async () => {
      const lab = await startLab(scenario);
      try {
        const checked = await checkLab(lab, ['--client', client]);
        assertSound(checked);
        const [first] = checked.report.clients?.views ?? [];
        assert.deepEqual([first?.verdict, first?.stage], [verdict, stage], JSON.stringify(first, null, 1));
      } finally {
        await lab.close();
      }
    });
  }
});

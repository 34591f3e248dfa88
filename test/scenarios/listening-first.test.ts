// On a port that is meant to greet nothing is said ahead of the greeting, be TLS asked for by name or not: servers log it, and
// fail2ban counts such lines. Each row plays a host on the registered ports, and says what it got to hear and what is told.
import assert from 'node:assert/strict';
import type net from 'node:net';
import { describe, it } from 'node:test';
import { LAB_HOST, labRootPem } from '../../src/lab/certificates.ts';
import type { Report } from '../../src/model/report.ts';
import { checkTarget } from './support/check-lab.ts';
import { answers, secure, talk } from './support/raw-port.ts';
import { type OnConnection, openRegisteredPorts } from './support/registered-ports.ts';

const SMTP = answers({ EHLO: '250-x\r\n250 STARTTLS\r\n', STARTTLS: '220 go\r\n' });
const SMTP_UNDER_TLS = answers({ EHLO: '250-x\r\n250 AUTH PLAIN\r\n', NOOP: '250 ok\r\n' });
const imap =
  (capabilities: string) =>
  (line: string): string =>
    `${/CAPABILITY/.test(line) ? `* CAPABILITY IMAP4rev1 ${capabilities}\r\n` : ''}${line.split(' ')[0]} OK\r\n`;
const pop3 = (line: string): string => (line === 'CAPA' ? '+OK\r\nSTLS\r\nSASL PLAIN\r\n.\r\n' : '+OK\r\n');

interface Host {
  readonly name: string;
  readonly port: number;
  readonly argv: readonly string[];
  /** Once the greeting is out. */
  readonly serve: (socket: net.Socket) => void;
  /** Connections to the port. */
  readonly taken: number;
  readonly findings: readonly string[];
  readonly recommended: string | null;
}

const starttls = (socket: net.Socket): void => talk(socket, '220 x ESMTP\r\n', SMTP, SMTP_UNDER_TLS);
const greetsImap = (socket: net.Socket): void =>
  talk(socket, '* OK ready\r\n', imap('STARTTLS LOGINDISABLED'), imap('AUTH=PLAIN'));
const greetsPop3 = (socket: net.Socket): void => talk(socket, '+OK ready\r\n', pop3);

const HOSTS: readonly Host[] = [
  ...[25, 587, 2525].map((port) => ({
    name: `TLS asked for by name on ${port}`,
    port,
    argv: ['-p', String(port), '-m', 'tls'],
    serve: starttls,
    taken: 1,
    findings: ['mode-mismatch'],
    recommended: `${port}/starttls`,
  })),
  {
    name: 'TLS asked for by name on 143',
    port: 143,
    argv: ['--protocol', 'imap', '-p', '143', '-m', 'tls'],
    serve: greetsImap,
    taken: 1,
    findings: ['mode-mismatch'],
    recommended: '143/starttls',
  },
  {
    name: 'TLS asked for by name on 110',
    port: 110,
    argv: ['--protocol', 'pop3', '-p', '110', '-m', 'tls'],
    serve: greetsPop3,
    taken: 1,
    findings: ['mode-mismatch'],
    recommended: '110/starttls',
  },
  {
    name: 'TLS and plaintext asked for by name on 587',
    port: 587,
    argv: ['-p', '587', '-m', 'tls,plain'],
    serve: starttls,
    taken: 1,
    findings: ['mode-mismatch'],
    recommended: null,
  },
  {
    name: 'a URL that names TLS on 587',
    port: 587,
    argv: ['submissions'],
    serve: starttls,
    taken: 1,
    findings: ['mode-mismatch'],
    recommended: '587/starttls',
  },
  {
    name: 'a refusal in place of a greeting says nothing of the mode',
    port: 587,
    argv: ['-p', '587', '-m', 'tls'],
    serve: (socket) => void socket.end('554 5.7.1 Your address 192.0.2.1 is blocked\r\n'),
    taken: 1,
    findings: ['server-blocks-ip'],
    recommended: null,
  },
  {
    name: 'a server without TLS',
    port: 587,
    argv: ['-p', '587', '-m', 'tls'],
    serve: (socket) => talk(socket, '220 x ESMTP\r\n', answers({ EHLO: '250 x\r\n' })),
    taken: 1,
    findings: ['mode-mismatch'],
    recommended: null,
  },
  {
    name: 'an FTP server',
    port: 587,
    argv: ['-p', '587', '-m', 'tls'],
    serve: (socket) => talk(socket, '220 ProFTPD Server ready\r\n', answers({})),
    taken: 1,
    findings: ['not-smtp'],
    recommended: null,
  },
];

/** How long the greeting takes that must not be forestalled. */
const GREETING_MS = 300;

async function check(
  host: Host,
  servers: Readonly<Record<number, OnConnection>>,
): Promise<[Report, ReadonlyMap<number, number>]> {
  const ports = await openRegisteredPorts(servers);
  try {
    const isUrl = host.argv[0] === 'submissions';
    const target = isUrl ? `submissions://${LAB_HOST}:${host.port}` : LAB_HOST;
    const argv = isUrl ? [] : host.argv;
    const options = [...argv, ...ports.argv, '--resolve', `${LAB_HOST}:127.0.0.1`, '--timeout', '60s'];
    const { report } = await checkTarget(target, options, { tls: { extraRoots: [labRootPem()] } });
    return [report, new Map(ports.taken)];
  } finally {
    ports.close();
  }
}

const errorsOf = ({ findings }: Report): string[] => findings.filter(({ severity }) => severity !== 'info').map(({ id }) => id);

describe('nothing is said ahead of a greeting', () => {
  for (const host of HOSTS)
    it(host.name, async () => {
      let early = 0;
      const greetsLate = (socket: net.Socket): void => {
        const count = (bytes: Buffer): void => {
          early += bytes.length;
        };
        socket.on('data', count);
        setTimeout(() => {
          socket.off('data', count);
          host.serve(socket);
        }, GREETING_MS);
      };
      const [report, taken] = await check(host, { [host.port]: greetsLate });
      const { recommendation } = report;
      assert.deepEqual(
        {
          early,
          taken: taken.get(host.port),
          findings: errorsOf(report),
          recommended: recommendation && `${recommendation.port}/${recommendation.mode}`,
          verdict: report.verdict,
        },
        { early: 0, taken: host.taken, findings: host.findings, recommended: host.recommended, verdict: 'fail' },
        report.summary,
      );
    });
});

it('TLS asked for by name on a port that speaks it against its number: it works, once the silence has lasted', async () => {
  const serve = (socket: net.Socket): void => talk(secure(socket), '220 x ESMTP\r\n', SMTP_UNDER_TLS);
  const host = { port: 587, argv: ['-p', '587', '-m', 'tls'] } as unknown as Host;
  const [report] = await check(host, { 587: serve });
  assert.deepEqual(
    [report.verdict, report.endpoints.map(({ id, status }) => `${id} ${status}`)],
    ['ok', ['587/tls@127.0.0.1 ok']],
  );
});

it('a web server under TLS on its own port is named without waiting for a greeting', async () => {
  const web = (socket: net.Socket): void => {
    const secured = secure(socket);
    secured.once('data', () => secured.end('HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n'));
  };
  const host = { port: 443, argv: ['-p', '443', '-m', 'tls', '--greeting-timeout', '50s'] } as unknown as Host;
  const [report] = await check(host, { 443: web });
  assert.deepEqual(errorsOf(report), ['not-smtp']);
  assert.match(report.findings[0]?.title ?? '', /HTTP/);
  assert.ok(report.durationMs < 40_000);
});

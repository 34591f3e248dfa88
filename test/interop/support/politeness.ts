// Holds a server to have nothing to say against a client that checks it: ten checks as most people run them, and some that
// few do, leave no line that Debian's fail2ban would count, and no word of complaint. Knows no server.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { complaintsIn, countedBy, type Fail2banFilter } from './fail2ban.ts';
import { describeReport } from './program.ts';
import type { ServerProcess } from './sandbox.ts';
import { type ServerRoot, USER } from './server-root.ts';

export interface PoliteServer {
  /** Where the server complains: a file of the root. */
  readonly log: string;
  readonly filters: readonly Fail2banFilter[];
  /** Whether fail2ban counts what a rude client does, in the mode that Debian sets. */
  readonly isCounted?: boolean;
  readonly start: () => Promise<readonly ServerProcess[]>;
  /** Of one default check. */
  readonly connections: number;
  /** Of the check, behind the host. */
  readonly args?: readonly string[];
  /** What a rude client says as soon as the connection stands; the server has to complain, else this proves nothing. */
  readonly rude?: { readonly port: number; readonly bytes: string } | null;
  /** Checks that few people run; default: those of a mail host. */
  readonly others?: readonly OtherCheck[];
}

/** The start of a ClientHello, with a line feed in it: what a client of implicit TLS says before the greeting. */
const CLIENT_HELLO = `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${'\x0a\x55\x0d\x0a'.repeat(60)}`;

/** Words of a check. */
export type OtherCheck = readonly string[];

const OTHERS: readonly OtherCheck[] = [['-u', USER], ['-p', '587', '-m', 'tls'], ['-p', '465', '-m', 'starttls'], ['--all']];

export function holdPoliteness(room: () => ServerRoot, server: PoliteServer): void {
  const {
    log,
    filters,
    start,
    connections,
    args = [],
    isCounted = true,
    rude = { port: 25, bytes: CLIENT_HELLO },
    others = OTHERS,
  } = server;
  const logged = (): string => room().read(log);
  const assertNothingIsHeldAgainstUs = (what: string): void => {
    const text = logged();
    assert.notEqual(text, '', 'the server keeps a log');
    assert.deepEqual(
      { counted: countedBy(room(), log, filters), complaints: complaintsIn(text) },
      { counted: [], complaints: [] },
      what,
    );
  };

  describe(`as Debian sets it up, with TLS${args.length > 0 ? `: ${args.join(' ')}` : ''}`, () => {
    if (rude)
      it('complains of a client that speaks first, so that its silence proves something', async () => {
        const servers = await start();
        room().say(rude.port, rude.bytes, 4000);
        const isHeld = (): boolean =>
          isCounted ? countedBy(room(), log, filters).length > 0 : complaintsIn(logged()).length > 0;
        // Some complain only when the connection is over.
        for (let tries = 0; tries < 40 && !isHeld(); tries += 1) await sleep(500);
        // What it has begun to say it may end.
        await sleep(1000);
        for (const one of servers) await one.end();
        assert.ok(isHeld(), `nothing held against a rude client in:\n${logged()}`);
        room().shell(`: > ${log}`);
      });

    it(`has no word against ten checks, each of ${connections} connections`, async () => {
      const servers = await start();
      try {
        for (let count = 0; count < 10; count += 1) {
          const before = room().takenConnections();
          const { report } = await room().check(...args);
          assert.equal(room().takenConnections() - before, connections, describeReport(report));
          if (count === 0)
            assert.ok(
              report.endpoints.some(({ status }) => status === 'ok'),
              describeReport(report),
            );
        }
      } finally {
        for (const one of servers) await one.end();
      }
      assertNothingIsHeldAgainstUs('ten checks');
    });

    for (const other of others)
      it(`has no word against: ${other.join(' ')}`, async () => {
        room().shell(`: > ${log}`);
        const servers = await start();
        try {
          await room().check(...args, ...other);
        } finally {
          for (const one of servers) await one.end();
        }
        assertNothingIsHeldAgainstUs(other.join(' '));
      });
  });
}

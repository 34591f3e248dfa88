// A session that is left alone and asked whether it is there: what each protocol sends for that, what counts as an answer, and
// that an end is heard unasked, however its bytes were cut.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import type { Outcome } from '../../../src/model/outcome.ts';
import type { MailProtocol } from '../../../src/model/protocol.ts';
import type { Reply } from '../../../src/model/reply.ts';
import { Secret } from '../../../src/model/secret.ts';
import { Channel } from '../../../src/net/channel.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { Redactor } from '../../../src/net/redactor.ts';
import { Transcript } from '../../../src/net/transcript.ts';
import { protocolNamed } from '../../../src/protocols/index.ts';
import type { Session } from '../../../src/protocols/protocol.ts';
import { MANNERS, parseDialog, playDialog } from '../../dialogs/play.ts';

/** What must come is waited for so long; what must not come is not waited for at all. */
const FAR_MS = 60_000;

const said = (outcome: Outcome<Reply>): string =>
  outcome.ok
    ? [outcome.value.code ?? outcome.value.status, ...outcome.value.lines].join(' ')
    : `${outcome.failure.kind}${outcome.failure.kind === 'timeout' ? ` ${outcome.failure.budget}` : ''}`;

const LOGIN = { user: 'ada', secret: new Secret('pw') };

interface Case {
  readonly name: string;
  readonly protocol: MailProtocol;
  readonly script: string;
  readonly talk: (session: Session) => Promise<readonly string[]>;
  readonly heard: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'SMTP: NOOP, and 421 unasked',
    protocol: 'smtp',
    script: 'S: 220 x\nC: NOOP\nS: 250 2.0.0 Ok\nS: 421 4.4.2 x Error: timeout exceeded\n[CLOSE]\n',
    talk: async (session) => {
      await session.greet();
      return [said(await session.keepAlive()), said(await session.hear(FAR_MS)), said(await session.hear(FAR_MS))];
    },
    heard: ['250 2.0.0 Ok', '421 4.4.2 x Error: timeout exceeded', 'closed'],
  },
  {
    name: 'SMTP: a refusal of NOOP is an answer',
    protocol: 'smtp',
    script: 'S: 220 x\nC: NOOP\nS: 502-no\nS: 502 such command\nC: QUIT\n',
    talk: async (session) => {
      await session.greet();
      const answers = [said(await session.keepAlive()), said(await session.hear(0))];
      session.quit();
      return answers;
    },
    heard: ['502 no such command', 'timeout command'],
  },
  {
    name: 'IMAP: NOOP with untagged data around it, and BYE after remarks that end nothing',
    protocol: 'imap',
    script:
      'S: * OK ready\nC: a1 NOOP\nS: * 3 EXISTS\nS: a1 OK done\nS: * OK Still here\nS: * 4 EXISTS\nS: * BYE Autologout; idle for too long\n[CLOSE]\n',
    talk: async (session) => {
      await session.greet();
      return [said(await session.keepAlive()), said(await session.hear(FAR_MS)), said(await session.hear(FAR_MS))];
    },
    heard: ['OK done', 'BYE Autologout; idle for too long', 'closed'],
  },
  {
    name: 'IMAP: BYE in answer to NOOP',
    protocol: 'imap',
    script: 'S: * OK ready\nC: a1 NOOP\nS: * BYE Disconnected for inactivity.\n[CLOSE]\n',
    talk: async (session) => {
      await session.greet();
      return [said(await session.keepAlive())];
    },
    heard: ['BYE Disconnected for inactivity.'],
  },
  {
    name: 'POP3: CAPA before the login, NOOP after it, and -ERR unasked',
    protocol: 'pop3',
    script:
      'S: +OK ready\nC: CAPA\nS: +OK\nS: USER\nS: .\nC: USER ada\nS: +OK\nC: PASS pw\nS: +OK Logged in.\nC: NOOP\nS: +OK\nS: -ERR Disconnected for inactivity.\n[CLOSE]\n',
    talk: async (session) => {
      await session.greet();
      const before = said(await session.keepAlive());
      await session.logIn?.('USER', LOGIN);
      return [before, said(await session.keepAlive()), said(await session.hear(FAR_MS)), said(await session.hear(FAR_MS))];
    },
    heard: ['+OK ', '+OK ', '-ERR Disconnected for inactivity.', 'closed'],
  },
  {
    name: 'POP3: a server without CAPA answers, too',
    protocol: 'pop3',
    script: 'S: +OK ready\nC: CAPA\nS: -ERR unknown command\nC: QUIT\n',
    talk: async (session) => {
      await session.greet();
      const answer = said(await session.keepAlive());
      session.quit();
      return [answer];
    },
    heard: ['+OK '],
  },
];

describe('a session that is left alone', () => {
  for (const { name, protocol, script, talk, heard } of CASES) {
    for (const manner of MANNERS) {
      it(`${name}, ${manner}`, async () => {
        const server = await playDialog(parseDialog('keep-alive', script), manner);
        const deadline = new Deadline(FAR_MS);
        const redactor = new Redactor();
        const socket = connect(server.port, server.address);
        try {
          const channel = new Channel(socket, deadline, new Transcript(deadline, redactor), 16_384);
          const session = protocolNamed(protocol).open(channel, {
            clientName: 'client.test',
            greetingMs: FAR_MS,
            commandMs: FAR_MS,
            authMs: FAR_MS,
            maxReplyLines: 200,
            redactor,
          });
          assert.deepEqual(await talk(session), heard);
          assert.deepEqual(server.mismatches, []);
        } finally {
          socket.destroy();
          deadline.release();
          await server.close();
        }
      });
    }
  }
});

// The dialogues of IMAP and POP3 servers, checked by the probe itself: whole and byte by byte it must learn the same.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Observations } from '../../../src/model/observation.ts';
import type { Credentials } from '../../../src/model/plan.ts';
import type { Mode } from '../../../src/model/protocol.ts';
import { Secret } from '../../../src/model/secret.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { runPlan } from '../../../src/probe/run.ts';
import { DEFAULT_REQUEST, makePlan } from '../../../src/request/plan.ts';
import { type Dialog, type DialogServer, MANNERS, playDialog, readDialogs } from '../../dialogs/play.ts';

const CREDENTIALS: Credentials = {
  user: 'me@lab.test',
  password: new Secret('correct-horse'),
  token: null,
  oauth: null,
  notices: [],
};

async function check(server: DialogServer, protocol: 'imap' | 'pop3', { facts }: Dialog, logsIn: boolean): Promise<Observations> {
  const { host, address, port, caPem } = server;
  const plan = makePlan(
    { input: host, protocol, host, literal: 0, mailbox: null, port: null, mode: null },
    {
      ...DEFAULT_REQUEST,
      protocol,
      ports: [port],
      modes: [facts.mode === 'tls' ? 'tls' : ('starttls' satisfies Mode)],
      resolve: new Map([[host, [address]]]),
      tls: { ...DEFAULT_REQUEST.tls, extraRoots: [caPem] },
      credentials: logsIn ? CREDENTIALS : null,
    },
  );
  const deadline = new Deadline(60_000);
  try {
    return (await runPlan(plan, deadline)).observations;
  } finally {
    deadline.release();
  }
}

const names = (text: string | undefined): string[] => (text ?? '').split(' ').filter(Boolean);

for (const protocol of ['imap', 'pop3'] as const) {
  describe(`${protocol} dialogues`, () => {
    for (const dialog of readDialogs(protocol)) {
      for (const manner of MANNERS) {
        for (const logsIn of [false, true]) {
          it(`${dialog.name}, ${manner}${logsIn ? ', with a login' : ''}`, async () => {
            const server = await playDialog(dialog, manner);
            try {
              const { facts } = dialog;
              const { endpoints, credentials } = await check(server, protocol, dialog, logsIn);
              const [endpoint, ...others] = endpoints;
              assert.ok(endpoint && others.length === 0);
              assert.equal(endpoint.failure, null);
              assert.deepEqual(endpoint.auth.tls, names(facts['auth tls']));
              assert.deepEqual(endpoint.auth.plaintext, facts.mode === 'tls' ? null : names(facts['auth plaintext']));
              assert.deepEqual(server.mismatches, []);
              if (!logsIn) return;
              const attempts = (credentials?.attempts ?? []).map(({ mechanism, status, reply }) => [
                mechanism,
                status,
                reply?.enhanced ?? null,
              ]);
              assert.deepEqual(attempts, [[facts.login, facts.status ?? 'accepted', facts.enhanced ?? null]]);
            } finally {
              await server.close();
            }
          });
        }
      }
    }
  });
}

// NTLM over HTTP before Samba's own server side (ntlm_auth): the messages of a check are handed to it as they came, and it judges the
// password and the integrity code over all three of them.
import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { Secret } from '../../src/model/secret.ts';
import { checkTarget } from '../scenarios/support/check-lab.ts';
import { type EwsReply, inboxFound, startEwsServer } from '../support/ews-server.ts';
import type { GraphRequest } from '../support/graph-server.ts';
import { programPath, programsAreMissing } from './support/packages.ts';

const HOST = 'mail.contoso.example';
const PASSWORD = 'Tr0ub4dor&3-Grüße';
const CODE_AT = 72;
const AV_FLAGS_WITH_CODE = Buffer.from('0600040002000000', 'hex');
const REFUSED: EwsReply = { status: 401, headers: { 'www-authenticate': 'NTLM' } };

/** One login before ntlm_auth(1), by the protocol in which Squid asks it. */
class NtlmAuth {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  constructor() {
    const login = ['--username=alice', `--password=${PASSWORD}`, '--domain=CONTOSO'];
    this.#child = spawn(programPath('ntlm_auth'), ['--helper-protocol=squid-2.5-ntlmssp', ...login]);
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async ask(word: 'YR' | 'KK', message: Buffer): Promise<readonly string[]> {
    this.#child.stdin.write(`${word} ${message.toString('base64')}\n`);
    const { value = '' } = await this.#lines.next();
    return String(value).split(' ');
  }

  async close(): Promise<void> {
    this.#child.stdin.end();
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
  }
}

async function logIn(password: string, change: (message: Buffer) => Buffer = (message) => message) {
  const judge = new NtlmAuth();
  const proofs: Buffer[] = [];
  const answerTo = async ({ headers }: GraphRequest): Promise<EwsReply> => {
    const message = Buffer.from((headers.authorization ?? '').replace(/^NTLM /, ''), 'base64');
    const isProof = message.at(8) === 3;
    if (isProof) proofs.push(message);
    const [word = '', token = ''] = await judge.ask(isProof ? 'KK' : 'YR', isProof ? change(message) : message);
    if (word === 'TT') return { status: 401, headers: { 'www-authenticate': `NTLM ${token}` } };
    return word === 'AF' ? inboxFound() : REFUSED;
  };
  const inbox = (request: GraphRequest): EwsReply => ({
    status: 0,
    act: async (response) => {
      const { status, headers, body = '' } = await answerTo(request);
      response.writeHead(status, headers).end(body);
    },
  });
  const server = await startEwsServer({ door: REFUSED, tokenDoor: REFUSED, inbox }, [HOST]);
  try {
    const { report } = await checkTarget(
      HOST,
      ['--protocol', 'ews', '--port', String(server.port), '--resolve', `${HOST}:127.0.0.1`, '--timeout', '60s'],
      {
        credentials: { user: 'CONTOSO\\alice', password: new Secret(password), token: null, oauth: null, notices: [] },
        tls: { extraRoots: server.extraRoots },
      },
    );
    return { status: report.credentials?.status, mechanism: report.credentials?.mechanism, proofs };
  } finally {
    await server.close();
    await judge.close();
  }
}

describe('NTLM over HTTP, before Samba', { skip: programsAreMissing(['ntlm_auth'], ['winbind']) }, () => {
  it('takes the right password, bound to the connection and with an integrity code', async () => {
    const { status, mechanism, proofs } = await logIn(PASSWORD);
    assert.deepEqual([status, mechanism, proofs.length], ['accepted', 'NTLM', 1]);
    assert.ok(proofs[0]?.includes(AV_FLAGS_WITH_CODE), 'the answer says that it has a code');
    assert.ok(proofs[0]?.includes(Buffer.from(`HTTP/${HOST}`, 'utf16le')), 'the answer names the service');
  });

  it('refuses a wrong password, after one attempt', async () => {
    const { status, proofs } = await logIn('another');
    assert.deepEqual([status, proofs.length], ['rejected', 1]);
  });

  it('refuses a message that was changed on the way: the code is judged', async () => {
    const { status } = await logIn(PASSWORD, (message) => {
      const changed = Buffer.from(message);
      changed.writeUInt8((changed[CODE_AT] ?? 0) ^ 1, CODE_AT);
      return changed;
    });
    assert.equal(status, 'rejected');
  });
});

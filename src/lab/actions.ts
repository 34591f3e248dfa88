// What a server can do other than answer: wait, trickle, fall silent, hang up, pour. Each is a step of a port's
// configuration; sizes are bounded by the client's patience, never by memory here.
import { challengeRaw } from './authentication.ts';
import { type Action, type LabSession, type LabStep, PROCEED } from './port.ts';

/** Waits, then does the step; without one, what the server would have done anyway. */
export const later =
  (ms: number, step?: LabStep): Action =>
  async (session) => {
    await session.wait(ms);
    return step !== undefined && (await session.perform(step)) ? undefined : PROCEED;
  };

/** One step after the other, until the connection is gone. */
export const inTurn =
  (...steps: readonly LabStep[]): Action =>
  async (session) => {
    let done = true;
    for (const step of steps) {
      if (session.ended) break;
      done = await session.perform(step);
    }
    return done ? undefined : PROCEED;
  };

/** A different step each time it comes up (on any connection); the last one stays. */
export function each(...steps: readonly LabStep[]): Action {
  let count = 0;
  return async (session) => {
    const step = steps[Math.min(count++, steps.length - 1)];
    return (await session.perform(step)) ? undefined : PROCEED;
  };
}

/** The ordinary behaviour; of use within `each`. */
export const proceed: Action = () => PROCEED;

/** The bytes one at a time. */
export const drip =
  (text: string | Buffer, everyMs: number): Action =>
  async (session) => {
    for (const byte of Buffer.from(text)) {
      await session.write(Buffer.from([byte]));
      await session.wait(everyMs);
      if (session.ended) return undefined;
    }
    return undefined;
  };

/** Silence for as long as the client stays. */
export const hang: Action = async (session) => {
  await session.gone();
  return undefined;
};

export const close: Action = (session) => {
  session.close();
  return undefined;
};

export const reset: Action = (session) => {
  session.reset();
  return undefined;
};

/** FIN, then silence with an open ear. */
export const halfClose: Action = async (session) => {
  session.halfClose();
  await session.gone();
  return undefined;
};

/** The chunk again and again until the client goes; `everyMs` slows it down. */
export const flood =
  (chunk: string | Buffer, everyMs = 0): Action =>
  async (session) => {
    const bytes = Buffer.from(chunk);
    while (!session.ended) {
      await session.write(bytes);
      // Also yields to the event loop: a client on the same loop must get its turn.
      await session.wait(Math.max(everyMs, 1));
    }
    return undefined;
  };

/** That many bytes of one letter, without a line end unless `end` is one. */
export const pour =
  (totalBytes: number, { start = '', letter = 'x', end = '' } = {}): Action =>
  async (session) => {
    const chunk = Buffer.alloc(Math.min(totalBytes, 65_536), letter);
    await session.write(Buffer.from(start));
    for (let left = totalBytes; left > 0 && !session.ended; left -= chunk.length) {
      await session.write(chunk.subarray(0, Math.min(left, chunk.length)));
    }
    await session.write(Buffer.from(end));
    return undefined;
  };

/** Waits for the client's first bytes (its TLS hello, or a command that should not come yet). */
export const afterFirstBytes =
  (step: LabStep): Action =>
  async (session) => {
    await session.firstBytes();
    return (await session.perform(step)) ? undefined : PROCEED;
  };

/** Whether the OpenSSL in use sends a ClientHello of more than one segment: from 3.5 on, by the share of X25519MLKEM768. */
export const sendsLargeHello = (): boolean => {
  const [major = 0, minor = 0] = process.versions.openssl.split('.').map(Number);
  return major > 3 || (major === 3 && minor >= 5);
};

const RECORD_HEAD_BYTES = 5;

/** For `handshake`: the step where the client's first record is larger than one segment, whatever it comes in; else proceeds. */
export const onLargeHello =
  (step: LabStep, mostBytes = 1400): Action =>
  async (session) => {
    let bytes = await session.firstBytes();
    while (bytes.length < RECORD_HEAD_BYTES && !session.ended) {
      await session.wait(1);
      bytes = await session.firstBytes();
    }
    const recordBytes = bytes[0] === 0x16 && bytes.length >= RECORD_HEAD_BYTES ? RECORD_HEAD_BYTES + bytes.readUInt16BE(3) : 0;
    if (recordBytes <= mostBytes) return PROCEED;
    return (await session.perform(step)) ? undefined : PROCEED;
  };

/** Alert numbers of RFC 8446 §6. */
export const ALERT = {
  unexpectedMessage: 10,
  handshakeFailure: 40,
  badCertificate: 42,
  insufficientSecurity: 71,
  internalError: 80,
  protocolVersion: 70,
  unrecognisedName: 112,
  certificateRequired: 116,
} as const;

/** For `handshake`: answers the hello with a fatal alert and closes. */
export const tlsAlert = (alert: number): Action => afterFirstBytes(inTurn(Buffer.from([21, 3, 3, 0, 2, 2, alert]), close));

/** For `handshake`: a ServerHello's head, then nonsense. */
export const breakHandshake: Action = afterFirstBytes(
  inTurn(Buffer.concat([Buffer.from([22, 3, 3, 0, 122, 2, 0, 0, 118, 3, 3]), Buffer.alloc(400, 0xa5)]), close),
);

/** For `handshake`: TLS records one after the other, as long as the client reads them. */
export const floodRecords = (type: number, body: Buffer): Action => {
  const head = Buffer.from([type, 3, 3, body.length >> 8, body.length & 0xff]);
  return afterFirstBytes(flood(Buffer.concat(Array.from({ length: 50 }, () => Buffer.concat([head, body])))));
};

/** Asks the client for another handshake, again and again (TLS 1.2: HelloRequest, RFC 5246 §7.4.1.1), then proceeds. */
export const renegotiate =
  (times: number): Action =>
  async (session): Promise<typeof PROCEED> => {
    const socket = session.tlsSocket;
    for (let round = 0; socket && round < times && !session.ended; round++) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          socket.off('close', done);
          resolve();
        };
        socket.once('close', done);
        if (socket.renegotiate({ rejectUnauthorized: false }, done) !== true) done();
      });
    }
    return PROCEED;
  };

/** For STARTTLS: says this, whatever is glued to it, and begins TLS. */
export const startTlsSaying =
  (bytes: string): Action =>
  async (session) => {
    await session.write(Buffer.from(bytes));
    await session.upgrade();
    return undefined;
  };

/** For a mechanism: this raw line as challenge, `times` over, then the step. */
export const challenges =
  (line: string, times: number, step: LabStep): Action =>
  async (session) => {
    for (let round = 0; round < times; round++) {
      const response = await challengeRaw(session, line);
      if (response === null) return undefined;
      if (response === '*') {
        session.send('501 5.7.0 Authentication cancelled');
        return undefined;
      }
    }
    return (await session.perform(step)) ? undefined : PROCEED;
  };

const forms = (session: LabSession): string =>
  (session.lastLogin?.payloads ?? [])
    .map((payload, at) => `${payload.toString('latin1').replaceAll('\0', ' ')} ${session.lastLogin?.wire[at]}`)
    .join(' ');

/** A refusal that repeats what the client sent, in the clear and in Base64. Some servers' debug settings do just that. */
export const echoSecrets =
  (code = '535 5.7.8', times = 1): Action =>
  (session) => {
    session.send(`${code} Login failed for ${`${forms(session)} `.repeat(times).trim()}`);
    return undefined;
  };

// A server for session tests: says its greeting, then one turn for each line that the client sends, in pieces of a given
// size. It knows no protocol.
import { Duplex } from 'node:stream';
import { Channel } from '../../../src/net/channel.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { Redactor } from '../../../src/net/redactor.ts';
import { Transcript } from '../../../src/net/transcript.ts';
import type { ProtocolDefinition, Session } from '../../../src/protocols/protocol.ts';

const CRLF = '\r\n';

export class ScriptedPeer extends Duplex {
  /** The lines that came, without their ends. */
  readonly heard: string[] = [];
  readonly #turns: (string | Buffer)[];
  readonly #size: number;
  readonly #ends: boolean;
  #text = '';

  /** `ends`: it closes after the last turn. A missing turn is silence. */
  constructor(turns: readonly (string | Buffer)[], size: number, ends: boolean) {
    super();
    this.#turns = [...turns];
    this.#size = size;
    this.#ends = ends;
    this.#say();
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#text += chunk.toString('utf8');
    for (let at = this.#text.indexOf(CRLF); at >= 0; at = this.#text.indexOf(CRLF)) {
      this.heard.push(this.#text.slice(0, at));
      this.#text = this.#text.slice(at + 2);
      this.#say();
    }
    done();
  }

  #say(): void {
    const bytes = Buffer.from(this.#turns.shift() ?? '');
    for (let at = 0; at < bytes.length; at += this.#size) this.push(bytes.subarray(at, at + this.#size));
    if (this.#ends && this.#turns.length === 0) this.push(null);
  }
}

export interface Talk {
  readonly session: Session;
  readonly peer: ScriptedPeer;
  readonly redactor: Redactor;
  /** What was kept of the talk. */
  readonly lines: () => string[];
}

export interface TalkSetting {
  readonly size?: number;
  readonly ends?: boolean;
  readonly waitMs?: number;
  readonly maxReplyLines?: number;
}

/** Opens a session on a peer that takes these turns, each with its own line ends. */
export function openTalk(
  protocol: ProtocolDefinition,
  turns: readonly (string | Buffer)[],
  { size = 1 << 20, ends = true, waitMs = 60_000, maxReplyLines = 20 }: TalkSetting = {},
): Talk {
  const deadline = new Deadline(60_000);
  const redactor = new Redactor();
  const peer = new ScriptedPeer(turns, size, ends);
  const transcript = new Transcript(deadline, redactor);
  const channel = new Channel(peer, deadline, transcript, 2_000);
  const session = protocol.open(channel, {
    clientName: 'client.test',
    greetingMs: waitMs,
    commandMs: waitMs,
    authMs: waitMs,
    maxReplyLines,
    redactor,
  });
  return { session, peer, redactor, lines: () => transcript.lines().map(({ line }) => line) };
}

/** Whole, in threes, byte by byte. */
export const PIECES = [1 << 20, 3, 1] as const;

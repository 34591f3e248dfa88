// Where the lines of a run go: whole ones, one after the other, and told of only when they have left the process. A run
// that is killed leaves at most one line cut in half. Must not know what a line says.
import type { FileHandle } from 'node:fs/promises';

export interface ResultSink {
  /** Resolves when the line has left the process. Rejects with ReaderGone, or with what the system says. */
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Nobody reads any more (`| head`): no fault, only the end. */
export class ReaderGone extends Error {
  override readonly name = 'ReaderGone';
}

interface Writable {
  write(text: string, done?: (error?: Error | null) => void): boolean;
}

const GONE = new Set(['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);

const isGone = (error: unknown): boolean => error instanceof Error && 'code' in error && GONE.has(String(error.code));

type WriteOut = (text: string) => Promise<void>;

/** Lines that come while one is being written go out together with the next. */
function bundledSink(writeOut: WriteOut, close: () => Promise<void>): ResultSink {
  let pending: { readonly text: string; readonly resolve: () => void; readonly reject: (error: unknown) => void }[] = [];
  let isWriting = false;
  const drain = async (): Promise<void> => {
    isWriting = true;
    while (pending.length > 0) {
      const batch = pending;
      pending = [];
      try {
        await writeOut(batch.map(({ text }) => text).join(''));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isWriting = false;
  };
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        pending.push({ text, resolve, reject });
        // Not at once: others may be finished within the same turn.
        if (!isWriting && pending.length === 1) setImmediate(drain);
      }),
    close,
  };
}

export const streamSink = (stream: Writable): ResultSink =>
  bundledSink(
    (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          if (!error) resolve();
          else reject(isGone(error) ? new ReaderGone() : error);
        });
      }),
    async () => {},
  );

/** Told of only when it is on the disk: for what must be known whatever happens next. */
export const syncedSink = (file: FileHandle): ResultSink =>
  bundledSink(
    async (text) => {
      await file.appendFile(text);
      await file.datasync();
    },
    () => file.close(),
  );

export const fileSink = (file: FileHandle): ResultSink =>
  bundledSink(
    (text) => file.appendFile(text),
    async () => {
      await file.sync().catch(() => {}); // A pipe or device has nothing to sync.
      await file.close();
    },
  );

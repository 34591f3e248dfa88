// Reads what the user names: stdin, and by way of `probe` files and variables; bounded in size and time, with complaints
// that name the source. Must not know what the bytes mean.
import { UsageError } from '../../model/usage-error.ts';
import { describeSystemError, sizeOf } from '../../request/input-file.ts';
import type { Io } from './io.ts';

export { describeSystemError, readInputFile } from '../../request/input-file.ts';

/** All of stdin, at most `maxBytes`, within `timeoutMs`: a pipe that nobody closes must not hold the check up for ever. */
export function readStdin(io: Io, what: string, maxBytes: number, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let total = 0;
    const stop = (): void => {
      clearTimeout(timer);
      io.stdin.off('data', take).off('end', finish).off('error', fail);
      io.stdin.pause();
      // An unread pipe would keep the process alive.
      if ('unref' in io.stdin && typeof io.stdin.unref === 'function') io.stdin.unref();
    };
    const refuse = (reason: string): void => {
      stop();
      reject(new UsageError(`${reason}`, what));
    };
    const take = (chunk: Buffer | string): void => {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      total += bytes.length;
      if (total > maxBytes) refuse(`more than ${sizeOf(maxBytes)} came on stdin`);
      else chunks.push(bytes);
    };
    const finish = (): void => {
      stop();
      resolve(Buffer.concat(chunks));
    };
    const fail = (error: unknown): void => refuse(`cannot read stdin: ${describeSystemError(error)}`);
    const timer = setTimeout(() => refuse(`stdin was not closed within ${timeoutMs / 1_000} s`), timeoutMs);
    io.stdin.on('data', take).on('end', finish).on('error', fail);
    io.stdin.resume();
  });
}

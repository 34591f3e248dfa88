// The streams and variables that a command works with, so that the lab and the tests can hand in their own.
// Knows nothing of commands.

export interface OutputStream {
  write(text: string, done?: (error?: Error | null) => void): boolean;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

export interface Io {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The process's own. */
export const processIo = (): Io => ({
  stdout: process.stdout,
  stderr: process.stderr,
  // Opened by Node when first asked for, which few commands do.
  get stdin() {
    return process.stdin;
  },
  env: process.env,
});

/** Whether stdout gets colours: `--no-color`, then FORCE_COLOR, then NO_COLOR (no-color.org), then what the terminal is. */
export function isColourful(io: Io, flag: boolean | undefined): boolean {
  if (flag === false) return false;
  const forced = io.env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (io.env.NO_COLOR) return false;
  return io.stdout.isTTY === true && io.env.TERM !== 'dumb';
}

const DEFAULT_COLUMNS = 80;

/** Columns to fill: the terminal's, else those that COLUMNS names (a pipe to a pager), else 80. */
export function columnsOf({ stdout, env }: Pick<Io, 'stdout' | 'env'>): number {
  const named = /^[1-9]\d{0,3}$/.test(env.COLUMNS ?? '') ? Number(env.COLUMNS) : 0;
  return stdout.columns || named || DEFAULT_COLUMNS;
}

/** The height of the screen that stdout is; undefined where it is none. */
export const rowsOf = ({ stdout }: Pick<Io, 'stdout'>): number | undefined => (stdout.isTTY === true ? stdout.rows : undefined);

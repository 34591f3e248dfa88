// A real terminal for the tests: tmux holds the pseudo-terminal, keys go in, the screen comes out. Installs tmux where
// that can be done (root on Debian). No test of its own.
import { type ChildProcessWithoutNullStreams, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { PROGRAM as BUILT } from '../scenarios/support/built-program.ts';

const succeeds = (command: string, argv: readonly string[]): boolean =>
  spawnSync(command, argv, { stdio: 'ignore' }).status === 0;

/** Why there is no terminal to test with; false where there is. With CI=true a missing one is a failure. */
export function terminalMissing(): string | false {
  if (process.platform === 'win32') return 'no pseudo-terminals here';
  if (succeeds('tmux', ['-V'])) return false;
  if (process.getuid?.() === 0 && succeeds('apt-get', ['install', '-y', '-q', 'tmux'])) return false;
  if (process.env.CI === 'true') throw new Error('tmux is missing and cannot be installed');
  return 'tmux is missing';
}

/** As typed in the shell. */
export const PROGRAM = `${process.execPath} ${BUILT}`;

const HANG_MS = 300_000;
const GLANCE_MS = 50;

/** As tmux reads its command lines: nothing in it stands for anything else. */
const quoted = (word: string): string =>
  `"${word
    .replace(/[\\"$]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\x1b', '\\e')}"`;

/** A client of tmux in control mode: one process for all commands to a terminal, where one for each would cost more than they do. */
class ControlClient {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<unknown>;
  readonly #waiting: { readonly resolve: (answer: string) => void; readonly reject: (error: Error) => void }[] = [];
  /** Of the answer that is being read; null: none is. */
  #lines: string[] | null = null;

  constructor(socket: string) {
    // Of no size of its own, and not told what the shell prints.
    const attach = ['-C', 'attach-session', '-f', 'ignore-size,no-output'];
    this.#child = spawn('tmux', ['-u', '-S', socket, '-f', '/dev/null', ...attach]);
    this.#child.stdin.on('error', () => {});
    this.#ended = once(this.#child, 'close').then(() => {
      for (const { reject } of this.#waiting) reject(new Error('tmux has ended'));
    });
    // What it was started with is answered, too.
    this.#waiting.push({ resolve: () => {}, reject: () => {} });
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#read(line));
  }

  /** tmux(1), CONTROL MODE: an answer stands between two lines that begin with %; between answers there are notices. */
  #read(line: string): void {
    const [, kind] = /^%(begin|end|error) \d+ \d+ \d+$/.exec(line) ?? [];
    if (kind === 'begin') this.#lines = [];
    else if (kind === undefined) this.#lines?.push(line);
    else {
      const text = (this.#lines ?? []).join('\n');
      this.#lines = null;
      const asked = this.#waiting.shift();
      if (kind === 'end') asked?.resolve(text);
      else asked?.reject(new Error(text));
    }
  }

  ask(...words: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#child.stdin.write(`${words.map(quoted).join(' ')}\n`);
    });
  }

  /** Of the server too, with all that runs in it. */
  async end(): Promise<void> {
    this.ask('kill-server').catch(() => {});
    await this.#ended;
  }
}

export class Terminal implements AsyncDisposable {
  readonly #folder: string;
  readonly #client: ControlClient;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#client = new ControlClient(join(folder, 'socket'));
  }

  /** A shell in a terminal of 80 columns, with these variables and little else. */
  static async open(env: Readonly<Record<string, string>> = {}): Promise<Terminal> {
    const folder = mkdtempSync(join(tmpdir(), 'mailprobe-tty-'));
    const variables = { PATH: process.env.PATH ?? '', HOME: folder, LANG: 'C.UTF-8', PS1: '$ ', ...env };
    const assignments = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    // tmux itself sets TERM; env -i would take it off.
    const shell = ['env', '-i', 'TERM=screen', ...assignments, 'sh'];
    const start = ['-S', join(folder, 'socket'), '-f', '/dev/null', 'new-session', '-d', '-x', '80', '-y', '40', ...shell];
    await promisify(execFile)('tmux', start);
    const terminal = new Terminal(folder);
    await terminal.#client.ask('set-option', '-g', 'history-limit', '5000');
    // What is typed before the shell asks for it stands in front of its prompt.
    await terminal.shows(/^\$ /m);
    return terminal;
  }

  /** Text as typed, letter for letter. */
  async type(text: string): Promise<void> {
    await this.#client.ask('send-keys', '-l', '--', text);
  }

  /** Keys by tmux's names: Enter, Down, C-c. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#client.ask('send-keys', key);
  }

  /** What stands on the screen and what has scrolled off it, lines whole. */
  async screen(): Promise<string> {
    return this.#client.ask('capture-pane', '-p', '-J', '-S', '-');
  }

  /** Waits until the screen shows it; throws with the screen where it does not come for so long that it never will. */
  async shows(pattern: RegExp): Promise<string> {
    for (let tries = 0; tries < HANG_MS / GLANCE_MS; tries++) {
      const screen = await this.screen();
      if (pattern.test(screen)) return screen;
      await sleep(GLANCE_MS);
    }
    throw new Error(`never showed ${pattern}:\n${await this.screen()}`);
  }

  /** Types an answer to the question that is waited for. */
  async answer(question: RegExp, text: string): Promise<void> {
    await this.shows(question);
    if (text !== '') await this.type(text);
    await this.press('Enter');
  }

  /** Forgets what has scrolled off the screen, and wipes it; what is drawn next stands alone. */
  async clear(): Promise<void> {
    await this.#client.ask('send-keys', '-R');
    await this.#client.ask('clear-history');
  }

  async isCursorShown(): Promise<boolean> {
    return (await this.#client.ask('display-message', '-p', '#{cursor_flag}')).trim() === '1';
  }

  /** Waits for the end of what was started. */
  async exitCode(): Promise<number> {
    const screen = await this.shows(/^exit=\d+\n\$ /m);
    return Number(/^exit=(\d+)/m.exec(screen)?.[1]);
  }

  /** Starts a line in the shell; `exitCode()` tells how it ended. */
  async start(line: string): Promise<void> {
    // A program without a prompt at this moment dies of Ctrl-C's signal, and dash then drops the rest of the line; with a
    // trap of its own it goes on, and $? is 130 as everywhere.
    await this.type(`trap : INT; ${line}; code=$?; echo; echo exit=$code`);
    await this.press('Enter');
  }

  /** Whether the terminal echoes and edits lines, as a shell's user expects. */
  async isSane(): Promise<boolean> {
    await this.type('stty -a | tr " ;" "\\n\\n" | grep -x -e echo -e icanon -e isig | sort | xargs echo flags:');
    await this.press('Enter');
    await this.shows(/^flags:.*/m);
    return /^flags: echo icanon isig$/m.test(await this.screen());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

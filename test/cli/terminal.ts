// A real terminal for the tests: tmux holds the pseudo-terminal, keys go in, the screen comes out. Installs tmux where
// that can be done (root on Debian). No test of its own.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { PROGRAM as BUILT } from '../scenarios/support/built-program.ts';

const run = promisify(execFile);
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
/** Each glance is a process of its own. */
const GLANCE_MS = 150;

export class Terminal implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'mailprobe-tty-'));

  async #tmux(...argv: readonly string[]): Promise<string> {
    return (await run('tmux', ['-S', join(this.#folder, 'socket'), '-f', '/dev/null', ...argv])).stdout;
  }

  /** A shell in a terminal of 80 columns, with these variables and little else. */
  static async open(env: Readonly<Record<string, string>> = {}): Promise<Terminal> {
    const terminal = new Terminal();
    const variables = { PATH: process.env.PATH ?? '', HOME: terminal.#folder, LANG: 'C.UTF-8', PS1: '$ ', ...env };
    const assignments = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    // tmux itself sets TERM; env -i would take it off.
    const shell = ['env', '-i', 'TERM=screen', ...assignments, 'sh'];
    await terminal.#tmux('new-session', '-d', '-x', '80', '-y', '40', ...shell);
    await terminal.#tmux('set-option', '-g', 'history-limit', '5000');
    return terminal;
  }

  /** Text as typed, letter for letter. */
  async type(text: string): Promise<void> {
    await this.#tmux('send-keys', '-l', '--', text);
  }

  /** Keys by tmux's names: Enter, Down, C-c. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#tmux('send-keys', key);
  }

  /** What stands on the screen and what has scrolled off it, lines whole. */
  async screen(): Promise<string> {
    return this.#tmux('capture-pane', '-p', '-J', '-S', '-');
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
    await this.#tmux('send-keys', '-R', ';', 'clear-history');
  }

  async isCursorShown(): Promise<boolean> {
    return (await this.#tmux('display-message', '-p', '#{cursor_flag}')).trim() === '1';
  }

  /** Waits for the end of what was started. */
  async exitCode(): Promise<number> {
    const screen = await this.shows(/^exit=\d+/m);
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
    await this.#tmux('kill-server').catch(() => '');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

// The completion scripts inside the shells themselves: what each offers for a line that is being typed. bash is part of
// every system that this is developed on; zsh and fish are asked where they are installed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { completionScript } from '../../../../src/cli/commands/completion.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-completion-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const script = (shell: string): string => join(folder, `script.${shell}`);
before(async () => {
  for (const shell of ['bash', 'zsh', 'fish'] as const) writeFileSync(script(shell), await completionScript(shell));
  writeFileSync(join(folder, 'list of hosts.txt'), '');
});

function runShell(shell: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(shell, args, { encoding: 'utf8', cwd: folder, timeout: 300_000 });
  if (error) throw error;
  assert.equal(stderr, '');
  assert.equal(status, 0);
  return stdout;
}
const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

/** The line as typed, and what must be among the offers, or all of them. */
interface Typed {
  readonly line: readonly string[];
  readonly all?: readonly string[];
  readonly some?: readonly string[];
  readonly none?: readonly string[];
}

const TYPED: readonly Typed[] = [
  { line: ['che'], all: ['check'] },
  { line: [''], some: ['check', 'batch', 'serve', 'completion'] },
  { line: ['check', '--form'], all: ['--format'] },
  { line: ['check', '--'], some: ['--port', '--strict', '--help'], none: ['--password', '--token', '--resume'] },
  { line: ['check', '--format', 'n'], all: ['nagios'] },
  { line: ['check', '-f', 'ju'], all: ['junit'] },
  { line: ['batch', '--format', ''], all: ['jsonl', 'csv', 'text'] },
  { line: ['batch', '--res'], all: ['--resume', '--resolve'] },
  { line: ['check', '--protocol', 'i'], all: ['imap'] },
  { line: ['check', '-v', '--tls-min', '1.'], all: ['1.0', '1.1', '1.2', '1.3'] },
  { line: ['check', '--mode', 'tls,st'], all: ['tls,starttls'] },
  { line: ['lab', 'expired-c'], all: ['expired-certificate'] },
  { line: ['completion', ''], all: ['bash', 'fish', 'zsh'] },
  { line: ['batch', 'list'], all: ['list of hosts.txt'] },
  { line: ['check', '--ca', 'list'], all: ['list of hosts.txt'] },
  { line: ['check', '--user', 'list'], all: [] },
];

function assertOffers(offers: readonly string[], { all, some = [], none = [] }: Typed): void {
  if (all) assert.deepEqual([...new Set(offers)].sort(), [...all].sort());
  for (const word of some) assert.ok(offers.includes(word), `${word} is missing in ${offers.join(' ')}`);
  for (const word of none) assert.ok(!offers.includes(word), `${word} is offered`);
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

describe('completion in bash', () => {
  const complete = (line: readonly string[]): string[] =>
    runShell('bash', [
      '--norc',
      '-c',
      `source ${quote(script('bash'))}
complete -p mailprobe | grep -q -- '-F _mailprobe mailprobe' || exit 9
COMP_WORDS=(mailprobe ${line.map(quote).join(' ')}); COMP_CWORD=${line.length}
_mailprobe
for word in "\${COMPREPLY[@]}"; do printf '%s\\n' "$word"; done`,
    ])
      .split('\n')
      .filter(Boolean);
  for (const typed of TYPED) it(typed.line.join(' ') || '(nothing yet)', () => assertOffers(complete(typed.line), typed));
  it('takes --option=value apart', () => {
    assert.deepEqual(complete(['check', '--format', '=', 'na']), ['nagios']);
    assert.deepEqual(complete(['batch', '--format', '=']), ['jsonl', 'csv', 'text']);
  });
});

describe('completion in fish', { skip: !has('fish') }, () => {
  for (const typed of TYPED) {
    it(typed.line.join(' ') || '(nothing yet)', () => {
      // fish offers options only where a dash was typed, and options that begin with what was typed first.
      const output = runShell('fish', [
        '--no-config',
        '-c',
        `source ${script('fish')}; complete -C 'mailprobe ${typed.line.join(' ')}'`,
      ]);
      const offers = output
        .split('\n')
        .filter(Boolean)
        .map((line) => (line.split('\t')[0] ?? '').replaceAll('\\ ', ' '));
      assertOffers(offers, typed);
    });
  }
});

describe('completion in zsh', { skip: !has('zsh') }, () => {
  it('is a script that zsh can read', () => {
    assert.equal(runShell('zsh', ['-f', '-n', script('zsh')]), '');
  });

  // A pseudo-terminal of zsh's own: the line is typed, TAB pressed, and what the line has become is read.
  const complete = (line: string): string =>
    runShell('zsh', [
      '-f',
      '-c',
      `zmodload zsh/zpty
zpty shell 'TERM=dumb PS1= zsh -f -i'
ask() { zpty -w shell "$1"; local out=; while zpty -r -m shell out "*$2*" 2>/dev/null; do [[ $out == *$2* ]] && break; done; }
ask $'unsetopt zle_bracketed_paste; autoload -U compinit; compinit -u -D; source ${script('zsh')}; print re""ady' ready
ask $'show-line() { print -r -- "<<$BUFFER>>"; BUFFER= }; zle -N show-line; bindkey "^X" show-line; print se""t' set
zpty -w -n shell ${quote(line)}$'\\t'$'\\x18'
local out=
zpty -r -m shell out '*<<*>>*'
print -r -- \${\${out##*<<}%%>>*}
zpty -d shell`,
    ]).trim();
  const COMPLETED: readonly (readonly [string, string])[] = [
    ['mailprobe chec', 'mailprobe check'],
    ['mailprobe check --forma', 'mailprobe check --format='],
    ['mailprobe check --stri', 'mailprobe check --strict'],
    ['mailprobe check --format na', 'mailprobe check --format nagios'],
    ['mailprobe batch --resu', 'mailprobe batch --resume='],
    ['mailprobe batch list', 'mailprobe batch list\\ of\\ hosts.txt'],
    ['mailprobe lab expired-c', 'mailprobe lab expired-certificate'],
    ['mailprobe check --mode tls,st', 'mailprobe check --mode tls,starttls'],
  ];
  for (const [typed, completed] of COMPLETED) it(typed, () => assert.equal(complete(typed).replace(/[ ,]+$/, ''), completed));
});

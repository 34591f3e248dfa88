// The manual page: every command and option of the list is in it, and roff programs read it without complaint.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { COMMANDS } from '../../../src/cli/commands/index.ts';
import { manualPage, roffText } from '../../../src/cli/options/manual.ts';

const page = manualPage(COMMANDS, '1.2.3');

const rendered = (command: string, args: readonly string[]): { text: string; complaints: string } => {
  const { stdout, stderr, error } = spawnSync(command, args, { input: page, encoding: 'utf8', timeout: 300_000 });
  if (error) throw error;
  return { text: stdout.replace(/.\u0008/g, ''), complaints: stderr };
};
const has = (command: string): boolean => spawnSync(command, ['--version'], { input: '' }).error === undefined;

describe('manual page', () => {
  it('names every option that is taken, and none that is refused', () => {
    const longOf = (flags: string): string | undefined => /--[a-z0-9-]+/.exec(flags)?.[0];
    const all = COMMANDS.flatMap(({ options }) => options);
    // Some are taken by one command and refused by another.
    const taken = new Set(all.filter(({ refused }) => refused === undefined).map(({ flags }) => longOf(flags)));
    for (const { flags } of all) {
      const long = longOf(flags);
      if (long === undefined) continue;
      const isNamed = page.includes(`\\fB${roffText(long)}\\fR`);
      assert.equal(isNamed, taken.has(long), long);
    }
  });

  const TEXTS: readonly (readonly [string, string])[] = [
    ['a-b', 'a\\-b'],
    ['C:\\x', 'C:\\ex'],
    ['.hidden', '\\&.hidden'],
    ["don't", 'don\\(aqt'],
    ['a\n.SH forged', 'a\n\\&.SH forged'],
  ];
  for (const [text, roff] of TEXTS) it(`writes ${JSON.stringify(text)}`, () => assert.equal(roffText(text), roff));

  it('is read by groff', { skip: !has('groff') }, () => {
    const { text, complaints } = rendered('groff', ['-man', '-ww', '-Tascii', '-P-c']);
    assert.equal(complaints, '');
    for (const { name } of COMMANDS) assert.match(text, new RegExp(`mailprobe ${name}\\b`));
    assert.match(text, /--allow-insecure-auth/);
    assert.match(text, /\.example\.com/);
  });
  it('is read by mandoc', { skip: !has('mandoc') }, () => {
    const { text } = rendered('mandoc', ['-T', 'lint', '-W', 'error']);
    assert.equal(text, '');
  });
});

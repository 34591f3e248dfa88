// Microsoft Graph and EWS in the wizard: offered for a mailbox, and what is then checked; and no question about ports where a
// service has one.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import type { Io } from '../../../src/cli/terminal/io.ts';
import type { Prompter } from '../../../src/cli/terminal/prompter.ts';
import { type CheckAnswers, checkOf, shellCommand } from '../../../src/cli/wizard/command-line.ts';
import { entriesAfter } from '../../../src/cli/wizard/entries.ts';
import { answersFor } from '../../../src/cli/wizard/questions.ts';
import { readTypedTarget } from '../../../src/request/typed-target.ts';

const SERVICE = /Microsoft Graph or Exchange Web Services/;
const io: Io = { stdout: { write: () => true }, stderr: { write: () => true }, stdin: Readable.from([]), env: {} };

const after = (answers: CheckAnswers) => entriesAfter({ answers, run: null, servers: [] });
const titles = (answers: CheckAnswers): string[] => after(answers).map(({ title }) => title({ answers, run: null, servers: [] }));

/** Takes the choice of that name, and is asked nothing else. */
const choosing = (name: RegExp): Prompter =>
  ({
    choose: async ({ choices }: { readonly choices: readonly { readonly name: string; readonly value: unknown }[] }) => {
      const found = choices.find((one) => name.test(one.name));
      assert.ok(found, `${name} is none of ${choices.map((one) => one.name)}`);
      return found.value;
    },
  }) as unknown as Prompter;

describe('a service over HTTP in the wizard', () => {
  for (const [name, protocol] of [
    [/Graph/, 'graph'],
    [/Exchange Web Services/, 'ews'],
  ] as const)
    it(`${protocol} is offered for a mailbox, whatever was checked of it`, async () => {
      const answers: CheckAnswers = { ...checkOf('ada@contoso.example'), all: true, client: 'mailkit' };
      const entry = after(answers).find(({ title }) => SERVICE.test(title({ answers, run: null, servers: [] })));
      const next = await entry?.follow({ answers, run: null, servers: [] }, { prompter: choosing(name), io });
      assert.ok(typeof next === 'object');
      assert.deepEqual(shellCommand(next, 200), [`mailprobe check ada@contoso.example --protocol ${protocol}`]);
    });

  it('is not offered for a host, which may be no such service', () => {
    assert.ok(!titles(checkOf('smtp.contoso.example')).some((title) => SERVICE.test(title)));
  });

  it('is checked alone where its host or URL is named, and nothing is offered that it has not', () => {
    for (const typed of ['graph.microsoft.com', 'https://mail.contoso.example/EWS/Exchange.asmx']) {
      const answers = answersFor(readTypedTarget(typed));
      assert.deepEqual(shellCommand(answers, 200), [`mailprobe check ${typed}`]);
      assert.ok(!titles(answers).some((title) => /port or mode|SMTP, IMAP and POP3/.test(title)), typed);
    }
    assert.ok(titles(checkOf('ada@contoso.example')).some((title) => /port or mode/.test(title)));
  });
});

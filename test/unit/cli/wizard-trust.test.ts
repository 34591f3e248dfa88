// After a certificate that does not verify the wizard offers to go by the roots of another program: which entries there are,
// what is then checked, and the command line of it.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, describe, it } from 'node:test';
import type { Printable } from '../../../src/cli/commands/check.ts';
import type { Io } from '../../../src/cli/terminal/io.ts';
import type { Prompter } from '../../../src/cli/terminal/prompter.ts';
import { type CheckAnswers, checkOf, quoteForShell, shellCommand } from '../../../src/cli/wizard/command-line.ts';
import { entriesAfter } from '../../../src/cli/wizard/entries.ts';
import type { Round } from '../../../src/cli/wizard/round.ts';
import { labRootPem } from '../../../src/lab/certificates.ts';
import type { FindingId } from '../../../src/model/finding.ts';
import type { Report } from '../../../src/model/report.ts';
import { Secret } from '../../../src/model/secret.ts';
import { buildReport } from '../../../src/report/build.ts';
import { keystoreSample } from '../net/keystore-samples.ts';
import { makeFinding, makeParts } from '../report/fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-wizard-trust-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const SYSTEM = 'Check again by the roots of this system';
const FILE = 'Check again by the roots of a Java truststore or a PEM file';
const MOZILLA = "Check again by Mozilla's list of roots";
const HOST = 'smtp.example.com';

const printable = (report: Report): Printable => ({ report }) as unknown as Printable;

const roundOf = (found: FindingId | null, more: Partial<CheckAnswers> = {}): Round => {
  const report = { ...buildReport(makeParts()), findings: found === null ? [] : [makeFinding(found)] };
  return {
    answers: { ...checkOf(HOST), ...more },
    run: { checked: printable(report), options: {} },
    servers: [],
  };
};

/** Those of them that are offered. */
const offered = (round: Round): string[] =>
  entriesAfter(round)
    .map(({ title }) => title(round))
    .filter((title) => [SYSTEM, FILE, MOZILLA].includes(title));

const ioWith = (env: Io['env']): Io => ({
  stdout: { write: () => true },
  stderr: { write: () => true },
  stdin: Readable.from([]),
  env,
});

interface Asked {
  readonly message: string;
  readonly initial: string | undefined;
  readonly complaint: string | null;
}

/** Answers the one question for a file, and takes down how it was asked. */
async function follow(round: Round, title: string, answer?: string, env: Io['env'] = {}) {
  const asked: Asked[] = [];
  const text: Prompter['text'] = async ({ message, initial, validate }) => {
    const given = answer ?? initial ?? '';
    asked.push({ message, initial, complaint: (await validate?.(given)) ?? null });
    return given;
  };
  const entry = entriesAfter(round).find((one) => one.title(round) === title);
  assert.ok(entry, `${title} is not offered`);
  const next = await entry.follow(round, { prompter: { text } as unknown as Prompter, io: ioWith(env) });
  return { next: typeof next === 'object' ? next : assert.fail(next), asked };
}

const lineOf = (answers: CheckAnswers): string => shellCommand(answers, 400, 'linux').join('\n');

describe('the roots of another program in the wizard', () => {
  for (const id of ['cert-untrusted-root', 'cert-self-signed', 'cert-missing-intermediate', 'tls-intercepted'] as const)
    it(`are offered after ${id}`, () => assert.deepEqual(offered(roundOf(id)), [SYSTEM, FILE]));

  for (const id of ['cert-expired', 'cert-name-mismatch', 'auth-rejected', null] as const)
    it(`are not after ${id ?? 'a check in which nothing was wrong'}, which they do not change`, () =>
      assert.deepEqual(offered(roundOf(id)), []));

  it('stand at the top, since they are about what decides', () => {
    const round = roundOf('cert-untrusted-root');
    assert.equal(entriesAfter(round)[0]?.title(round), SYSTEM);
  });

  it('the same are not offered twice, and there is a way back, also from a store that cannot be had', () => {
    assert.deepEqual(offered(roundOf('cert-untrusted-root', { trust: 'system' })), [FILE, MOZILLA]);
    assert.deepEqual(offered(roundOf(null, { trust: 'java:/opt/cacerts' })), [MOZILLA]);
    assert.deepEqual(offered({ ...roundOf(null, { trust: 'system' }), run: null }), [MOZILLA]);
  });

  it('those of the system are one step, and the rest of the check stays', async () => {
    const round = roundOf('cert-untrusted-root', { port: 465, mode: 'tls', client: 'mailkit' });
    const { next, asked } = await follow(round, SYSTEM);
    assert.equal(lineOf(next), `mailprobe check ${HOST} --port 465 --mode tls --client mailkit --trust system`);
    assert.deepEqual(asked, []);
    assert.equal(lineOf((await follow({ ...round, answers: next }, MOZILLA)).next), lineOf(round.answers));
  });

  it('a login that was not sent is kept, and one that was refused is not', async () => {
    const login = { user: 'ada', kind: 'password', secret: new Secret('not on any screen') } as const;
    const round = roundOf('cert-untrusted-root', { login });
    assert.equal((await follow(round, SYSTEM)).next.login, login);
    const refused = buildReport(
      makeParts({ attempts: ['587/starttls PLAIN rejected'], credentials: { status: 'rejected', cause: 'auth-rejected' } }),
    );
    const report = { ...refused, findings: [makeFinding('cert-untrusted-root')] };
    const again = { ...round, run: { checked: printable(report), options: {} } };
    assert.equal((await follow(again, SYSTEM)).next.login, null);
  });

  const pem = file('roots of ours.pem', labRootPem());
  const jks = file('cacerts', keystoreSample('jks'));
  const p12 = file('store.p12', keystoreSample('pkcs12Open'));
  const ANSWERS: readonly (readonly [what: string, answer: string, trust: string])[] = [
    ['a PEM file', pem, pem],
    ['a path in quotes', `"${pem}"`, pem],
    ['a keystore, by what is in it', jks, `java:${jks}`],
    ['PKCS#12, as Java has it today', p12, `java:${p12}`],
    ['as the option has it', `java:${jks}`, `java:${jks}`],
  ];
  for (const [what, answer, trust] of ANSWERS)
    it(`asks for a file: ${what}`, async () => {
      const { next, asked } = await follow(roundOf('cert-self-signed', { all: true }), FILE, answer);
      assert.deepEqual(
        asked.map(({ message, complaint }) => [message, complaint]),
        [['Java truststore or PEM file:', null]],
      );
      assert.equal(lineOf(next), `mailprobe check ${HOST} --all --trust ${quoteForShell(trust, 'linux')}`);
    });

  it("proposes Java's own where it is found", async () => {
    const home = mkdtempSync(join(folder, 'jdk-'));
    mkdirSync(join(home, 'lib', 'security'), { recursive: true });
    const own = join(home, 'lib', 'security', 'cacerts');
    writeFileSync(own, keystoreSample('jks'));
    const { next, asked } = await follow(roundOf('cert-self-signed'), FILE, undefined, { JAVA_HOME: home });
    assert.equal(asked[0]?.initial, own);
    assert.equal(next.trust, `java:${own}`);
  });

  const WRONG: readonly (readonly [answer: string, complaint: RegExp])[] = [
    [join(folder, 'absent'), /no such file/],
    [file('notes', 'hello'), /holds no readable certificate/],
    ['', /./],
  ];
  for (const [answer, complaint] of WRONG)
    it(`says what is wrong with ${answer.replace(folder, '…') || 'nothing'}`, async () => {
      const asked: (string | null)[] = [];
      const text: Prompter['text'] = async ({ validate }) => {
        asked.push((await validate?.(answer)) ?? null);
        return pem;
      };
      const round = roundOf('cert-self-signed');
      const entry = entriesAfter(round).find((one) => one.title(round) === FILE);
      await entry?.follow(round, { prompter: { text } as unknown as Prompter, io: ioWith({}) });
      assert.match(asked[0] ?? '', complaint);
      assert.ok(!/\n|^--trust/.test(asked[0] ?? ''), `${asked[0]}`);
    });

  it('stay for another port or mode of the same host', async () => {
    const round = roundOf('cert-untrusted-root', { trust: 'system' });
    const entry = entriesAfter(round).find((one) => one.title(round).startsWith('Sending and reading'));
    const next = await entry?.follow(round, { prompter: {} as Prompter, io: ioWith({}) });
    assert.ok(typeof next === 'object' && next.trust === 'system');
  });
});

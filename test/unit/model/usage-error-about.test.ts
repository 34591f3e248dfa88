// What a wrong usage is about is told beside the message, so that nobody has to read it out of its words.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { checkOutputFile, RefusedFile } from '../../../src/cli/output/output.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import { DEFAULT_REQUEST, makePlan } from '../../../src/request/plan.ts';
import { readVariable } from '../../../src/request/secret-source.ts';
import { parseTarget } from '../../../src/request/target.ts';
import { readTlsFiles } from '../../../src/request/tls-files.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'about-'));
});
after(() => rm(folder, { recursive: true }));

async function refusalOf(work: () => unknown): Promise<UsageError> {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof UsageError);
    return error;
  }
  return assert.fail('nothing was refused');
}

it('a file and a variable name the option or setting, and the problem does not repeat it', async () => {
  const names = { ca: 'ca_file', clientCert: 'cert', clientKey: 'key', pfx: 'pfx' };
  const file = await refusalOf(() => readTlsFiles({ ca: join(folder, 'ca_file: x') }, { names, env: {}, onSecret: () => {} }));
  assert.equal(file.about, 'ca_file');
  assert.ok(file.problem.startsWith('cannot read '));
  assert.equal(file.message, `ca_file: ${file.problem}`);
  const variable = await refusalOf(() => readVariable({}, 'NOT_SET', '--password-env'));
  assert.deepEqual([variable.about, variable.problem], ['--password-env', "the environment variable 'NOT_SET' is not set"]);
});

it('a plan speaks of options or of settings, as it is told', async () => {
  const target = parseTarget('mail.example');
  const request = { ...DEFAULT_REQUEST, ports: [25, 993] };
  const names = { ports: 'ports', modes: 'modes', protocol: 'protocol', bindAddress: 'bind' };
  assert.match((await refusalOf(() => makePlan(target, request))).message, /^--port 25,993 .* say --protocol$/);
  assert.match((await refusalOf(() => makePlan(target, request, names))).message, /^ports 25,993 .* say protocol$/);
  // A host may be called like an option: it stays what it is.
  const odd = parseTarget('a--port.example:26');
  const wrong = await refusalOf(() => makePlan(odd, { ...DEFAULT_REQUEST, ports: [25] }, names));
  assert.match(wrong.message, /^'a--port\.example:26' names port 26, ports 25:/);
});

it('a file in the way says whether force would help', async () => {
  const path = join(folder, 'letter.txt');
  await writeFile(path, 'Dear all');
  const letter = await refusalOf(() => checkOutputFile(path, false));
  assert.ok(letter instanceof RefusedFile);
  assert.deepEqual([letter.about, letter.yieldsToForce], ['--output', true]);
  assert.match(letter.message, /^--output: cannot write .*letter\.txt: .*; --force overwrites it$/);
  const directory = await refusalOf(() => checkOutputFile(folder, false));
  assert.ok(directory instanceof RefusedFile);
  assert.deepEqual([directory.reason, directory.yieldsToForce], ['it is a directory', false]);
});

// `mailprobe lab` as far as it goes without a check: the list, and what it says to an unknown name.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { main } from '../../../src/cli/main.ts';
import type { Io } from '../../../src/cli/terminal/io.ts';
import { findScenario } from '../../../src/lab/lab.ts';
import { SCENARIOS } from '../../../src/lab/scenarios/index.ts';

async function mailprobe(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const into = (stream: 'out' | 'err') => ({
    write(text: string) {
      said[stream] += text;
      return true;
    },
  });
  const io: Io = { stdout: into('out'), stderr: into('err'), stdin: Readable.from([]), env: {} };
  return { code: await main(argv, io), ...said };
}

test('--list names every scenario with its fault', async () => {
  const { code, out } = await mailprobe('lab', '--list');
  assert.equal(code, 0);
  const rows = out.trimEnd().split('\n');
  assert.equal(rows.length, SCENARIOS.length);
  assert.match(out, /^expired-certificate +the certificate ran out/m);
});

test('--list --json is one document', async () => {
  const { out } = await mailprobe('lab', '--list', '--json');
  const rows = JSON.parse(out);
  assert.deepEqual(rows[0], { name: 'healthy', title: SCENARIOS[0]?.title, expect: [] });
});

test('an unknown scenario is a usage error that names near ones', async () => {
  const { code, err } = await mailprobe('lab', 'expired-cert');
  assert.equal(code, 2);
  assert.match(err, /no scenario is called 'expired-cert'; there is expired-certificate/);
});

test('a finding’s name leads to a scenario that shows it', async () => {
  assert.equal((await findScenario('cert-expired'))?.name, 'expired-certificate');
  assert.equal(await findScenario('no-such-thing'), undefined);
});

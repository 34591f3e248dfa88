// A customer's network that opens TLS, takes STARTTLS out and closes a port, and another that does not: the same address, the
// same check in both, and `diff` names what stands between.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ReportComparison } from '../../src/compare/comparison.ts';
import { runCheck, runProgram } from './support/program.ts';
import { namespacesAreMissing } from './support/slow-network.ts';
import { PLACE_ADDRESS, type Place, type PlacedHost, TwoPlaces } from './support/two-places.ts';

describe('an intercepting gateway in one of two networks', { skip: namespacesAreMissing() }, () => {
  let places: TwoPlaces & { readonly host: PlacedHost };
  before(async () => {
    places = await TwoPlaces.open();
  });
  after(() => places?.close());

  const target = (): string[] => [
    places.host.host,
    '--resolve',
    `${places.host.host}:${PLACE_ADDRESS}`,
    '--ca',
    places.host.caFile,
  ];

  async function reportFrom(place: Place): Promise<string> {
    const { stdout } = await runCheck([...target(), '--label', place], { within: places.within(place) });
    const path = join(places.folder, `${place}.json`);
    writeFileSync(path, stdout);
    return path;
  }

  it('diff names it, and where it stands', async () => {
    const [home, office] = [await reportFrom('home'), await reportFrom('office')];
    const { code, stdout } = await runProgram(['diff', home, office, '--json']);
    const { conclusions, summary, same }: ReportComparison = JSON.parse(stdout);
    assert.equal(code, 1);
    assert.equal(same, false);
    const found = conclusions.map(({ id, at }) => `${id} at ${at === 'b' ? 'office' : at}`);
    for (const id of ['port-blocked', 'tls-intercepted', 'starttls-stripped'])
      assert.ok(found.includes(`${id} at office`), `${found}`);
    assert.match(summary, /at office/);
    const text = await runProgram(['diff', home, office]);
    assert.match(text.stdout, /TLS to mail\.places\.test is intercepted at\s+office, and not at\s+home/);
  });

  it('what is the same at home today and a moment later is no difference', async () => {
    const home = await reportFrom('home');
    const now = await runProgram(['diff', home, ...target()], { within: places.within('home') });
    assert.equal(now.code, 0, now.stdout + now.stderr);
    assert.match(now.stdout, /^SAME {2}Nothing differs between home and /);
  });
});

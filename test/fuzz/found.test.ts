// What random input has found so far, a row each, so that no seed is needed to meet it again. The sentence that each broke
// is a target's or a property's of this folder.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { labCertificate } from '../../src/lab/certificates.ts';
import { Redactor } from '../../src/net/redactor.ts';
import { FORMAT_NAMES, loadFormat } from '../../src/report/formats/index.ts';
import { makeReport, OPTIONS, poison } from '../unit/report/fixtures.ts';
import { FUZZ_TARGETS } from './targets.ts';

const USER = 'alice@example.test';

/** A secret, and a text that has it in some form. */
const LEAKS: readonly (readonly [what: string, secret: string, text: string])[] = [
  ['hundreds of backslashes in a row', `${'\\'.repeat(300)}pass"word`, `${'\\'.repeat(300)}pass"word`],
  ['quotes and backslashes, as HTML', `${'"\\'.repeat(60)}pass`, `${'&quot;\\'.repeat(60)}pass`],
  ['an ampersand ahead of what looks like an entity, as HTML', '&aa;aa""a', '&amp;aa;aa&quot;&quot;a'],
  ['blanks between which a backslash was', '""!!a \\\ra', '""!!a \\\ra'],
  ['a blank that is a line separator', 'a!"a\u2028!!', 'a!"a\u2028!!'],
  ['an underscore behind a blank', 'a" _aa"', 'a\\" _aa\\"'],
];

describe('a secret that was left in a text', () => {
  for (const [what, secret, text] of LEAKS)
    it(what, () => {
      const redactor = new Redactor();
      redactor.add(secret, USER);
      const scrubbed = redactor.scrub(`535 5.7.8 ${text} is wrong`);
      assert.equal(scrubbed, '535 5.7.8 *** is wrong');
      assert.equal(redactor.scrub(scrubbed), scrubbed);
    });

  for (const [what, secret, lines] of [
    ['split over two lines of a reply', 'Sommer-2024-x', ['5.7.8 Sommer-', '5.7.8 2024-x']],
    ['wrapped at its space', 'correct horse', ['5.7.8 correct', '5.7.8 horse']],
  ] as const)
    it(what, () => {
      const redactor = new Redactor();
      redactor.add(secret, USER);
      const said = redactor.scrubLines(lines).join('\n');
      for (const piece of secret.split(/[- ]/).filter(({ length }) => length > 3)) assert.ok(!said.includes(piece), said);
    });
});

it('a common name with control and direction characters is shown as visible text', async () => {
  const der = new X509Certificate(labCertificate('hostile-fields').certPem).raw;
  const { property } = FUZZ_TARGETS.find(({ name }) => name === 'certificates') ?? assert.fail('no such target');
  assert.equal(await property.run([der]), null);
});

it('a line of thousands of blanks ends in every format', async () => {
  const report = poison(makeReport('healthy'), `x${' '.repeat(20_000)}y`);
  for (const name of FORMAT_NAMES) assert.ok((await loadFormat(name))(report, { ...OPTIONS, verbose: true }).length > 0);
});
